using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Gives every type a name of its own.
/// Before: what is one type is one draft. After: no two types, nor a type and a namespace, have the same full name, also where case makes no difference.
/// </summary>
internal static class NameTypes
{
    private static readonly string[] OwnName = [""];

    // A union is emitted as an interface and a record for what is unknown, or as a struct of its own name.
    private static readonly string[] UnionPrefixes = ["", "I", "Unknown"];

    public static void Run(TypeDrafts types)
    {
        foreach (var area in types.Live.Where(d => d.Same is null).GroupBy(d => d.Namespace).ToArray())
        {
            // A type must not have the name of a namespace inside its own.
            var inner = types.Taken.Where(n => n.StartsWith(area.Key + ".", StringComparison.Ordinal)).Select(n => n.Substring(area.Key.Length + 1).Split('.')[0]);
            var scope = new NameScope([.. inner]);
            foreach (var draft in area.OrderByDescending(d => d.IsNamed).ThenByPlace())
            {
                var wanted = ReservedNames.NameOfType(CSharpNames.Shorten(draft.Name), draft.Kind);
                draft.Name = scope.Take(wanted, draft.Kind == DraftKind.Union ? UnionPrefixes : OwnName);
                if (draft.Name != wanted && draft.IsNamed)
                    draft.Document.Report(Descriptors.NameConflict, draft.Pointer, draft.Pointer.Last ?? "", wanted, draft.Name);
            }
        }
    }
}
