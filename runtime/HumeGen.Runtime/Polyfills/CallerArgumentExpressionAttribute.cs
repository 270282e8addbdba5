namespace System.Runtime.CompilerServices;

/// <summary>Makes the compiler fill in the text of an argument.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class CallerArgumentExpressionAttribute(string parameterName) : Attribute
{
    public string ParameterName { get; } = parameterName;
}
