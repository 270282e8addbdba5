using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>A string, number or boolean. A number in a format of times is a time.</summary>
internal sealed class ScalarRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder) =>
        ScalarKinds.Of(site.Schema, site.Schema.ValueTypes) is not { } kind ? null
        : kind is RefKind.Int64 or RefKind.Double && site.Schema.Format is "unixtime" or "unix-time"
            ? CustomTypeRule.Custom(kind, "System.DateTimeOffset", "HumeGen.Json.UnixSeconds")
        : TypeUse.Of(kind);
}
