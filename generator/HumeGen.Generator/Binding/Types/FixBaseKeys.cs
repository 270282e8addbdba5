using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Makes the key of a polymorphic base a constant in each schema derived from it that has one value of it, so that nobody can give it another one.
/// Before: types have their names. After: unions find these constants like any other.
/// </summary>
internal static class FixBaseKeys
{
    public static void Run(TypeDrafts types)
    {
        var keys = new UnionKeys();
        foreach (var @base in types.Live.Where(d => d is { Kind: DraftKind.Union, IsBase: true, DeclaredKey: not null }).ToArray())
        {
            types.CancellationToken.ThrowIfCancellationRequested();
            var members = @base.Variants.Where(v => v.Use.Draft is { Kind: DraftKind.Record }).GroupBy(v => v.Use.Draft).Select(g => g.First()).ToArray();
            var values = keys.ValuesOf(@base, members, @base.DeclaredKey!);
            for (var i = 0; i < members.Length; i++)
            {
                if (values[i].Count == 1)
                    Fix(members[i].Use.Draft!, @base.DeclaredKey!, values[i][0]);
            }
        }
    }

    private static void Fix(TypeDraft member, string key, string value)
    {
        var index = member.Properties.FindIndex(p => p.WireName == key);
        if (index >= 0 && member.Properties[index] is { Constant: null, Use: { Kind: RefKind.String, Draft: null } } property)
            member.Properties[index] = property with { Constant = value };
    }
}
