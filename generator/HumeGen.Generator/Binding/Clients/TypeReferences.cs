using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Clients;

/// <summary>Lists the full names of the types that parts of the model refer to.</summary>
internal static class TypeReferences
{
    public static IEnumerable<string> Of(TypeModel type) => type switch
    {
        RecordModel record => record.Properties.SelectMany(p => Of(p.Type)).Concat(Of(record.Additional)),
        TupleModel tuple => tuple.Items.SelectMany(p => Of(p.Type)).Concat(Of(tuple.More)),
        RequestModel request => request.Properties.SelectMany(p => Of(p.Type)),
        MessageModel message => Of(message.Value.Type),
        UnionModel union => union.Members.Select(m => m.TypeName).Concat(union.Values.Select(v => v.TypeName)).Concat(union.Frames),
        ValueUnionModel union => union.Members.SelectMany(m => Of(m.Type).Concat(m.Objects)),
        _ => [],
    };

    public static IEnumerable<string> Of(OperationModel operation) => operation.PathParameters.SelectMany(p => Of(p.Type))
        .Concat(Of(operation.Query))
        .Concat(Of(operation.Body?.Type))
        .Concat(Of(operation.Response.Type))
        .Concat(Of(operation.Response.Paging?.ItemType))
        .Concat(operation.Errors.SelectMany(e => Of(e.Type)));

    public static IEnumerable<string> Of(ErrorsModel? errors) => errors is null ? [] : Of(errors.Body).Concat(new[] { errors.Codes, errors.CloseCodes }.OfType<string>());

    public static IEnumerable<string> Of(ChannelModel channel) => channel.PathParameters.SelectMany(p => Of(p.Type))
        .Concat(Of(channel.Query))
        .Concat(Of(channel.Send))
        .Concat(Of(channel.Receive));

    private static IEnumerable<string> Of(ParametersModel? query) =>
        query is null ? [] : query.Parameters.SelectMany(p => Of(p.Type)).Append(query.TypeName);

    private static IEnumerable<string> Of(TypeRef? type)
    {
        for (; type is not null; type = type.Element)
        {
            if (type.Name.Length > 0)
                yield return type.Name;
        }
    }
}
