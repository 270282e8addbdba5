using System.Text;
using HumeGen.Generator.Binding;
using HumeGen.Generator.Binding.Calls;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Binding.Types;
using HumeGen.Generator.Emitting;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Tests.Binding;

/// <summary>
/// Schemas that refer to the next one, which refers to the next one, and so on: however long the chain is, it needs no more stack, and output that
/// would grow with the square of the chain ends with a diagnostic.
/// </summary>
public class ChainTests
{
    private const string End = """{"type": "object", "properties": {"a": {"type": "string"} } }""";

    // Each link by its number and the reference to the next one.
    private static readonly Dictionary<string, Func<int, string, string>> Links = new()
    {
        ["reference"] = (_, next) => next,
        ["allOf alone"] = (_, next) => $$"""{"allOf": [{{next}}]}""",
        ["allOf with properties"] = (i, next) => $$"""{"allOf": [{{next}}], "properties": {"p{{i}}": {"type": "string"} } }""",
        ["allOf with a choice"] = (i, next) => $$"""{"allOf": [{{next}}], "oneOf": [{{Object("q", i)}}, {{Object("z", i)}}]}""",
        ["items"] = (_, next) => $$"""{"type": "array", "items": {{next}} }""",
        ["additionalProperties"] = (_, next) => $$"""{"type": "object", "additionalProperties": {{next}} }""",
        ["anyOf with null"] = (_, next) => $$"""{"anyOf": [{{next}}, {"type": "null"}]}""",
        ["oneOf of one"] = (_, next) => $$"""{"oneOf": [{{next}}]}""",
        ["union of objects"] = (i, next) => $$"""{"oneOf": [{{next}}, {{Object("k", i)}}]}""",
        ["union with text"] = (_, next) => $$"""{"oneOf": [{{next}}, {"type": "string"}]}""",
        ["type list"] = (_, next) => $$"""{"type": ["array", "string"], "items": {{next}} }""",
        ["tuple"] = (_, next) => $$"""{"type": "array", "prefixItems": [{{next}}, {"type": "string"}]}""",
        ["property"] = (_, next) => $$"""{"type": "object", "properties": {"next": {{next}} } }""",
        ["nullable part"] = (_, next) => $$"""{"allOf": [{{next}}], "nullable": true}""",
        ["allOf with required"] = (_, next) => $$"""{"allOf": [{{next}}, {"required": ["a"]}]}""",
        ["allOf twice"] = (_, next) => $$"""{"allOf": [{{next}}, {{next}}]}""",
        ["reference with properties"] = (i, next) => $$"""{{{next[1..^1]}}, "properties": {"p{{i}}": {"type": "string"} } }""",
        ["reference with a description"] = (i, next) => $$"""{{{next[1..^1]}}, "description": "Number {{i}}." }""",
        ["anyOf of objects"] = (i, next) => $$"""{"anyOf": [{{next}}, {{Object("k", i)}}]}""",
        ["mapping"] = (_, next) => $$"""{"oneOf": [{{next}}], "discriminator": {"propertyName": "t", "mapping": {"a": {{next.Split('"', 4)[3].TrimEnd('}').Insert(0, "\"")}} } } }""",
        ["enum or next"] = (i, next) => $$"""{"anyOf": [{{next}}, {"type": "string", "enum": ["e{{i}}"]}]}""",
        ["definition"] = (i, next) => $$"""{"type": "array", "$defs": {"d": {{next}} }, "items": {"$ref": "#/components/schemas/S{{i}}/$defs/d"} }""",
        ["items of items"] = (i, next) => $$"""{"type": "array", "items": {"$ref": "#/components/schemas/S{{i + 1}}/items"} }""",
        ["properties and others"] = (i, next) => $$"""{"type": "object", "properties": {"p": {"type": "string"} }, "additionalProperties": {{next}} }""",
        ["property of a property"] = (_, next) => $$"""{"type": "object", "properties": {"x": {"type": "object", "properties": {"y": {{next}} } } } }""",
        ["not"] = (_, next) => $$"""{"type": "object", "properties": {"a": {"type": "string"} }, "not": {{next}} }""",
        ["condition"] = (_, next) => $$"""{"type": "object", "if": {{next}}, "then": {{next}}, "else": {{next}} }""",
        ["patterns"] = (_, next) => $$"""{"type": "object", "patternProperties": {"^a": {{next}} } }""",
        ["dependent"] = (_, next) => $$"""{"type": "object", "properties": {"a": {} }, "dependentSchemas": {"a": {{next}} } }""",
        ["polymorphic base"] = (_, next) => $$"""{"allOf": [{{next}}], "discriminator": {"propertyName": "t"}, "properties": {"t": {"type": "string"} } }""",
    };

