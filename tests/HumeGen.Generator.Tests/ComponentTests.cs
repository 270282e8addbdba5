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
}
