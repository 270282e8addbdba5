namespace HumeGen.Generator.Tests;

/// <summary>Paths that are more, or less, than OpenAPI allows, compiled and run.</summary>
public class CallPathTests
{
    private const string Odd = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /notes: {post: {operationId: send, responses: {'204': {description: Done.}}}}
          /notes?beta=true&v=1%2B2: {post: {operationId: beta_send, parameters: [{name: beta, in: query, schema: {type: boolean}}], responses: {'204': {description: Done.}}}}
          /notes/{id}#restart: {post: {operationId: restart, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: Done.}}}}
          /notes/{id}#stop: {post: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: Done.}}}}
          /find?q={q}&all: {get: {operationId: find, parameters: [{name: q, in: path, required: true, schema: {type: integer}}], responses: {'204': {description: Done.}}}}
          /files/{+path}: {get: {operationId: getFile, parameters: [{name: path, in: path, required: true, schema: {type: string}}], responses: {'204': {description: Done.}}}}
          /rest/{path*}/end: {get: {operationId: getRest, parameters: [{name: path, in: path, required: true, schema: {type: string}}], responses: {'204': {description: Done.}}}}
          /odd/{name+}: {get: {operationId: getOdd, parameters: [{name: name+, in: path, required: true, schema: {type: string}}], responses: {'204': {description: Done.}}}}
        """;

    private const string Undeclared = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /calls/{id}/parts/{part-id}:
            get: {operationId: getPart, parameters: [{name: id, in: path, required: true, schema: {type: integer}}], responses: {'204': {description: Done.}}}
          /calls:
            get: {operationId: list, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: Done.}}}
          /both/{key}:
            post:
              operationId: both
              requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}, text/plain: {schema: {type: string}}}}
              responses: {'204': {description: Done.}}
          /find?q={q}: {get: {operationId: find, responses: {'204': {description: Done.}}}}
        """;

    [Theory]
    [InlineData("client.SendAsync()", "POST /notes")]
    [InlineData("client.BetaSendAsync()", "POST /notes?beta=true&v=1%2B2")]
    [InlineData("client.RestartAsync(\"7\")", "POST /notes/7")]
    [InlineData("client.PostNotesIdStopAsync(\"7\")", "POST /notes/7")]
    [InlineData("client.FindAsync(new() { Q = 5 })", "GET /find?all=&q=5")]
    [InlineData("client.GetFileAsync(\"a b/c?d\")", "GET /files/a%20b/c%3Fd")]
    [InlineData("client.GetRestAsync(\"a/b\")", "GET /rest/a/b/end")]
    [InlineData("client.GetOddAsync(\"a/b\")", "GET /odd/a%2Fb")]
    public async Task What_stands_behind_a_path_is_sent_as_far_as_it_can_be(string call, string line) => Assert.Equal(line, (await SampleCalls.Send(Odd, call)).Line);

    [Theory]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/../b")]
    [InlineData("a/ ")]
    public async Task Several_steps_stay_steps(string path) => await Assert.ThrowsAsync<ArgumentException>(() => SampleCalls.Send(Odd, $"client.GetFileAsync(\"{path}\")"));

    [Theory]
    [InlineData("client.GetPartAsync(3, \"a/b\")", "GET /calls/3/parts/a%2Fb")]
    [InlineData("client.ListAsync()", "GET /calls")]
    [InlineData("client.BothAsPlainAsync(\"k\", \"text\")", "POST /both/k")]
    [InlineData("client.FindAsync(new() { Q = \"x\" })", "GET /find?q=x")]
    public async Task A_placeholder_without_a_parameter_is_a_text(string call, string line) =>
        Assert.Equal(line, (await SampleCalls.Send(Undeclared, call, expectDiagnostics: true)).Line);

    [Fact]
    public void What_does_not_agree_is_a_warning_each() => Assert.Equal(
        [
            ("HG0215", 6, "no parameter describes '{part-id}', so it is a required text"),
            ("HG0215", 8, "it has no '{id}', so the parameter of this name is left out"),
            ("HG0215", 10, "no parameter describes '{key}', so it is a required text"),
            ("HG0215", 14, "no parameter describes '{q}', so it is a required text"),
        ],
        GeneratorRun.Of(Undeclared, expectDiagnostics: true).Diagnostics.Select(d =>
            (d.Id, d.Location.GetLineSpan().StartLinePosition.Line + 1, d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split(": ")[1].Split(". ")[0])));
}
