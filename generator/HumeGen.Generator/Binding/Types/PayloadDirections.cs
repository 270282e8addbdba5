using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>The types that a client sends and those that it receives, themselves or within others.</summary>
internal sealed class PayloadDirections
{
    private readonly HashSet<TypeDraft> _sent = [];
    private readonly HashSet<TypeDraft> _received = [];

    /// <summary>Looks through all calls and channels, after equal types were made one.</summary>
    public PayloadDirections(IEnumerable<OperationDraft> operations, IEnumerable<ChannelDraft> channels)
    {
        foreach (var operation in operations)
        {
            Walk(operation.Body?.Use, _sent);
            foreach (var part in operation.Body?.Parts ?? [])
                Walk(part.Property.Use, _sent);
            Walk(operation.Response.Use, _received);
            foreach (var error in operation.Errors)
                Walk(error.Use, _received);
        }

        foreach (var channel in channels)
        {
            Walk(channel.Send, _sent);
            Walk(channel.Receive, _received);
        }
    }

    /// <summary>
    /// Whether a required property is required of whoever has the type: what only the server sets is not asked for in what is sent, and what only the
    /// client sets need not come back.
    /// </summary>
    public bool IsRequiredIn(TypeDraft owner, PropertyAccess access) => access switch
    {
        PropertyAccess.ReadOnly => !_sent.Contains(owner),
        PropertyAccess.WriteOnly => !_received.Contains(owner),
        _ => true,
    };

    /// <summary>Whether a type is sent and never received.</summary>
    public bool IsOnlySent(TypeDraft type) => _sent.Contains(type) && !_received.Contains(type);

    private static void Walk(TypeUse? use, HashSet<TypeDraft> found)
    {
        var open = new Stack<TypeUse?>([use]);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (next is null)
                continue;
            open.Push(next.Element);
            if (next.Draft is not { } draft || !found.Add(draft))
                continue;
            foreach (var property in draft.Properties)
                open.Push(property.Use);
            foreach (var variant in draft.Variants)
                open.Push(variant.Use);
            open.Push(draft.Additional);
        }
    }
}
