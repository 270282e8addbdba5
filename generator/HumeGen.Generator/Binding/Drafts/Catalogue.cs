namespace HumeGen.Generator.Binding.Drafts;

/// <summary>The codes that an enum is the catalogue of.</summary>
internal enum Catalogue
{
    None,
    Errors,
    Closes,
}
