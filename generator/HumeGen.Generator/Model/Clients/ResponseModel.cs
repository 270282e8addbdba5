namespace HumeGen.Generator.Model;

/// <summary>A response.</summary>
/// <param name="Type">The C# type of the result or of an item; null for none, text and binary.</param>
/// <param name="MayBeEmpty">Whether a success may come without a body.</param>
/// <param name="Paging">Rules of the paging.</param>
internal sealed record ResponseModel(ResponseKind Kind, TypeRef? Type, string Accept, string Doc, bool MayBeEmpty, PagingModel? Paging)
{
    /// <summary>Whether a text may come as it is instead of as JSON.</summary>
    public bool MayBeText { get; init; }

    /// <summary>The part of a server-sent event that is an item.</summary>
    public ItemForm Items { get; init; }
}
