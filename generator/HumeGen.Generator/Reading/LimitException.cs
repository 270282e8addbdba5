using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Reading;

/// <summary>A limit is reached in the middle of something; caught within this room.</summary>
internal sealed class LimitException(DiagnosticDescriptor descriptor, int limit) : Exception(descriptor.Id)
{
    /// <summary>The diagnostic to report, whose only argument is the limit.</summary>
    public DiagnosticDescriptor Descriptor { get; } = descriptor;

    public int Limit { get; } = limit;
}
