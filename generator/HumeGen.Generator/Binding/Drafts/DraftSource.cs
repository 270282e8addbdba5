using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A schema that a type is made of.</summary>
internal readonly record struct DraftSource(DocumentContext Document, JsonPointer Pointer);