    [Theory]
    [Trait("Attack", "docs/reliability.md#references-in-circles-and-chains")]
    [InlineData("reference", "HG0018")]
    [InlineData("allOf alone", "")]
    [InlineData("allOf with properties", "HG0213")]
    [InlineData("allOf with a choice", "HG0213 HG0221")]
    [InlineData("items", "HG0212")]
    [InlineData("additionalProperties", "HG0212")]
    [InlineData("anyOf with null", "")]
    [InlineData("oneOf of one", "")]
    [InlineData("union of objects", "HG0213")]
    [InlineData("union with text", "HG0213")]
    [InlineData("type list", "HG0212")]
    [InlineData("tuple", "")]
    [InlineData("property", "")]
    [InlineData("nullable part", "")]
    [InlineData("allOf with required", "HG0213")]
    [InlineData("allOf twice", "HG0213")]
    [InlineData("reference with properties", "HG0213")]
    [InlineData("reference with a description", "HG0018")]
    [InlineData("anyOf of objects", "HG0213")]
    [InlineData("mapping", "HG0213")]
    [InlineData("enum or next", "HG0213")]
    [InlineData("definition", "HG0212")]
    [InlineData("items of items", "HG0018")]
    [InlineData("properties and others", "")]
    [InlineData("property of a property", "")]
    [InlineData("not", "")]
    [InlineData("condition", "")]
    [InlineData("patterns", "")]
    [InlineData("dependent", "HG0221")]
    [InlineData("mixed", "HG0016 HG0221")]
    [InlineData("polymorphic base", "HG0213")]
    public void A_chain_of_any_length_ends(string link, string expected)
    {
        var ids = SmallStack.Run(() =>
        {
            var bound = Bind(link, 10_000);
            foreach (var file in bound.Model.Types.SelectMany(Emitter.Emit).Concat(bound.Model.Clients.SelectMany(Emitter.Emit)))
                Assert.NotEmpty(file.Text);
            return string.Join(" ", bound.Diagnostics.Ids());
        });

        Assert.Equal(expected, ids);
    }

    // Short ones where each type has all that the next one has.
    [Theory]
    [InlineData("reference", 60, "")]
    [InlineData("allOf alone", 300, "")]
    [InlineData("allOf with properties", 60, "")]
    [InlineData("allOf with a choice", 60, "HG0221")]
    [InlineData("items", 300, "HG0212")]
    [InlineData("additionalProperties", 300, "HG0212")]
    [InlineData("anyOf with null", 300, "")]
    [InlineData("oneOf of one", 300, "")]
    [InlineData("union of objects", 60, "")]
    [InlineData("union with text", 300, "HG0213")]
    [InlineData("type list", 300, "HG0212")]
    [InlineData("tuple", 300, "")]
    [InlineData("property", 300, "")]
    [InlineData("polymorphic base", 100, "")]
    public void The_output_for_a_chain_compiles(string link, int length, string expected)
    {
        var run = GeneratorRun.Of(Chain(link, length), expectDiagnostics: true);

        Assert.Equal(expected, string.Join(" ", run.Diagnostics.Select(d => d.Id).Distinct().Order()));
    }

    // Memory instead of time: four times the links are 16 times the memory where each link looks at all others.
    [Theory]
    [Trait("Attack", "docs/reliability.md#huge-files-and-names")]
    [InlineData("reference")]
    [InlineData("allOf alone")]
    [InlineData("allOf with properties")]
    [InlineData("allOf with a choice")]
    [InlineData("items")]
    [InlineData("additionalProperties")]
    [InlineData("anyOf with null")]
    [InlineData("oneOf of one")]
    [InlineData("union of objects")]
    [InlineData("union with text")]
    [InlineData("type list")]
    [InlineData("tuple")]
    [InlineData("property")]
    [InlineData("polymorphic base")]
    public void The_effort_grows_with_the_length(string link)
    {
        Bind(link, 100);
        long Allocated(int length) => SmallStack.Run(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Bind(link, length);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.InRange((double)Allocated(4_000) / Allocated(1_000), 1, 6);
    }

    [Fact]
    public void Every_stage_stops_when_it_is_cancelled()
    {
        var cancelled = new CancellationToken(canceled: true);
        var text = Chain("property", 10);
        var file = ReadHelper.File(text);
        var loaded = SpecLoader.Load([file], CancellationToken.None);
        ApiBinder.Bind(loaded, ProjectSettings.Default, out var sources, CancellationToken.None);
        var document = sources.Documents[0];

        Assert.Throws<OperationCanceledException>(() => SpecReader.Read("spec.yml", text, cancelled));
        Assert.Throws<OperationCanceledException>(() => SpecLoader.Load([file], cancelled));
        Assert.Throws<OperationCanceledException>(() => ApiBinder.Bind(loaded, ProjectSettings.Default, cancelled));
        Assert.Throws<OperationCanceledException>(() => new SchemaBinder(document, [], cancelled).BindComponents());
        Assert.Throws<OperationCanceledException>(() => new OperationBinder(document, new SchemaBinder(document, [], CancellationToken.None)).Bind(cancelled).ToList());
        Assert.Throws<OperationCanceledException>(() => TypePasses.Run(sources.Types, [], cancelled));
    }

    private static BoundApi Bind(string link, int length) =>
        ApiBinder.Bind(SpecLoader.Load([ReadHelper.File(Chain(link, length))], CancellationToken.None), ProjectSettings.Default, CancellationToken.None);

    // A mixed chain has a link of each kind in turn.
    private static Func<int, string, string> LinkOf(string link, int i) => link == "mixed" ? Links.Values.ElementAt(i % Links.Count) : Links[link];

    private static string Object(string property, int i) => $$"""{"type": "object", "required": ["{{property}}{{i}}"], "properties": {"{{property}}{{i}}": {"type": "string"} } }""";

    private static string Chain(string link, int length)
    {
        var text = new StringBuilder("""
            {"openapi": "3.1.0", "info": {"title": "Sample", "version": "1"}, "servers": [{"url": "https://sample.example"}],
            "paths": {"/x": {"get": {"operationId": "getX", "responses": {"200": {"description": "D.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/S0"} } } } } } } },
            "components": {"schemas": {

            """);
        for (var i = 0; i < length; i++)
            text.Append($"\"S{i}\": {LinkOf(link, i)(i, $$"""{"$ref": "#/components/schemas/S{{i + 1}}"}""")},\n");
        return text.Append($"\"S{length}\": {End} }} }} }}\n").ToString();
    }
}
