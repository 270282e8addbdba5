using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Customizing;

/// <summary>A partial type of the project, and the locations of its members.</summary>
/// <param name="Locations">In the order of the members.</param>
internal sealed record LocatedUserType(UserType Type, EquatableArray<LocationInfo> Locations);
