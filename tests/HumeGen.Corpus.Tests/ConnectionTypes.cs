using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HumeGen.Corpus.Tests;

/// <summary>The connections in generated code, and the messages that go each way.</summary>
internal static class ConnectionTypes
{
    private const int Shown = 8;

    /// <summary>One text for each connection: <c>Room sends Say, Shout and receives Said</c>.</summary>
    public static IReadOnlyList<string> In(CSharpCompilation output)
    {
        var types = Types(output.SourceModule.GlobalNamespace).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        return
        [
            .. from type in types
               where type.BaseType is { Name: "RealtimeConnection", TypeArguments.Length: 2 }
               let way = type.BaseType!.TypeArguments
               select $"{type.Name.Replace("Connection", "", StringComparison.Ordinal)} sends {Messages(way[0], types)} and receives {Messages(way[1], types)}",
        ];
    }

    // The unknown is a member of each union.
    private static string Messages(ITypeSymbol type, List<INamedTypeSymbol> types)
    {
        var names = types.Where(t => t.TypeKind != TypeKind.Interface && t.AllInterfaces.Contains(type, SymbolEqualityComparer.Default)).Select(t => t.Name)
            .Where(n => n != $"Unknown{type.Name[1..]}").ToList();
        return type.TypeKind != TypeKind.Interface ? type.Name
            : names.Count == 0 ? "nothing"
            : string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $", {names.Count - Shown} more" : "");
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol @namespace) =>
        @namespace.GetTypeMembers().Concat(@namespace.GetNamespaceMembers().SelectMany(Types));
}
