namespace HumeGen.Generator.Tests;

/// <summary>Words at components, and beside references to them, that must not get lost.</summary>
public class ComponentTests
{
    private const string Head = "openapi: 3.1.0\ninfo: {title: Sample, version: '1'}\n";

    [Fact]
    public void A_parameter_that_is_a_component_has_the_name_given_there()
    {
        var run = GeneratorRun.Of(Head + """
            paths:
              /things:
                get:
                  operationId: listThings
                  parameters: [{$ref: '#/components/parameters/Max'}]
                  responses: {'204': {description: Nothing.}}
            components:
              parameters:
                Max: {name: mx, in: query, x-humegen-name: Maximum, schema: {type: integer}}
            """);

        Assert.Equal(["long? Maximum"], run.Properties("Sample.ListThingsRequest"));
    }

    [Fact]
    public void A_schema_with_one_part_keeps_what_it_says_of_further_properties()
    {
        var run = GeneratorRun.Of(Head + """
            paths: {}
            components:
              schemas:
                Base: {type: object, properties: {id: {type: string}}}
                Counts: {allOf: [{$ref: '#/components/schemas/Base'}], additionalProperties: {type: integer}}
            """);

        Assert.Contains("IReadOnlyDictionary<string, long>", string.Join("; ", run.Properties("Sample.Counts")), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#malformed-anything")]
    public void Files_deep_within_a_part_of_a_form_are_base64()
    {
        var run = GeneratorRun.Of(Head + """
            paths:
              /a:
                post:
                  operationId: send
                  requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {rows: {type: array, items: {type: array, items: {type: string, format: binary}}}}}}}}
                  responses: {'204': {description: Nothing.}}
            """);

        Assert.Equal(["IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>>? Rows"], run.Properties("Sample.SendRequest"));
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#extensions-with-code")]
    public void A_type_of_the_framework_is_none_that_reads_itself()
    {
        var run = GeneratorRun.Of(Head + """
            paths: {}
            components:
              schemas:
                Row: {type: object, properties: {p: {type: string, x-humegen-type: System.Diagnostics.Process}}}
            """, expectDiagnostics: true);

        Assert.Equal("HG0305", Assert.Single(run.Diagnostics).Id);
        Assert.Equal("string? P", run.Properties("Sample.Row").First());
    }
}
