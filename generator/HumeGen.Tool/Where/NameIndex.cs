using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Tool.Diff;
using HumeGen.Tool.Specs;

namespace HumeGen.Tool.Where;

/// <summary>All C# names that come from specifications.</summary>
internal sealed class NameIndex
{
    private readonly IReadOnlyList<Named> _all;

    public NameIndex(BoundSpecs specs) => _all = [.. specs.Model.Types.SelectMany(t => Type(t, specs.Sources)), .. specs.Sources.Clients.SelectMany(c => Client(c, specs.Sources))];

    /// <summary>The names that a text means: it is all of them or their end behind a dot. Where none has its case, case does not count.</summary>
    public IReadOnlyList<Named> Find(string name) => Find(name, StringComparison.Ordinal) is { Count: > 0 } exact ? exact : Find(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The full names that are most like a text that means none.</summary>
    public IReadOnlyList<string> Suggest(string name)
    {
        var parts = name.Count(c => c == '.') + 1;
        var ends = _all.SelectMany(Names).Distinct(StringComparer.Ordinal).Select(n => (Full: n, End: End(n, parts))).ToList();
        return Spelling.Nearest(name, ends.Select(e => e.End)) is { } nearest
            ? [.. ends.Where(e => e.End == nearest).Select(e => e.Full).Order(StringComparer.Ordinal)]
            : [];
    }

    private List<Named> Find(string name, StringComparison comparison) =>
        [.. _all.Where(n => Names(n).Any(full => full.Equals(name, comparison) || full.EndsWith("." + name, comparison)))];

    private static IEnumerable<string> Names(Named named) => named.Path is { } path ? [named.Name, path] : [named.Name];

    private static string End(string name, int parts) => string.Join('.', name.Split('.').TakeLast(parts));

    private static IEnumerable<Named> Type(TypeModel type, SourceMap sources)
    {
        var name = CSharpDisplay.Name(type.FullName);
        yield return new Named(name, Kind(type), sources.Places(type.FullName));
        var properties = type switch
        {
            RecordModel record => record.Properties,
            RequestModel request => request.Properties,
            TupleModel tuple => tuple.Items,
            MessageModel message => [message.Value],
            _ => default(IEnumerable<PropertyModel>) ?? [],
        };
        foreach (var property in properties)
            yield return new Named($"{name}.{property.Name}", type is RequestModel ? "argument" : "property", Places(sources.Property(type.FullName, property.WireName)));
        foreach (var value in (type as EnumModel)?.Values ?? default)
            yield return new Named($"{name}.{value.Name}", "enum value", Places(sources.Value(type.FullName, value.WireValue)));
        if (type is UnionModel union)
            yield return new Named($"{union.Namespace}.{union.UnknownName}", "record of what fits no member of a union", sources.Places(type.FullName));
    }

    private static IEnumerable<Named> Client(ClientPath found, SourceMap sources)
    {
        var (_, path, client) = found;
        var name = CSharpDisplay.Name(client.FullName);
        var members = new List<Named>();
        foreach (var operation in client.Operations)
            members.Add(new Named($"{name}.{operation.Name}Async", $"call, {operation.Method} {operation.Path}", Places(sources.Operation(operation))) { Path = $"{path}.{operation.Name}Async" });
        foreach (var channel in client.Channels)
        {
            var place = Places(sources.Channel(channel));
            members.Add(new Named($"{name}.{channel.Method}Async", $"call that opens {channel.Path}", place) { Path = $"{path}.{channel.Method}Async" });
            members.Add(new Named(CSharpDisplay.Name(channel.FullName), $"connection, {channel.Path}", place));
            members.Add(new Named(CSharpDisplay.Name(channel.FullInterfaceName), $"interface of the connection, {channel.Path}", place));
        }

        var places = members.SelectMany(m => m.Places).Distinct().ToList();
        yield return new Named(name, "client of these calls", places) { Path = path };
        yield return new Named($"{client.Namespace}.{client.InterfaceName}", "interface of the client of these calls", places);
        foreach (var member in members)
            yield return member;
    }

    private static IReadOnlyList<DraftSource> Places(DraftSource? place) => place is { } known ? [known] : [];

    private static string Kind(TypeModel type) => type switch
    {
        RecordModel => "record",
        TupleModel => "record of a list",
        RequestModel => "record of the arguments of a call",
        MessageModel => "record of a message",
        EnumModel => "enum",
        UnionModel or ValueUnionModel => "union",
        _ => "type",
    };
}
