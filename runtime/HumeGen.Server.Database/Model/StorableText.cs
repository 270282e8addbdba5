using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HumeGen.Server.Database.Model;

/// <summary>Text as every database takes it: halves of characters and null characters, which JSON can bring, become replacement characters.</summary>
internal sealed class StorableText() : ValueConverter<string, string>(text => Of(text), text => text)
{
    public static string Of(string text)
    {
        if (IsStorable(text))
            return text;

        var storable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            storable.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());

        return storable.ToString();
    }

    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return false;

            if (!char.IsSurrogate(text[i]))
                continue;

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;

            i++;
        }

        return true;
    }
}
