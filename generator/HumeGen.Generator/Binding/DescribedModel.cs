using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Binding;

/// <summary>A model with the descriptions that its marks stand for.</summary>
internal static class DescribedModel
{
    public static ApiModel Of(ApiModel model, SpecTexts texts) => model with
    {
        Types = Each(model.Types, t => Type(t, texts)),
        Clients = Each(model.Clients, c => Client(c, texts)),
    };

    private static TypeModel Type(TypeModel type, SpecTexts texts)
    {
        type = type with { Doc = Doc(type.Doc, texts) };
        return type switch
        {
            RecordModel record => record with { Properties = Each(record.Properties, p => Property(p, texts)) },
            RequestModel request => request with { Properties = Each(request.Properties, p => Property(p, texts)) },
            TupleModel tuple => tuple with { Items = Each(tuple.Items, p => Property(p, texts)) },
            MessageModel message => message with { Value = Property(message.Value, texts) },
            EnumModel @enum => @enum with
            {
                Values = Each(@enum.Values, v => v with { Doc = texts.Resolve(v.Doc) }),
                Facts = Each(@enum.Facts, f => f with { Doc = texts.Resolve(f.Doc) }),
            },
            _ => type,
        };
    }

    private static ClientModel Client(ClientModel client, SpecTexts texts) => client with
    {
        Doc = Doc(client.Doc, texts),
        Operations = Each(client.Operations, o => Operation(o, texts)),
        Channels = Each(client.Channels, c => Channel(c, texts)),
        Children = Each(client.Children, c => c with { Doc = Doc(c.Doc, texts) }),
    };

    private static OperationModel Operation(OperationModel operation, SpecTexts texts) => operation with
    {
        Doc = Doc(operation.Doc, texts),
        PathParameters = Each(operation.PathParameters, p => Parameter(p, texts)),
        Query = Parameters(operation.Query, texts),
        Body = operation.Body is not { } body ? null : body with
        {
            Doc = texts.Resolve(body.Doc),
            Parts = Each(body.Parts, p => p with { Property = Property(p.Property, texts) }),
        },
        Response = operation.Response with { Doc = texts.Resolve(operation.Response.Doc) },
        Errors = Each(operation.Errors, e => e with { Doc = texts.Resolve(e.Doc) }),
    };

    private static ChannelModel Channel(ChannelModel channel, SpecTexts texts) => channel with
    {
        Doc = Doc(channel.Doc, texts),
        PathParameters = Each(channel.PathParameters, p => Parameter(p, texts)),
        Query = Parameters(channel.Query, texts),
    };

    private static ParametersModel? Parameters(ParametersModel? parameters, SpecTexts texts) =>
        parameters is null ? null : parameters with { Parameters = Each(parameters.Parameters, p => Parameter(p, texts)) };

    private static ParameterModel Parameter(ParameterModel parameter, SpecTexts texts) => parameter with { Doc = Doc(parameter.Doc, texts) };

    private static PropertyModel Property(PropertyModel property, SpecTexts texts) => property with { Doc = Doc(property.Doc, texts) };

    private static DocModel Doc(DocModel doc, SpecTexts texts) => doc with { Summary = texts.Resolve(doc.Summary) };

    private static EquatableArray<T> Each<T>(EquatableArray<T> items, Func<T, T> change)
        where T : IEquatable<T> => items.Count == 0 ? items : EquatableArray.From(items.Select(change));
}
