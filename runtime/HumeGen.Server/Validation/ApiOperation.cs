namespace HumeGen.Server.Validation;

/// <summary>One operation of the specs: a method and a path template, with what it takes and answers.</summary>
internal sealed record ApiOperation(
    string Method,
    string Template,
    IReadOnlyList<ApiParameter> Parameters,
    bool BodyRequired,
    IReadOnlyDictionary<string, Schema> Bodies,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, Schema>> Responses)
{
    /// <summary>The method and path template, such as <c>GET /v0/evi/chats/{id}</c>: what handlers are registered under.</summary>
    public string Route => $"{Method} {Template}";

    /// <summary>Hume answers faults with 422 and a list of details in some areas, and with 400 and one message in the others.</summary>
    public bool RefusesWithDetails => Responses.ContainsKey("422") || Template.StartsWith("/v0/batch/", StringComparison.Ordinal);

    private readonly PathTemplate _path = new(Template);

    /// <summary>The values of the path parameters when the path belongs to this operation, else null.</summary>
    public Dictionary<string, string>? Match(string path) => _path.Match(path);
}
