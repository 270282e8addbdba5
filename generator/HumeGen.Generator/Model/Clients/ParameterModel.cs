namespace HumeGen.Generator.Model;

/// <summary>A parameter, with all that was decided of how it is sent.</summary>
/// <param name="WireName">Its name on the wire.</param>
/// <param name="Name">The property of the record, or the argument of the method.</param>
/// <param name="Method">The method of the runtime that takes it.</param>
/// <param name="Form">The form in which that method gets the value.</param>
/// <param name="Style">The style, as the runtime names it; it counts where the form is <see cref="ParameterForm.Styled"/>.</param>
/// <param name="Explode">Whether a list repeats the name, or an object has its members by their own names; it counts with the style.</param>
internal sealed record ParameterModel(
    string WireName,
    string Name,
    TypeRef Type,
    bool Required,
    ParameterMethod Method,
    ParameterForm Form,
    string Style,
    bool Explode,
    DocModel Doc)
{
    /// <summary>Whether signs that mean something in a query stay as they are; it counts with the style.</summary>
    public bool AllowsReserved { get; init; }
}
