namespace HumeGen.Server.Validation;

/// <summary>A WebSocket of the specs: its path, the query parameters of its handshake and the messages that a client may send.</summary>
/// <param name="Template">The path template, such as <c>/v0/evi/chat/{chat_id}/connect</c>.</param>
/// <param name="Query">The query parameters that the specs declare.</param>
/// <param name="Messages">The messages by the value of their <c>type</c>; one without a type stands under the empty text.</param>
/// <param name="HasErrors">Whether the server has a message of the type <c>error</c>.</param>
internal sealed record ApiChannel(
    string Template, IReadOnlyList<ApiParameter> Query, IReadOnlyDictionary<string, Schema> Messages, bool HasErrors)
{
    private readonly PathTemplate _path = new(Template);

    /// <summary>The values of the path parameters when the path belongs to this channel, else null.</summary>
    public Dictionary<string, string>? Match(string path) => _path.Match(path);

    public ApiParameter? Parameter(string name) => Query.FirstOrDefault(parameter => parameter.Name == name);
}
