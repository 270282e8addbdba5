using System.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Tool.Diff;

/// <summary>Finds the type that one which is gone may have become: a new one of the same shape.</summary>
internal sealed class TypeShapes(DiffContext context)
{
    // How far types are looked through that are themselves gone or new.
    private const int Depth = 3;

    private readonly ILookup<string, TypeModel> _new = context.New.Model.Types
        .Where(t => !context.OldTypes.ContainsKey(t.FullName) && t is not RequestModel)
        .ToLookup(t => Shape(t, context, context.NewTypes, Depth), StringComparer.Ordinal);

    /// <summary>New types of the same shape.</summary>
    public IEnumerable<TypeModel> SameAs(TypeModel old) =>
        old is RecordModel { Properties.Count: 0 } or FrameModel ? [] : _new[Shape(old, context, context.OldTypes, Depth)];

    private static string Shape(TypeModel type, DiffContext context, IReadOnlyDictionary<string, TypeModel> types, int depth)
    {
        var text = new StringBuilder(type.GetType().Name).Append('{');
        switch (type)
        {
            case RecordModel record:
                foreach (var property in record.Properties)
                {
                    text.Append(property.Name).Append('=').Append(property.WireName).Append(property.Required ? '!' : '?').Append(property.Constant).Append(':')
                        .Append(Use(property.Type)).Append(';');
                }

                text.Append(Use(record.Additional));
                break;
            case TupleModel tuple:
                foreach (var item in tuple.Items)
                    text.Append(item.Name).Append(item.Required ? '!' : '?').Append(':').Append(Use(item.Type)).Append(';');
                text.Append(Use(tuple.More));
                break;
            case MessageModel message:
                text.Append(Use(message.Value.Type));
                break;
            case EnumModel @enum:
                foreach (var value in @enum.Values)
                    text.Append(value.Name).Append('=').Append(value.WireValue).Append(';');
                break;
            case UnionModel union:
                foreach (var member in union.Members.Select(m => m.TypeName).Concat(union.Values.Select(v => v.TypeName)).Concat(union.Frames))
                    text.Append(Name(member)).Append(';');
                break;
            case ValueUnionModel union:
                foreach (var member in union.Members)
                    text.Append(Use(member.Type)).Append(';');
                break;
        }

        return text.Append('}').ToString();

        string Use(TypeRef? use) => use is null ? "" : $"{use.Kind}{(use.Nullable ? "?" : "")}{(use.Name.Length > 0 ? Name(use.Name) : "")}<{Use(use.Element)}>";

        // A type that both have goes by its name; others by what they are.
        string Name(string name) => context.OldTypes.ContainsKey(name) && context.NewTypes.ContainsKey(name) ? name
            : depth > 0 && types.TryGetValue(name, out var inner) ? Shape(inner, context, types, depth - 1) : "";
    }
}
