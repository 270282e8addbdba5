using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.Yaml;

namespace HumeGen.Generator.Reading;

/// <summary>One file, read: plain data that is equal when the text and the path are.</summary>
/// <param name="Path">The file as the compiler was given it.</param>
/// <param name="Kind">Kind of the document; <see cref="SpecKind.None"/> if it cannot be used.</param>
/// <param name="Title">Its info.title, by which overlays pick it; null when it has none.</param>
/// <param name="Json">The whole tree as compact JSON; empty when the text could not be parsed.</param>
/// <param name="Map">Place of each node of the tree in the file.</param>
/// <param name="Diagnostics">Faults of the file, in the order of the text.</param>
internal sealed record SpecDocument(
    string Path, SpecKind Kind, string? Title, string Json, PointerMap Map, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>By this documents are put in order: the file's name first, since what folder it is in differs from machine to machine.</summary>
    public string SortKey => System.IO.Path.GetFileName(Path) + "\0" + Path;

    /// <summary>Whether the file describes an API: overlays only change those that do.</summary>
    public bool IsApi => Kind is SpecKind.OpenApi or SpecKind.AsyncApi;

    /// <summary>Its info.version; null when it has none.</summary>
    public string? Version { get; init; }

    /// <summary>The texts in the file that may be references to other files, each once.</summary>
    public EquatableArray<string> FileReferences { get; init; }

    /// <summary>The descriptions that marks in the tree stand for, by their numbers.</summary>
    public EquatableArray<string> Descriptions { get; init; }

    /// <summary>Settings of the project for the file.</summary>
    public SpecSettings Settings { get; init; } = SpecSettings.None;

    /// <summary>Compares all but descriptions and places.</summary>
    public static IEqualityComparer<SpecDocument> ByTree { get; } = new TreeComparer();

    /// <summary>The same document with its descriptions in the tree.</summary>
    public SpecDocument WithDescriptions()
    {
        if (Descriptions.Count == 0)
            return this;
        var tree = PatchedDocument.ParseTree(this);
        var texts = new SpecTexts([this]);
        var open = new Stack<JsonNode?>([tree]);
        while (open.Count > 0)
        {
            switch (open.Pop())
            {
                case JsonObject members:
                    if (members["description"].AsText() is { } text && DescriptionMark.IsIn(text))
                        members["description"] = texts.Resolve(text);
                    foreach (var member in members)
                        open.Push(member.Value);
                    break;
                case JsonArray items:
                    foreach (var item in items)
                        open.Push(item);
                    break;
            }
        }

        return this with { Json = tree.ToJsonString(), Descriptions = default };
    }

    private sealed class TreeComparer : IEqualityComparer<SpecDocument>
    {
        public bool Equals(SpecDocument? x, SpecDocument? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && x.Equals(y with { Map = x.Map, Descriptions = x.Descriptions }));

        public int GetHashCode(SpecDocument document) => document.Path.GetHashCode();
    }
}
