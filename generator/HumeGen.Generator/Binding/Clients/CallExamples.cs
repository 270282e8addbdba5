using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Clients;

/// <summary>Writes the C# of a call with all that it asks for, for its documentation.</summary>
/// <param name="types">All types.</param>
internal sealed class CallExamples(IEnumerable<TypeModel> types)
{
    // Objects within each other; beyond these an example explains nothing.
    private const int Depth = 4;

    // Columns of a line.
    private const int Width = 120;

    private readonly Dictionary<string, TypeModel> _types = types.ToDictionary(t => t.FullName);

    /// <summary>The client with an example for each call and channel that has a short one.</summary>
    public ClientModel AddTo(ClientModel client) => client with
    {
        Operations = EquatableArray.From(client.Operations.Select(o => o with { Example = Of(client.Path, o) })),
        Channels = EquatableArray.From(client.Channels.Select(c => c with { Example = Of(client.Path, c) })),
    };

    private EquatableArray<string> Of(string client, OperationModel operation)
    {
        var body = operation.Body is { Required: true, IsEmptyForm: false } required ? required.Type : null;
        var query = operation.Query is { Required: true } parameters ? new TypeRef(RefKind.Model, parameters.TypeName, null, false) : null;
        string?[] arguments =
        [
            .. operation.PathParameters.Select(p => Value(p.Type, Depth)),
            .. body is null ? [] : new[] { Object(body) },
            .. query is null ? [] : new[] { Object(query) },
        ];
        if (arguments.Contains(null))
            return default;
        var call = $"{client}.{operation.Name}Async({string.Join(", ", arguments)})";
        return Lines(operation.Response.Kind switch
        {
            ResponseKind.None => $"await {call};",
            ResponseKind.Items or ResponseKind.Page => $"await foreach (var item in {call})\n    Console.WriteLine(item);",
            ResponseKind.Binary => $"using var file = await {call};\nawait file.SaveAsync(\"output\");",
            _ => $"var response = await {call};",
        });
    }

    private EquatableArray<string> Of(string client, ChannelModel channel)
    {
        var query = channel.Query is { Required: true } parameters ? new TypeRef(RefKind.Model, parameters.TypeName, null, false) : null;
        string?[] arguments = [.. channel.PathParameters.Select(p => Value(p.Type, Depth)), .. query is null ? [] : new[] { Object(query) }];
        if (arguments.Contains(null))
            return default;
        var send = Object(channel.Send) is { } message ? $"await connection.SendAsync({message});\n" : "";
        return Lines($"""
            await using var connection = await {client}.{channel.Method}Async({string.Join(", ", arguments)});
            {send}await foreach (var message in connection.ReadAllAsync())
                Console.WriteLine(message);
            """);
    }

    private static EquatableArray<string> Lines(string code)
    {
        var lines = code.Replace("\r", "").Split('\n');
        return lines.All(l => l.Length <= Width) ? EquatableArray.From(lines) : default;
    }

    // An object that is an argument has its properties on lines of their own.
    private string? Object(TypeRef type)
    {
        if (type.Custom is not null || Find(type) is not { } model || Members(model) is not { Count: > 0 } members)
            return Value(type, Depth);
        string?[] values = [.. members.Select(m => Value(m.Type, Depth - 1) is { } value ? $"\n    {m.Name} = {value}," : null)];
        return values.Contains(null) ? null : $"new {model.Name}\n{{{string.Concat(values)}\n}}";
    }

    private string? Value(TypeRef type, int depth) => type switch
    {
        { Custom: not null } => null,
        { Kind: RefKind.String } => "\"...\"",
        { Kind: RefKind.Boolean } => "true",
        { Kind: RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 or RefKind.Double or RefKind.Decimal } => "1",
        { Kind: RefKind.DateOnly } => "new DateOnly(2030, 1, 31)",
        { Kind: RefKind.DateTimeOffset } => "DateTimeOffset.UtcNow",
        { Kind: RefKind.Guid } => "Guid.NewGuid()",
        { Kind: RefKind.Bytes } => "File.ReadAllBytes(\"input\")",
        { Kind: RefKind.Json } => "JsonSerializer.SerializeToElement(\"...\")",
        { Kind: RefKind.File } => "FilePart.FromFile(\"input\")",
        { Kind: RefKind.List } => Value(type.Element!, depth) is { } item ? $"[{item}]" : null,
        { Kind: RefKind.Map } => null,
        _ => depth == 0 || Find(type) is not { } model ? null : Value(model, depth - 1),
    };

    private string? Value(TypeModel model, int depth)
    {
        switch (model)
        {
            case EnumModel { Values.Count: > 0 } @enum:
                return $"{@enum.Name}.{@enum.Values[0].Name}";
            case FrameModel { IsText: true }:
                return $"new {model.Name} {{ Text = \"...\" }}";
            case FrameModel:
                return $"new {model.Name} {{ Data = File.ReadAllBytes(\"input\") }}";
            case ValueUnionModel { Members.Count: > 0 } union:
                return Value(union.Members[0].Type, depth) is { } value ? $"{union.Name}.From({value})" : null;
            case not (RecordModel or TupleModel or RequestModel or MessageModel):
                return null;
        }

        string?[] values = [.. Members(model).Select(m => Value(m.Type, depth) is { } value ? $"{m.Name} = {value}" : null)];
        return values.Contains(null) ? null : values.Length == 0 ? $"new {model.Name}()" : $"new {model.Name} {{ {string.Join(", ", values)} }}";
    }

    // Of a union, the first member.
    private TypeModel? Find(TypeRef type)
    {
        var name = type.Name;
        for (var steps = 0; steps < Depth && _types.TryGetValue(name, out var model); steps++)
        {
            if (model is not UnionModel union)
                return model.Doc.Deprecated ? null : model;
            if (union.Members.Select(m => m.TypeName).Concat(union.Values.Select(v => v.TypeName)).Concat(union.Frames).FirstOrDefault() is not { } first)
                return null;
            name = first;
        }

        return null;
    }

    private static IReadOnlyList<PropertyModel> Members(TypeModel model)
    {
        var properties = model switch
        {
            RecordModel record => record.Properties,
            TupleModel tuple => tuple.Items,
            RequestModel request => request.Properties,
            MessageModel message => EquatableArray.From([message.Value]),
            _ => default,
        };
        return [.. properties.Where(p => p is { Required: true, Constant: null, HasPreset: false })];
    }
}
