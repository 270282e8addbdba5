using System.Globalization;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Reading.Overlays;
using Microsoft.CodeAnalysis;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Tests.Reading;

/// <summary>Short ways to read specs in tests, and to say where a diagnostic must stand: between « and ».</summary>
internal static class Reads
{
    public static SpecDocument File(string text, string path = "spec.yml") => SpecReader.Read(path, text, CancellationToken.None);

    public static PatchedSpecs Apply(params string[] texts) =>
        OverlayApplier.Apply([.. texts.Select((text, i) => File(text, $"{i}.yml"))], CancellationToken.None);

    /// <summary>Loads the only API document of the texts, which must have no diagnostics.</summary>
    public static OpenApiDocument Load(params string[] texts)
    {
        var (document, diagnostics) = TryLoad(texts);
        Assert.Empty(diagnostics);
        return document!;
    }

    public static (OpenApiDocument? Document, IReadOnlyList<DiagnosticInfo> Diagnostics) TryLoad(params string[] texts)
    {
        var files = texts.Select((text, i) => File(text, $"{i}.yml")).ToList();
        var specs = OverlayApplier.Apply(files, CancellationToken.None);
        var diagnostics = files.SelectMany(file => file.Diagnostics).Concat(specs.Diagnostics).ToList();
        var document = specs.Documents.Count == 1 ? OpenApiLoader.Load(specs.Documents[0], diagnostics) : null;
        return (document, diagnostics);
    }

    /// <summary>A document with these schemas, given with four blanks before each name.</summary>
    public static string WithSchemas(string schemas, string version = "3.1.0") =>
        $"openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}\n";

    /// <summary>Reads, applies and loads the texts, of which one has marks, and expects exactly one diagnostic, at the marks.</summary>
    /// <returns>Its message.</returns>
    public static string Expect(string id, params string[] texts)
    {
        var marked = Array.FindIndex(texts, text => text.Contains('«', StringComparison.Ordinal));
        var start = texts[marked].IndexOf('«', StringComparison.Ordinal);
        var end = texts[marked].IndexOf('»', StringComparison.Ordinal) - 1;
        var plain = texts[marked].Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var (_, diagnostics) = TryLoad([.. texts.Select((text, i) => i == marked ? plain : text)]);

        var diagnostic = Assert.Single(diagnostics).ToDiagnostic();
        Assert.Equal(id, diagnostic.Id);
        var place = diagnostic.Location.GetLineSpan();
        var before = plain[..start].Split('\n');
        Assert.Equal(
            ($"{marked}.yml", before.Length, before[^1].Length + 1, plain[start..end]),
            (place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1, plain[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]));
        return diagnostic.GetMessage(CultureInfo.InvariantCulture);
    }

    /// <summary>The ids of diagnostics, each once, in order.</summary>
    public static IEnumerable<string> Ids(this IEnumerable<DiagnosticInfo> diagnostics) => diagnostics.Select(d => d.Id).Distinct().Order();
}
