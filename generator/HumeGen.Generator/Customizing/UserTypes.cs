using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Customizing;

/// <summary>A partial type that the project itself declares.</summary>
/// <param name="FullName">With <c>global::</c>, as types of the model have it.</param>
internal sealed record UserType(string FullName, EquatableArray<UserMember> Members);

/// <summary>A member that the project itself declares.</summary>
/// <param name="Signature">What tells it from all others of its type, as <see cref="Signatures"/> writes it.</param>
/// <param name="Location">Where its name stands.</param>
internal sealed record UserMember(string Signature, LocationInfo Location);

/// <summary>All partial types that the project itself declares.</summary>
internal sealed class UserTypes : IEquatable<UserTypes>
{
    private readonly EquatableArray<UserType> _all;
    private readonly Dictionary<string, List<UserMember>> _members = new(StringComparer.Ordinal);

    public UserTypes(IEnumerable<UserType> types)
    {
        _all = EquatableArray.From(types);
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
