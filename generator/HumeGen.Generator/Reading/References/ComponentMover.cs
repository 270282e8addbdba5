using System.Globalization;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.References;

/// <summary>Makes a component of what stands in the middle of a document, so that it can be referred to.</summary>
internal static class ComponentMover
{
    /// <summary>Moves a node among the components and leaves a reference at its place.</summary>
    /// <param name="document">The document, which is changed in place.</param>
    /// <param name="section">The section of the components.</param>
    /// <param name="node">The node.</param>
    /// <param name="names">The names from which its own is made.</param>
    /// <returns>The reference that leads to it.</returns>
    public static string Move(PatchedDocument document, string section, JsonNode node, IEnumerable<string> names)
    {
        var members = document.Root.GetOrAddObject("components").GetOrAddObject(section);
        var name = Unused(members, names);
        var reference = $"#/components/{section}/{name}";
        var origin = document.OriginOf(node);
        var replacement = new JsonObject { ["$ref"] = reference };
        document.SetOrigin(node, origin);
        document.SetOrigin(replacement, origin);
        node.ReplaceWith(replacement);
        members[name] = node;
        return reference;
    }

    private static string Unused(JsonObject members, IEnumerable<string> names)
    {
        var plain = string.Concat(string.Join("_", names).Select(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_'));
        if (plain.Length == 0)
            plain = "_";
        var name = plain;
        for (var i = 2; members.ContainsKey(name); i++)
            name = plain + "_" + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }
}
