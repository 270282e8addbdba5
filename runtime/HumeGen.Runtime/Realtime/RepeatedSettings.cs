using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>
/// Settings that a new socket needs again, in the order in which they were sent. A later message may say only what changes, so an earlier one stays until later
/// ones of its type have all of its members.
/// </summary>
internal sealed class RepeatedSettings<TSend>
    where TSend : IJsonWritable
{
    // Messages that each have a member of their own could be any number.
    private const int Most = 64;

    private readonly List<(TSend Message, HashSet<string> Names)> _sent = [];

    public IEnumerable<TSend> Messages => _sent.Select(static s => s.Message);

    /// <summary>The names of the members of a message; none where it is no object.</summary>
    public static HashSet<string> NamesOf(TSend message)
    {
        if (message is IBinaryMessage or ITextMessage)
            return [];
        using var json = JsonDocument.Parse(ApiJson.Write(message));
        return json.RootElement.ValueKind == JsonValueKind.Object ? [.. json.RootElement.EnumerateObject().Select(LooseElement.PropertyName)] : [];
    }

    public void Add(TSend message, HashSet<string> names)
    {
        var later = new HashSet<string>(names);
        for (var i = _sent.Count - 1; i >= 0; i--)
        {
            if (_sent[i].Message.GetType() != message.GetType())
                continue;
            if (_sent[i].Names.IsSubsetOf(later))
                _sent.RemoveAt(i);
            else
                later.UnionWith(_sent[i].Names);
        }

        _sent.Add((message, names));
        if (_sent.Count > Most)
            _sent.RemoveAt(0);
    }

    public void Clear() => _sent.Clear();
}
