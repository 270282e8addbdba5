using System.Globalization;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.Yaml;

namespace HumeGen.Generator.Reading;

/// <summary>Reads the text of one spec file, YAML or JSON (which is YAML).</summary>
internal static class SpecReader
{
    private static readonly (string Key, string Name, SpecKind Kind, string Supported)[] Formats =
    [
        ("openapi", "OpenAPI", SpecKind.OpenApi, "OpenAPI 3.0.x, 3.1.x or 3.2.x"),
        ("asyncapi", "AsyncAPI", SpecKind.AsyncApi, "AsyncAPI 2.x.x, 3.0.x or 3.1.x"),
        ("overlay", "Overlay", SpecKind.Overlay, "Overlay 1.0.x"),
        ("swagger", "Swagger", SpecKind.None, "OpenAPI 3.0.x, 3.1.x or 3.2.x"),
    ];

    /// <inheritdoc cref="Read(string, string, bool, CancellationToken)"/>
    public static SpecDocument Read(string path, string text, CancellationToken cancellationToken) => Read(path, text, marksDescriptions: false, cancellationToken);

    /// <summary>Reads a file. Never throws for what the text holds: what is wrong becomes a diagnostic.</summary>
    /// <param name="path">Only named in places and results; nothing is opened.</param>
    /// <param name="text">The whole text, with or without a byte order mark.</param>
    /// <param name="marksDescriptions">Whether the tree has marks in place of descriptions, which are kept beside it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SpecDocument Read(string path, string text, bool marksDescriptions, CancellationToken cancellationToken)
    {
        if (text.Length > 0 && text[0] == '\uFEFF')
            text = text.Substring(1);
        var diagnostics = new List<DiagnosticInfo>();
        if (text.Length > Limits.Characters)
        {
            var empty = new LineMap(path, "");
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.TooLarge, empty.At(0, 0), Number(text.Length), Number(Limits.Characters)));
            return Nothing(empty);
        }

        // Each of these is one pass over the text, and fast.
        cancellationToken.ThrowIfCancellationRequested();
        var lines = new LineMap(path, text);
        cancellationToken.ThrowIfCancellationRequested();
        if (FindInvalidCharacter(text) is { } invalid)
        {
            var name = "U+" + ((int)text[invalid]).ToString("X4", CultureInfo.InvariantCulture);
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.InvalidCharacter, lines.At(invalid, invalid + 1), name));
            return Nothing(lines);
        }

        var root = new YamlTreeParser(lines, diagnostics, cancellationToken).Parse(text);
        if (root is null || JsonTreeWriter.Write(root, lines, marksDescriptions, diagnostics, cancellationToken) is not { } tree)
        {
            if (diagnostics.Count == 0)
                diagnostics.Add(DiagnosticInfo.Create(Descriptors.NotASpec, lines.At(0, 0)));
            return Nothing(lines);
        }

        var kind = Identify(root, tree.Map, lines, diagnostics);
        return new SpecDocument(path, kind, Info("title"), tree.Json, tree.Map, EquatableArray.From(diagnostics))
        {
            Version = Info("version"),
            FileReferences = EquatableArray.From(tree.FileReferences),
            Descriptions = EquatableArray.From(tree.Descriptions),
        };

        string? Info(string key) => root["info"]?[key] is { Kind: YamlKind.Scalar } scalar ? scalar.Value : null;

        SpecDocument Nothing(LineMap known) =>
            new(path, SpecKind.None, null, "", new PointerMap.Builder(known).Build(), EquatableArray.From(diagnostics));
    }

    private static SpecKind Identify(YamlNode root, PointerMap map, LineMap lines, List<DiagnosticInfo> diagnostics)
    {
        foreach (var (key, name, kind, supported) in Formats)
        {
            if (root[key] is not { } value)
                continue;
            var version = value.Kind == YamlKind.Scalar ? value.Value : "";
            if (IsSupported(kind, version))
                return kind;
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.UnsupportedVersion, map.Find(JsonPointer.Root / key), name, version, supported));
            return SpecKind.None;
        }

        diagnostics.Add(DiagnosticInfo.Create(Descriptors.NotASpec, map.Find(JsonPointer.Root) ?? lines.At(0, 0)));
        return SpecKind.None;
    }

    private static bool IsSupported(SpecKind kind, string version)
    {
        var parts = version.Split('.');
        if (parts.Length is not (2 or 3) || !parts.All(part => part.Length is > 0 and < 4 && part.All(c => c is >= '0' and <= '9')))
            return false;
        return (kind, parts[0], parts[1]) is
            (SpecKind.OpenApi, "3", "0" or "1" or "2")
            or (SpecKind.AsyncApi, "2", _)
            or (SpecKind.AsyncApi, "3", "0" or "1")
            or (SpecKind.Overlay, "1", "0");
    }

    /// <summary>The first character that YAML does not allow, or that tells of bytes that were not UTF-8.</summary>
    private static int? FindInvalidCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\u007F' or '\n' or '\r' or '\t')
                continue;
            var isValid = c switch
            {
                < ' ' => false,
                '\u0085' or '\u007F' => true,
                > '\u007F' and < '\u00A0' => false,
                '\uFFFD' or '\uFFFE' or '\uFFFF' => false,
                _ when char.IsSurrogate(c) => char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]),
                _ => true,
            };
            if (!isValid)
                return i;
            if (char.IsHighSurrogate(c))
                i++;
        }

        return null;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
