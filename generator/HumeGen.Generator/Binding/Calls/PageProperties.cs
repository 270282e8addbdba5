using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>The properties of a page, and of objects within it.</summary>
internal sealed class PageProperties(TypeRef? page, IReadOnlyDictionary<string, RecordModel> records)
{
    private const int MaxSteps = 4;

    /// <summary>The properties of the page itself; empty when it is no object.</summary>
    public IReadOnlyList<PropertyModel> Own => Of(page);

    /// <summary>The properties of an object in the page.</summary>
    public IReadOnlyList<PropertyModel> Of(TypeRef? type) =>
        type is { Kind: RefKind.Model, Custom: null } && records.TryGetValue(type.Name, out var record) ? [.. record.Properties.Where(p => p.Constant is null)] : [];

    /// <summary>The property of a name, or with dots between names the one at the end of the way; null when there is none.</summary>
    public PagePathModel? Find(string name)
    {
        var steps = new List<PropertyModel>();
        return Walk(page, name, steps)
            ? new PagePathModel(EquatableArray.From(steps.Select(s => s.Name)), EquatableArray.From(steps.Select(s => s.Type.Nullable)), steps[steps.Count - 1].Type)
            : null;
    }

    // A name may have dots of its own, such as @odata.nextLink.
    private bool Walk(TypeRef? type, string name, List<PropertyModel> steps)
    {
        if (steps.Count == MaxSteps)
            return false;
        foreach (var property in Of(type))
        {
            var isWhole = property.WireName == name;
            if (!isWhole && !name.StartsWith(property.WireName + ".", StringComparison.Ordinal))
                continue;
            steps.Add(property);
            if (isWhole || Walk(property.Type, name.Substring(property.WireName.Length + 1), steps))
                return true;
            steps.RemoveAt(steps.Count - 1);
        }

        return false;
    }
}
