using HumeGen.Generator.Diagnostics;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>Addresses of servers, with their variables at their defaults.</summary>
internal static class ServerAddress
{
    /// <summary>The address of the first server of a list; null when there is none, or none that may get a credential, which is reported.</summary>
    /// <param name="pointer">What the list of servers belongs to.</param>
    public static string? First(DocumentContext document, IList<OpenApiServer>? servers, string pointer)
    {
        if (servers is not { Count: > 0 })
            return null;
        var address = Of(servers[0]);
        if (IsUsable(address))
            return address;
        document.Report(Descriptors.BadServer, DocumentContext.Join(pointer, "servers", 0), address);
        return null;
    }

    // What the runtime takes as an address: a key must not go over an open line, nor to whoever an address pretends to be.
    private static bool IsUsable(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback))
        && uri is { UserInfo: "", Query: "", Fragment: "" };

    private static string Of(OpenApiServer server)
    {
        var address = server.Url ?? "";
        foreach (var variable in server.Variables ?? new Dictionary<string, OpenApiServerVariable>())
            address = address.Replace("{" + variable.Key + "}", variable.Value.Default ?? "");
        return address;
    }
}
