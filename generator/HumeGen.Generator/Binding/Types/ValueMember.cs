using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>A member of a union of values.</summary>
/// <param name="Use">Its type.</param>
/// <param name="Items">Rules that distinguish a list from other lists; empty without any, and for members other than lists.</param>
/// <param name="Properties">Properties that distinguish an object from a map; empty for other members.</param>
internal sealed record ValueMember(TypeUse Use, IReadOnlyList<ItemTestModel> Items, IReadOnlyList<PropertyTestModel> Properties);
