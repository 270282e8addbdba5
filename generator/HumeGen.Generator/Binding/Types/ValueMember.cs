using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>A member of a union of values.</summary>
/// <param name="Use">Its type.</param>
/// <param name="Items">What tells a list from other lists; empty where nothing does, and for all that is no list.</param>
/// <param name="Properties">What tells an object from a map; empty for all else.</param>
internal sealed record ValueMember(TypeUse Use, IReadOnlyList<ItemTestModel> Items, IReadOnlyList<PropertyTestModel> Properties);
