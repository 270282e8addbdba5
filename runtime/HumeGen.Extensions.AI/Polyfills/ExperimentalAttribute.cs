namespace System.Diagnostics.CodeAnalysis;

/// <summary>Marks an API that may change; the compiler knows the attribute by its name.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
internal sealed class ExperimentalAttribute(string diagnosticId) : Attribute
{
    public string DiagnosticId { get; } = diagnosticId;
}
