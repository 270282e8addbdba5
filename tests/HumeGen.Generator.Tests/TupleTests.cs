
namespace HumeGen.Generator.Tests;

/// <summary>Lists that become records with a member for each place.</summary>
public class TupleTests
{
    private const string Head = "openapi: 3.2.0\ninfo: {title: Sample, version: '1'}\n";

    [Fact]
    public void A_list_is_no_tuple_because_it_says_so()
    {
        var run = GeneratorRun.Of(Head + """
            paths: {}
            components:
              schemas:
                Row: {type: object, properties: {cells: {type: array, x-humegen-tuple: true, items: {type: string}}}}
            """, expectDiagnostics: true);

        Assert.Equal("HG0306", Assert.Single(run.Diagnostics).Id);

        Assert.Equal("IReadOnlyList<string>? Cells", run.Properties("Sample.Row").First());
    }

    [Fact]
    public void An_event_that_is_described_before_it_is_sent_has_its_tuples()
    {
        var run = GeneratorRun.Of(Head + """
            components:
              schemas:
                Event:
                  properties:
                    data: {contentMediaType: application/json, contentSchema: {type: object, properties: {pair: {prefixItems: [{type: string}, {type: integer}], items: false}}}}
            paths:
              /events:
                get:
                  operationId: follow
                  responses: {'200': {description: The events., content: {text/event-stream: {itemSchema: {$ref: '#/components/schemas/Event'}}}}}
            """);

        Assert.Equal("FollowItemPair? Pair", run.Properties("Sample.FollowItem").First());
        Assert.Equal(["string? Item1", "long? Item2"], run.Properties("Sample.FollowItemPair"));
    }
}
