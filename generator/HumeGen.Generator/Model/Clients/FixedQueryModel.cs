namespace HumeGen.Generator.Model;

/// <summary>A part of the query that stands in the path of a document, so that every call sends it.</summary>
internal sealed record FixedQueryModel(string Name, string Value);
