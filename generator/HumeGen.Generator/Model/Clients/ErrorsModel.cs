namespace HumeGen.Generator.Model;

/// <summary>The exceptions of an API, and its error codes.</summary>
/// <param name="Exception">The class of all errors that the API answers.</param>
/// <param name="Statuses">The classes of single statuses.</param>
/// <param name="Body">The one type that all errors of the API have; null where there are several or none.</param>
/// <param name="Codes">Full name of the enum that is the catalogue of error codes; null where there is none.</param>
/// <param name="CodeMember">The member of an error that holds its code; null where the specification names none.</param>
/// <param name="CloseCodes">Full name of the enum that is the catalogue of close codes; null where there is none.</param>
internal sealed record ErrorsModel(
    string Exception,
    EquatableArray<StatusExceptionModel> Statuses,
    TypeRef? Body,
    string? Codes,
    string? CodeMember,
    string? CloseCodes);
