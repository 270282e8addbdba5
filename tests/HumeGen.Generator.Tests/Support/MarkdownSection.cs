namespace HumeGen.Generator.Tests;

/// <summary>A heading of a page and what stands below it, up to the next heading.</summary>
/// <param name="Level">1 for the title of the page.</param>
/// <param name="Anchor">Anchor, after <c>#</c> in a link to it.</param>
/// <param name="Lines">The lines below it.</param>
internal sealed record MarkdownSection(int Level, string Anchor, IReadOnlyList<string> Lines);
