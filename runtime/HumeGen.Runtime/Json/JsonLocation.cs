using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HumeGen.Json;

/// <summary>Tells where in a JSON text something went wrong.</summary>
internal static class JsonLocation
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The first byte that is not UTF-8; -1 where all of it is.</summary>
    public static int InvalidByte(ReadOnlySpan<byte> utf8)
    {
#if NET
        if (System.Text.Unicode.Utf8.IsValid(utf8))
            return -1;
#endif
        try
        {
#if NET
            Strict.GetCharCount(utf8);
#else
            Strict.GetCharCount(utf8.ToArray());
#endif
            return -1;
        }
        catch (DecoderFallbackException e)
        {
            return Math.Max(e.Index, 0);
        }
    }

    /// <summary>The JSON path, zero-based line and zero-based byte in the line of a position.</summary>
    public static (string Path, long Line, long Column) Find(ReadOnlySpan<byte> utf8, long position)
    {
        var before = utf8[..(int)Math.Clamp(position, 0, utf8.Length)];
        var line = before.Count((byte)'\n');
        var column = before.Length - (before.LastIndexOf((byte)'\n') + 1);
        return (Text(StepsTo(utf8, before.Length)), line, column);
    }

    /// <summary>The JSON path of the value that would be written next.</summary>
    /// <param name="utf8">The JSON up to there.</param>
    /// <param name="member">The name of the value, where it is not in the JSON yet; null otherwise.</param>
    public static string Next(ReadOnlySpan<byte> utf8, string? member)
    {
        // A number is one only once something stands behind it.
        var steps = StepsTo([.. utf8, (byte)' '], utf8.Length);
        if (steps.Count > 0)
            steps[^1] = member is not null ? (member, -1) : steps[^1] is { Name: null, Index: >= 0 and var last } ? (null, last + 1) : steps[^1];
        return Text(steps);
    }

    private static List<(string? Name, int Index)> StepsTo(ReadOnlySpan<byte> utf8, int position)
    {
        var steps = new List<(string? Name, int Index)>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ApiJson.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    // The end of an object or list is a place of that object or list, not of its last member.
                    steps.RemoveAt(steps.Count - 1);
                    if (reader.TokenStartIndex >= position)
                        break;
                    continue;
                }

                if (reader.TokenType == JsonTokenType.PropertyName)
                    steps[^1] = (reader.GetString(), -1);
                else if (steps.Count > 0 && steps[^1].Index >= 0)
                    steps[^1] = (null, steps[^1].Index + 1);

                if (reader.TokenStartIndex >= position)
                    break;
                if (reader.TokenType == JsonTokenType.StartObject)
                    steps.Add((null, -1));
                else if (reader.TokenType == JsonTokenType.StartArray)
                    steps.Add((null, 0));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The text breaks off or breaks down here: the path so far is the best there is.
        }

        return steps;
    }

    private static string Text(List<(string? Name, int Index)> steps)
    {
        var path = new StringBuilder("$");
        foreach (var (name, index) in steps)
        {
            if (name is not null)
                path.Append('.').Append(name);
            else if (index > 0)
                path.Append('[').Append((index - 1).ToString(CultureInfo.InvariantCulture)).Append(']');
        }

        return path.ToString();
    }
}
