using HumeGen.Generator.Model;

namespace HumeGen.Tool.Diff;

/// <summary>Types that callers make, and types that they get.</summary>
internal sealed class TypeUsage
{
    private readonly IReadOnlyDictionary<string, TypeModel> _types;
    private readonly ILookup<string, string> _members;
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private readonly HashSet<string> _received = new(StringComparer.Ordinal);

    public TypeUsage(ApiModel model, IReadOnlyDictionary<string, TypeModel> types)
    {
        _types = types;
        _members = UnionMembers(model);
        foreach (var client in model.Clients)
        {
            foreach (var operation in client.Operations)
            {
                foreach (var parameter in operation.PathParameters)
                    Walk(parameter.Type, _sent);
                Walk(operation.Query?.TypeName, _sent);
                Walk(operation.Body?.Type, _sent);
                Walk(operation.Response.Type, _received);
            }

            foreach (var channel in client.Channels)
            {
                foreach (var parameter in channel.PathParameters)
                    Walk(parameter.Type, _sent);
                Walk(channel.Query?.TypeName, _sent);
                Walk(channel.Send, _sent);
                Walk(channel.Receive, _received);
            }
        }
    }

    /// <summary>Whether callers make values of the type.</summary>
    public bool IsSent(string fullName) => _sent.Contains(fullName);

    /// <summary>Whether callers are given values of the type. What no call reaches, such as the payload of a webhook, is read from JSON.</summary>
    public bool IsReceived(string fullName) => _received.Contains(fullName) || !_sent.Contains(fullName);

    /// <summary>The full names of the members of each union.</summary>
    public static ILookup<string, string> UnionMembers(ApiModel model) => model.Types
        .SelectMany(t => t.Unions.Select(u => (Union: u, Member: t.FullName)))
        .ToLookup(m => m.Union, m => m.Member, StringComparer.Ordinal);

    private void Walk(TypeRef? type, HashSet<string> reached)
    {
        for (; type is not null; type = type.Element)
            Walk(type.Name, reached);
    }

    private void Walk(string? name, HashSet<string> reached)
    {
        var pending = new Stack<string>();
        Push(name);
        while (pending.TryPop(out var next))
        {
            switch (_types.GetValueOrDefault(next))
            {
                case RecordModel record:
                    foreach (var property in record.Properties)
                        PushType(property.Type);
                    PushType(record.Additional);
                    break;
                case TupleModel tuple:
                    foreach (var item in tuple.Items)
                        PushType(item.Type);
                    PushType(tuple.More);
                    break;
                case MessageModel message:
                    PushType(message.Value.Type);
                    break;
                case RequestModel request:
                    foreach (var property in request.Properties)
                        PushType(property.Type);
                    break;
                case UnionModel union:
                    foreach (var member in _members[union.FullName])
                        Push(member);
                    break;
                case ValueUnionModel union:
                    foreach (var member in union.Members)
                        PushType(member.Type);
                    break;
            }
        }

        void PushType(TypeRef? type)
        {
            for (; type is not null; type = type.Element)
                Push(type.Name);
        }

        void Push(string? type)
        {
            if (!string.IsNullOrEmpty(type) && reached.Add(type))
                pending.Push(type);
        }
    }
}
