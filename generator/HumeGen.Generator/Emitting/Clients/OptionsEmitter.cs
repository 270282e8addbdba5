using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits the class of a client's options, which says in its documentation where the API is and how one logs in.</summary>
internal static class OptionsEmitter
{
    public static void WriteClass(SourceWriter writer, ClientModel client, RootModel root)
    {
        writer.Line($"/// <summary>Options of <see cref=\"{client.FullName}\"/>: address, credential, time limits and hooks.</summary>");
        XmlDocs.WriteRemarks(writer, string.Join(" ", Facts(root)));
        MemberWriter.WriteGeneratedCode(writer);
        writer.Line($"{client.Access} sealed partial class {root.Options} : {RuntimeTypes.ClientOptions}");
        writer.Lines("""
            {
            }
            """);
    }

    private static IEnumerable<string> Facts(RootModel root)
    {
        yield return root.BaseAddress is not { } address ? "The specification names no address for calls: set BaseAddress."
            : address.IndexOf("://", StringComparison.Ordinal) > 0 ? $"The API's own address is {address}."
            : $"The specification names no host for calls: set BaseAddress. The path {address} goes behind it.";
        if (root.IsOpen)
            yield return "The specification asks for no credential.";
        else if (root.HasOpenCalls)
            yield return "Some calls need no credential, and get none.";
        if (root is { PrimaryCredential: PrimaryCredential.ApiKey, Key: { } key })
            yield return $"ApiKey is sent in {Place(key)}.";
        if (root.FurtherKeys.Count > 0)
            yield return $"ApiKeys takes keys by name: {string.Join(", ", root.FurtherKeys.Select(Place))}.";
        if (root.TakesToken)
            yield return "Credential takes an access token, which is sent as a bearer token.";
        if (root.TakesPassword)
            yield return "Credential takes a user name and a password.";
        if (root.ApiKeyVariable is { } variable)
            yield return $"Without one, the {(root.PrimaryCredential == PrimaryCredential.AccessToken ? "token" : "key")} comes from the environment variable {variable}.";
        if (root.TokenPath is { } path)
            yield return $"An API key with its secret key is traded for access tokens at {path}.";
    }

    private static string Place(KeyPlaceModel key) => key.Place switch
    {
        KeyCarrier.Query => $"the query parameter {key.Name}",
        KeyCarrier.Cookie => $"the cookie {key.Name}",
        _ => $"the header {key.Name}",
    };
}
