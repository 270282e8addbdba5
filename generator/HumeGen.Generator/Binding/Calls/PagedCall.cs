using System.Globalization;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>A call whose answer may be a page of a list.</summary>
/// <param name="Page">The type of the answer; null when it is no JSON.</param>
internal sealed record PagedCall(OperationDraft Draft, ParametersModel? Query, BodyModel? Body, TypeRef? Page)
{
    /// <summary>The query parameter of a name, or the property of the body, that can take positions of a kind; null when there is none.</summary>
    public PagingParameterModel? Parameter(string name, PagingKind kind, IReadOnlyDictionary<string, RecordModel> records)
    {
        var parameter = Query?.Parameters.FirstOrDefault(p => p.WireName == name);
        if (parameter is not null)
        {
            return parameter is { Method: ParameterMethod.AddQuery, Form: ParameterForm.Value or ParameterForm.Text } && Takes(parameter.Type, kind, mayBeNumber: true)
                ? new PagingParameterModel(parameter.Name, parameter.Type, false) : null;
        }

        // Each page is asked for by a copy of the body.
        if (Body is not { Kind: BodyKind.Json, Required: true, Type: { Kind: RefKind.Model, Nullable: false, Custom: null } type })
            return null;
        return OfObject(type, name, kind, records) ?? OfInnerObject(type, name, kind, records);
    }

    private static PagingParameterModel? OfObject(TypeRef type, string name, PagingKind kind, IReadOnlyDictionary<string, RecordModel> records)
    {
        var property = Property(type, name, records);
        return property is null || !Takes(property.Type, kind, mayBeNumber: false) || (kind == PagingKind.Cursor && !property.Type.Nullable)
            ? null : new PagingParameterModel(property.Name, property.Type, true);
    }

    // An object that is left out is made for the second page, so it must need nothing else.
    private static PagingParameterModel? OfInnerObject(TypeRef type, string name, PagingKind kind, IReadOnlyDictionary<string, RecordModel> records)
    {
        var dot = name.IndexOf('.');
        if (dot < 0 || Property(type, name.Substring(0, dot), records) is not { Type: { Kind: RefKind.Model, Custom: null } inner } holder
            || (inner.Nullable && (!records.TryGetValue(inner.Name, out var record) || record.Properties.Any(p => p.MustBeSet)))
            || OfObject(inner, name.Substring(dot + 1), kind, records) is not { } parameter)
        {
            return null;
        }

        return parameter with { Type = parameter.Type.WithNullable(parameter.Type.Nullable || inner.Nullable), Holder = holder.Name, HolderType = inner };
    }

    private static PropertyModel? Property(TypeRef type, string name, IReadOnlyDictionary<string, RecordModel> records) =>
        records.TryGetValue(type.Name, out var record) ? record.Properties.FirstOrDefault(p => p.WireName == name && p.Constant is null) : null;

    /// <summary>The number of the first page, as the parameter's default or least value says: 0 or 1; null when neither says so.</summary>
    public long? FirstNumber(string name)
    {
        var schema = Draft.Parameters.FirstOrDefault(p => p.Property.WireName == name) is { } parameter ? (parameter.Node as ParameterNode)?.Schema : SchemaInBody(name);
        return Number(schema?.Default?.ToJsonString()) ?? Number(schema?.Minimum);

        static long? Number(string? text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number is 0 or 1 ? number : null;
    }

    private SchemaNode? SchemaInBody(string name)
    {
        var schema = Draft.Node.Body?.Contents.FirstOrDefault(c => MediaType.IsJson(MediaType.WithoutParameters(c.ContentType)))?.Schema;
        foreach (var step in name.Split('.'))
            schema = schema?.Target.Property(step);
        return schema?.Target;
    }

    private static bool Takes(TypeRef type, PagingKind kind, bool mayBeNumber) => type.Custom is null && (kind == PagingKind.Cursor
        ? type.Kind == RefKind.String || (mayBeNumber && type.Kind is RefKind.Int64 or RefKind.Int32)
        : type.Kind is RefKind.Int64 or RefKind.Int32);
}
