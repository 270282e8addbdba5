using System.Globalization;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Reading.Overlays;
using HumeGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Tests;

/// <summary>Short ways to read specs in tests, and to say where a diagnostic must stand: between « and ».</summary>
internal static class ReadHelper
{
    public static SpecDocument File(string text, string path = "spec.yml") => SpecReader.Read(path, text, CancellationToken.None);

    /// <summary>The same for texts.</summary>
    public static (IReadOnlyList<PatchedDocument> Documents, IReadOnlyList<DiagnosticInfo> Diagnostics) Apply(params string[] texts) =>
        Apply([.. texts.Select((text, i) => File(text, $"{i}.yml"))]);

    /// <summary>Applies the overlays among the files to the documents among them. The diagnostics are those of the overlays.</summary>
    public static (IReadOnlyList<PatchedDocument> Documents, IReadOnlyList<DiagnosticInfo> Diagnostics) Apply(IReadOnlyList<SpecDocument> files)
    {
        var sources = SpecSources.Of(files, CancellationToken.None);
        PatchedDocument[] documents = [.. sources.Documents.Select(input => OverlayApplier.Apply(input.Document.File, input.Document.Overlays, CancellationToken.None))];
        return (documents, [.. sources.Diagnostics(documents).Except(files.SelectMany(f => f.Diagnostics))]);
    }

    /// <summary>Loads the only API document of the texts, which must have no diagnostics.</summary>
    public static OpenApiDocument Load(params string[] texts)
    {
        var (document, diagnostics) = TryLoad(texts);
        Assert.Empty(diagnostics);
        return document!;
    }

    public static (OpenApiDocument? Document, IReadOnlyList<DiagnosticInfo> Diagnostics) TryLoad(params string[] texts)
    {
        var specs = SpecLoader.Load([.. texts.Select((text, i) => File(text, $"{i}.yml"))], CancellationToken.None);
        return (specs.Documents.Count == 1 ? specs.Documents[0].OpenApi : null, [.. specs.Diagnostics, .. specs.Documents.SelectMany(d => d.Document.Diagnostics)]);
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
