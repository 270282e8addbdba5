namespace HumeGen.Json;

/// <summary>
/// Required members that a response, an item of a stream or a message lacks. It was read all the same: see
/// <see cref="ApiClientOptions.OnMissing"/>.
/// </summary>
public sealed class MissingMembers
{
    private readonly Dictionary<string, int> _members = new(StringComparer.Ordinal);

    internal MissingMembers(HttpMethod method, string pathTemplate)
    {
        Method = method;
        PathTemplate = pathTemplate;
    }

    /// <summary>The method of the request.</summary>
    public HttpMethod Method { get; }

    /// <summary>The path of the request or of the WebSocket with its placeholders, such as <c>/v1/tasks/{id}</c>.</summary>
    public string PathTemplate { get; }

    /// <summary>Number of members that were missing, or null where they must not be.</summary>
    public int Count { get; private set; }

    /// <summary>Number of times that each of them was missing, by C# type and name on the wire: <c>Task.title</c>; of items, by their type: <c>string in a list</c>.</summary>
    public IReadOnlyDictionary<string, int> Members => _members;

    /// <summary>The names and numbers, without any value.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() =>
        $"{Method} {PathTemplate} lacked {string.Join(", ", _members.Select(m => m.Value == 1 ? m.Key : FormattableString.Invariant($"{m.Key} ({m.Value} times)")))}";

    internal void Add(string member)
    {
        Count++;
        _members[member] = _members.TryGetValue(member, out var before) ? before + 1 : 1;
    }
}
