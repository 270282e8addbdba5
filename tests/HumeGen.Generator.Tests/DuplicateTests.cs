namespace HumeGen.Generator.Tests;

/// <summary>Repeated operation ids and parameters of a document.</summary>
public class DuplicateTests
{
    private const string Head = "openapi: 3.1.0\ninfo: {title: Sample, version: '1'}\nservers: [{url: 'https://sample.example'}]\npaths:\n";
    private const string Responses = "responses: {'204': {description: Done.}}";

    [Theory]
    [InlineData("  /a: {get: {operationId: same, RESPONSES}, post: {operationId: same, RESPONSES}}\n", 1)]
    [InlineData("  /a: {get: {operationId: same, RESPONSES}}\n  /b: {get: {operationId: same, RESPONSES}}\n  /c: {get: {operationId: same, RESPONSES}}\n", 2)]
    [InlineData("  /a: {get: {operationId: same, RESPONSES}}\n  /b: {get: {operationId: other, RESPONSES}}\n", 0)]
    [InlineData("  /a: {get: {operationId: same, tags: [One], RESPONSES}}\n  /b: {get: {operationId: same, tags: [Two], RESPONSES}}\n", 0)]
    [InlineData("  /a: {get: {operationId: same, RESPONSES}}\n  /b: {get: {operationId: same, x-humegen-name: Other, RESPONSES}}\n", 0)]
    [InlineData("  /a: {get: {operationId: same, RESPONSES}}\n  /b: {$ref: '#/paths/~1a'}\n", 0)]
    [InlineData("  /a: {$ref: '#/components/pathItems/a'}\n  /b: {$ref: '#/components/pathItems/a'}\ncomponents: {pathItems: {a: {get: {operationId: same, RESPONSES}}}}\n", 0)]
    public void A_repeated_operation_id_is_reported(string paths, int count)
    {
        var run = GeneratorRun.Of(Head + paths.Replace("RESPONSES", Responses, StringComparison.Ordinal), expectDiagnostics: count > 0);

        Assert.Equal(Enumerable.Repeat("HG0242", count), run.Diagnostics.Select(d => d.Id));
        Assert.All(run.Diagnostics, d => Assert.Contains("'same' is already that of GET /a", d.GetMessage(null), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{name: q, in: query, schema: {type: string}}, {name: q, in: query, schema: {type: integer}}", 1, "string? Q")]
    [InlineData("{name: X-Id, in: header, schema: {type: string}}, {name: x-id, in: header, schema: {type: string}}", 1, "string? XId")]
    [InlineData("{name: q, in: query, schema: {type: string}}, {name: q, in: header, schema: {type: string}}", 0, "string? Q, string? QHeader")]
    [InlineData("{name: q, in: query, schema: {type: string}}, {name: Q, in: query, schema: {type: string}}", 0, "string? Q_2, string? Q")]
    public void A_repeated_parameter_is_reported(string parameters, int count, string properties)
    {
        var run = GeneratorRun.Of($"{Head}  /a: {{get: {{operationId: read, parameters: [{parameters}], {Responses}}}}}\n", expectDiagnostics: count > 0);

        Assert.Equal(Enumerable.Repeat("HG0243", count), run.Diagnostics.Select(d => d.Id));
        Assert.Equal(properties, string.Join(", ", run.Properties("Sample.ReadRequest")));
    }

    [Fact]
    public void A_parameter_of_all_operations_of_a_path_is_reported_once()
    {
        var run = GeneratorRun.Of(
            $"{Head}  /a: {{parameters: [{{name: q, in: query, schema: {{type: string}}}}, {{name: q, in: query, schema: {{type: string}}}}], get: {{{Responses}}}, put: {{{Responses}}}}}\n",
            expectDiagnostics: true);

        Assert.Equal("HG0243", Assert.Single(run.Diagnostics).Id);
    }

    [Theory]
    [InlineData("enum: [a, null, b], x-enum-varnames: [First, Nothing, Second], x-enum-descriptions: [One., None., Two.]", "First, Second")]
    [InlineData("enum: [null, a, b], x-enum-varnames: [First, Second]", "First, Second")]
    [InlineData("enum: [a, b, null], x-enum-varnames: [First, Second, Nothing], x-humegen-facts: {Rank: {description: A rank., values: ['1', '2', '']}}", "First, Second")]
    public void Null_may_have_a_name_among_the_values(string values, string names)
    {
        var run = GeneratorRun.Of(ReadHelper.WithSchemas($"    Place: {{type: [string, 'null'], {values}}}"));

        Assert.Equal(names, string.Join(", ", run.Properties("T.Place").Where(p => p.StartsWith("Place ", StringComparison.Ordinal)).Select(p => p["Place ".Length..])));
    }
}
