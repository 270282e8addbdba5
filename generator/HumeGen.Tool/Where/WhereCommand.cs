using System.CommandLine;
using System.Text.Json.Nodes;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Spec;
using HumeGen.Tool.Specs;

namespace HumeGen.Tool.Where;

/// <summary><c>where</c>: says which part of which file a C# name comes from.</summary>
internal static class WhereCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "A type, member, method or connection, such as Tasks.Task.Title or Task." };
        var specs = new Argument<string[]>("specs") { Description = "Specifications and overlays, or folders of them.", Arity = ArgumentArity.OneOrMore };
        return CommandLine.Command(
            "where",
            "Says which part of which file a C# name comes from, and which actions of overlays change it.",
            [name, specs],
            parsed => Run(parsed.GetRequiredValue(name), SpecSet.Load(parsed.GetRequiredValue(specs), terminal), terminal));
    }

    private static int Run(string name, SpecSet specs, Terminal terminal)
    {
        var index = new NameIndex(specs.Bind());
        var found = index.Find(name);
        if (found.Count == 0)
        {
            var meant = index.Suggest(name);
            throw new ToolException($"No specification gives the name '{name}'"
                + (meant.Count > 0 ? $". Did you mean {string.Join(" or ", meant.Take(3).Select(m => $"'{m}'"))}?" : "; what is written by hand and what is HumeGen's own come from none."));
        }

        var traces = new OverlayTraces(specs);
        foreach (var named in found)
        {
            terminal.Out.WriteLine($"{named.Name}: {named.Kind}");
            foreach (var place in named.Places)
                Print(place, traces, terminal);
        }

        return Terminal.Success;
    }

    // What the tables of the document put at a schema was written in the table.
    private static IEnumerable<(LocationInfo? Place, string Entry)> TableEntries(DraftSource place)
    {
        var document = place.Document.Spec.File;
        if (place.Pointer.Find(document.Root) is not JsonObject schema)
            yield break;
        foreach (var word in (string[])[SpecLoader.Tables.Name, SpecLoader.Tables.Namespace])
        {
            if (schema[word] is { } value && document.OriginOf(value) is var origin && origin.Pointer.Last != word)
                yield return (origin.Map.Find(origin.Pointer), string.Join('.', origin.Pointer.Tokens.SkipWhile(t => t != SpecLoader.Tables.Settings).Skip(1)));
        }
    }

    private static void Print(DraftSource place, OverlayTraces traces, Terminal terminal)
    {
        var origin = place.Document.Spec.File.OriginAt(place.Pointer);
        terminal.Out.WriteLine($"  {Where(place.Location)} #{origin.Pointer}");
        foreach (var (at, target) in traces.Of(origin))
            terminal.Out.WriteLine($"    changed at {Where(at)}, target {target}");
        foreach (var (at, entry) in TableEntries(place))
            terminal.Out.WriteLine($"    changed at {Where(at)}, entry {entry} of {SpecLoader.Tables.Settings}");

        string Where(LocationInfo? location) => location is null ? "?" : terminal.Display(location);
    }
}
