namespace HumeGen.Generator.Model;

/// <summary>The form in which the value of a parameter is given to the runtime.</summary>
internal enum ParameterForm
{
    /// <summary>The value itself.</summary>
    Value,

    /// <summary>The value as text.</summary>
    Text,

    /// <summary>The items of a list as one text, with commas between them.</summary>
    Joined,

    /// <summary>The items of a list, each as a text.</summary>
    Each,

    /// <summary>The value, with the style in which the runtime writes it.</summary>
    Styled,
}
