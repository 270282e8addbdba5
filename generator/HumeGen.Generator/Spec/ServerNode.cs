using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>A server of an OpenAPI document.</summary>
/// <param name="Address">The address, with its variables at their defaults.</param>
/// <param name="Pointer">Place of the server.</param>
internal sealed record ServerNode(string Address, JsonPointer Pointer)
{
    /// <param name="owner">The node that has the list of servers.</param>
    public static IReadOnlyList<ServerNode> List(IList<OpenApiServer>? servers, JsonPointer owner) =>
        [.. (servers ?? []).Select((s, i) => new ServerNode(AddressOf(s), owner / "servers" / i))];

    private static string AddressOf(OpenApiServer server)
    {
        var address = server.Url ?? "";
        foreach (var variable in server.Variables ?? new Dictionary<string, OpenApiServerVariable>())
            address = address.Replace("{" + variable.Key + "}", variable.Value.Default ?? variable.Value.Enum?.FirstOrDefault() ?? "");
        return address;
    }
}
