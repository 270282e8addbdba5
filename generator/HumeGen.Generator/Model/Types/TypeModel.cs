namespace HumeGen.Generator.Model;

/// <summary>A type to emit.</summary>
/// <param name="Namespace">The C# namespace.</param>
/// <param name="Name">The C# name, without the namespace.</param>
/// <param name="Doc">Its documentation.</param>
internal abstract record TypeModel(string Namespace, string Name, DocModel Doc)
{
    /// <summary>Schema and file that it comes from, in words; null for types that are made for a call.</summary>
    public string? Source { get; init; }

    /// <summary>Accessibility of the type: <c>public</c> or <c>internal</c>.</summary>
    public string Access { get; init; } = "public";

    /// <summary>Whether its code uses what the specification deprecates.</summary>
    public bool UsesDeprecated { get; init; }

    /// <summary>The union interfaces that it implements, full names.</summary>
    public EquatableArray<string> Unions { get; init; }

    public string FullName => $"global::{Namespace}.{Name}";

    /// <summary>Full names of all types that are emitted for it.</summary>
    public virtual IEnumerable<string> Names => [FullName];
}
