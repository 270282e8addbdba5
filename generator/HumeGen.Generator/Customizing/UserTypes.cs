namespace HumeGen.Generator.Customizing;

/// <summary>All partial types that the project itself declares.</summary>
internal sealed class UserTypes : IEquatable<UserTypes>
{
    private readonly EquatableArray<UserType> _all;
    private readonly Dictionary<string, List<string>> _members = new(StringComparer.Ordinal);

    public UserTypes(IEnumerable<LocatedUserType> types)
    {
        _all = EquatableArray.From(types.Select(t => t.Type));
        foreach (var type in _all)
        {
            if (!_members.TryGetValue(type.FullName, out var members))
                _members.Add(type.FullName, members = []);
            members.AddRange(type.Members);
        }
    }

    /// <summary>The members that the project declares of some types, by the types' full names.</summary>
    public EquatableArray<UserType> Of(IEnumerable<string> names)
    {
        if (_members.Count == 0)
            return default;
        return EquatableArray.From(names.Where(_members.ContainsKey).Select(n => new UserType(n, EquatableArray.From(_members[n]))));
    }

    public bool Equals(UserTypes? other) => other is not null && _all.Equals(other._all);

    public override bool Equals(object? obj) => Equals(obj as UserTypes);

    public override int GetHashCode() => _all.GetHashCode();
}
