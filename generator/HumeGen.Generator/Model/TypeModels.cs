namespace HumeGen.Generator.Model;

/// <summary>What documentation the specification gives.</summary>
/// <param name="Summary">What it is, with units and limits.</param>
/// <param name="Deprecated">Whether the specification marks it as deprecated.</param>
internal sealed record DocModel(string Summary, bool Deprecated);

/// <summary>A type to emit.</summary>
/// <param name="Namespace">The C# namespace.</param>
/// <param name="Name">The C# name, without the namespace.</param>
/// <param name="Doc">Its documentation.</param>
internal abstract record TypeModel(string Namespace, string Name, DocModel Doc)
{
    /// <summary>Who sees the type: <c>public</c> or <c>internal</c>.</summary>
    public string Access { get; init; } = "public";

    public string FullName => $"global::{Namespace}.{Name}";

    /// <summary>Full names of all types that are emitted for it.</summary>
    public virtual IEnumerable<string> Names => [FullName];
}

/// <summary>An object schema: a sealed record.</summary>
/// <param name="Properties">In the order of the specification.</param>
/// <param name="Unions">The union interfaces that it implements, full names.</param>
/// <param name="Additional">The declared type of additional properties; null where the specification says nothing of them and they are kept as JSON.</param>
/// <param name="Entries">The name of a property that walks all properties by their wire names; null when there is none.</param>
internal sealed record RecordModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<PropertyModel> Properties,
    EquatableArray<string> Unions,
    TypeRef? Additional,
    string? Entries) : TypeModel(Namespace, Name, Doc);

/// <summary>A property of a record.</summary>
/// <param name="WireName">Its name in JSON.</param>
/// <param name="Name">Its name in C#.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Constant">The one value that it may have, as its text; null when it is free. The type tells what kind of value it is.</param>
/// <param name="Secret">Whether its value stays out of <c>ToString</c>.</param>
internal sealed record PropertyModel(
    string WireName,
    string Name,
    TypeRef Type,
    bool Required,
    string? Constant,
    bool Secret,
    DocModel Doc);

/// <summary>A string enum that keeps values it does not know.</summary>
/// <param name="Facts">Documented facts of each value, such as what to do about an error code.</param>
internal sealed record EnumModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<EnumValueModel> Values,
    EquatableArray<EnumFactModel> Facts) : TypeModel(Namespace, Name, Doc);

/// <summary>A known value of an enum.</summary>
internal sealed record EnumValueModel(string WireValue, string Name, string Doc);

/// <summary>A read-only property of an enum with one text or truth value per known value.</summary>
/// <param name="Values">In the order of the enum's values; the text, or <c>true</c> and <c>false</c>.</param>
internal sealed record EnumFactModel(string Name, string Doc, bool IsBoolean, EquatableArray<string> Values);

/// <summary>A union of objects: an interface that the member records implement.</summary>
/// <param name="Name">The name of the interface, with its I.</param>
/// <param name="UnknownName">The name of the record that keeps what no member fits.</param>
/// <param name="Key">The property whose value tells the member; null when the properties that are present tell it.</param>
/// <param name="DefaultMember">The member that is meant when nothing tells one; null when there is none.</param>
internal sealed record UnionModel(
    string Namespace,
    string Name,
    DocModel Doc,
    string UnknownName,
    UnionKeyModel? Key,
    EquatableArray<UnionMemberModel> Members,
    string? DefaultMember,
    EquatableArray<string> Bases) : TypeModel(Namespace, Name, Doc)
{
    public override IEnumerable<string> Names => [FullName, $"global::{Namespace}.{UnknownName}"];
}

/// <summary>The property that tells the members of a union apart.</summary>
/// <param name="Shared">Whether every member has it as a constant, so that the interface can offer it.</param>
internal sealed record UnionKeyModel(string WireName, string Name, bool Shared);

/// <summary>A member of a union.</summary>
/// <param name="TypeName">Its full name.</param>
/// <param name="KeyValues">The values of the key that mean it.</param>
/// <param name="AllOf">Where there is no key: the properties that must all be there.</param>
/// <param name="AnyOf">Where there is no key, and no property is required: one of these must be there.</param>
internal sealed record UnionMemberModel(
    string TypeName,
    EquatableArray<string> KeyValues,
    EquatableArray<string> AllOf,
    EquatableArray<string> AnyOf);

/// <summary>A union of values of different JSON kinds: a struct.</summary>
/// <param name="Members">At most one for each JSON kind.</param>
internal sealed record ValueUnionModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<ValueUnionMemberModel> Members) : TypeModel(Namespace, Name, Doc);

/// <summary>A member of a value union.</summary>
/// <param name="Name">How the member is called in C#, such as <c>String</c>.</param>
internal sealed record ValueUnionMemberModel(string Name, TypeRef Type);

/// <summary>A list whose items each have a type of their own: a record.</summary>
/// <param name="Items">The items that the specification names, in their order.</param>
/// <param name="More">The type of further items; null where there must be none.</param>
internal sealed record TupleModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<PropertyModel> Items,
    TypeRef? More) : TypeModel(Namespace, Name, Doc);

/// <summary>What a call takes besides its path and body, or the parts of a form: a record that is not JSON.</summary>
internal sealed record RequestModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<PropertyModel> Properties) : TypeModel(Namespace, Name, Doc);
