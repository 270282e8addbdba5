using System.Text.Json.Nodes;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding;

/// <summary>A call in the making.</summary>
/// <param name="Group">The client it belongs to, as a dotted path from the root client.</param>
/// <param name="Paging">What x-humegen-paging says; null for what is no paged list.</param>
internal sealed record OperationDraft(
    DocumentContext Document,
    string Pointer,
    string Group,
    string Name,
    string Method,
    string Path,
    string? Server,
    DocModel Doc,
    IReadOnlyList<ParameterDraft> Parameters,
    BodyDraft? Body,
    ResponseDraft Response,
    JsonObject? Paging);

/// <summary>A parameter in the making.</summary>
internal sealed record ParameterDraft(PropertyDraft Property, ParameterPlace Place, ParameterSpelling Spelling, bool Explode, string Pointer);

/// <summary>A request body in the making.</summary>
/// <param name="FormName">The name that the document gives to a form; null where it is named after the call.</param>
internal sealed record BodyDraft(
    BodyKind Kind, TypeUse Use, bool Required, string Doc, string? FormName, IReadOnlyList<PartDraft> Parts, string ContentType);

/// <summary>A part of a form in the making.</summary>
internal sealed record PartDraft(PropertyDraft Property, ArraySpelling Array, string? ContentType);

/// <summary>A response in the making.</summary>
internal sealed record ResponseDraft(ResponseKind Kind, TypeUse? Use, string Accept, string Doc, bool MayBeEmpty = false);
