namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A variant of a union in the making.</summary>
/// <param name="MappedValues">The values that the discriminator's mapping gives it.</param>
/// <param name="SchemaName">The component that it is; null for one that stands inline.</param>
internal sealed record VariantDraft(TypeUse Use, IReadOnlyList<string> MappedValues, string? SchemaName);
