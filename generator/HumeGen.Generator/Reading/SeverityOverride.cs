namespace HumeGen.Generator.Reading;

/// <summary>A severity that the project gives a diagnostic: the words of <c>.editorconfig</c>, such as <c>error</c> or <c>none</c>.</summary>
internal sealed record SeverityOverride(string Id, string Severity);
