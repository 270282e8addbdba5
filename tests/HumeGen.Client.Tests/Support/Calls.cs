using System.Reflection;

namespace Hume.Tests;

/// <summary>The calls of the client, found by reflection.</summary>
internal static class Calls
{
    private static readonly Type[] Results = [typeof(Task), typeof(Task<>), typeof(IAsyncEnumerable<>), typeof(AsyncPageable<,>)];

    /// <summary>Every method of a generated client interface that talks to the server and is no connection.</summary>
    public static IReadOnlyList<MethodInfo> OfEveryClient { get; } =
    [
        .. typeof(HumeClient).Assembly.GetExportedTypes()
            .Where(t => t.IsInterface && t.Name.EndsWith("Client", StringComparison.Ordinal))
            .SelectMany(t => t.GetMethods())
            .Where(m => Results.Contains(m.ReturnType.IsGenericType ? m.ReturnType.GetGenericTypeDefinition() : m.ReturnType))
            .Where(m => !m.Name.StartsWith("Connect", StringComparison.Ordinal)),
    ];
}
