using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Reading;

/// <summary>A specification as the compiler hands it over.</summary>
internal sealed record SpecFile(AdditionalText Text, SpecSettings Settings)
{
    public HashedDocument Read(CancellationToken cancellationToken)
    {
        var text = Text.GetText(cancellationToken)?.ToString() ?? "";
        return new HashedDocument(SpecReader.Read(Text.Path, text, marksDescriptions: true, cancellationToken) with { Settings = Settings }, Hash(text));
    }

    // Line ends and encodings differ from machine to machine: git checks the same file out with CRLF on one and with LF on another.
    private static string Hash(string text)
    {
        using var sha256 = SHA256.Create();
        var hash = sha256.ComputeHash(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF').Replace("\r\n", "\n").Replace('\r', '\n')));
        return string.Concat(hash.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
