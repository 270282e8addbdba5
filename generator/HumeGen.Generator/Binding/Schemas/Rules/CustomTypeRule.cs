using System.Text.Json.Nodes;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>The C# type that <c>x-humegen-type</c> puts in the place of what a schema would become. One that names no type is reported.</summary>
internal sealed class CustomTypeRule : SchemaRule
{
    public override bool AddsNull => false;

    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        if (site.Schema.Value(ExtensionWords.Type) is not { } given)
            return null;
        var (wire, nullable) = OnTheWire(site.Schema);
        var use = given switch
        {
            JsonValue value when value.TryGetValue(out string? name) => Named(name, wire),
            JsonObject pair when pair["name"] is JsonValue name && pair["converter"] is JsonValue converter
                && IsTypeName(name.ToString()) && IsOwnTypeName(converter.ToString()) => Custom(wire, name.ToString(), converter.ToString()),
            _ => null,
        };
        // A value of a wrong kind is reported as that.
        if (use is null && ExtensionCheck.Fits(ExtensionWords.Type, given))
            binder.Document.Report(Descriptors.UnusableType, site.Schema.Pointer / ExtensionWords.Type.Name, given.ToJsonString());
        return use?.OrNull(nullable);
    }

    private static TypeUse? Named(string name, RefKind wire) => (name, wire) switch
    {
        ("string", RefKind.String) => TypeUse.Of(RefKind.String),
        ("int", RefKind.Int64) => TypeUse.Of(RefKind.Int32),
        ("long", RefKind.Int64 or RefKind.Double) => TypeUse.Of(RefKind.Int64),
        ("ulong", RefKind.Int64) => TypeUse.Of(RefKind.UInt64),
        ("double", RefKind.Int64 or RefKind.Double) => TypeUse.Of(RefKind.Double),
        ("Guid", RefKind.String) => TypeUse.Of(RefKind.Guid),
        ("DateTimeOffset", RefKind.String) => TypeUse.Of(RefKind.DateTimeOffset),
        // Numbers mean milliseconds; for seconds there is the long form, with the converter of the runtime for them.
        ("DateTimeOffset", RefKind.Int64 or RefKind.Double) => Custom(wire, "System.DateTimeOffset", "HumeGen.Json.UnixMilliseconds"),
        ("TimeSpan", RefKind.Int64 or RefKind.Double) => Custom(wire, "System.TimeSpan", "HumeGen.Json.Milliseconds"),
        _ => IsOwnTypeName(name) ? Custom(wire, name, null) : null,
    };

    internal static TypeUse Custom(RefKind wire, string name, string? converter) =>
        TypeUse.Of(wire) with { Custom = new CustomTypeModel("global::" + name, converter is null ? null : "global::" + converter) };

    // A type of the framework does not read and write itself, nor another one; with a converter it can stand here.
    private static bool IsOwnTypeName(string text) => IsTypeName(text) && text.Split('.')[0] is not ("System" or "Microsoft");

    // Nothing but names with dots between them: a specification must not bring code along.
    private static bool IsTypeName(string text) => text.IndexOf('.') > 0 && text.Split('.').All(CSharpNames.IsIdentifier);

    private static (RefKind Kind, bool Nullable) OnTheWire(SchemaNode schema)
    {
        var types = schema.Alternatives.Aggregate(schema.Types, (all, v) => all | v.Types);
        return (ScalarKinds.WithoutFormat(types & ~JsonTypes.Null) ?? RefKind.Json, (types & JsonTypes.Null) != 0);
    }
}
