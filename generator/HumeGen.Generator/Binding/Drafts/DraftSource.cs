namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A schema that a type is made of.</summary>
internal readonly record struct DraftSource(DocumentContext Document, JsonPointer Pointer);
