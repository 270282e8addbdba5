namespace HumeGen.Generator.Tests;

/// <summary>Forms that are one of several, and forms that need not be sent, compiled and run.</summary>
public class FormTests
{
    private const string Desk = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /token:
            post:
              operationId: getToken
              requestBody:
                required: true
                content:
                  application/x-www-form-urlencoded:
                    schema:
                      oneOf:
                        - {type: object, required: [grant_type, code, uri], properties: {grant_type: {const: authorization_code}, code: {type: string}, uri: {type: string}}}
                        - {type: object, required: [grant_type, refresh_token], properties: {grant_type: {const: refresh_token}, refresh_token: {type: string}}}
                        - {type: object, required: [grant_type], properties: {grant_type: {const: client_credentials}, scope: {type: string}}}
              responses: {'204': {description: Done.}}
          /shapes:
            post:
              operationId: draw
              requestBody:
                required: true
                content:
                  multipart/form-data:
                    schema:
                      anyOf:
                        - {type: object, required: [version, kind, radius], properties: {version: {const: 2}, kind: {type: string, enum: [circle, ring]}, radius: {type: number}, mode: {const: fast}}}
                        - {type: object, required: [version, kind, side], properties: {version: {const: 3}, kind: {const: square}, side: {type: number}, mode: {const: fast}}}
              responses: {'204': {description: Done.}}
          /charges:
            get:
              operationId: listCharges
              requestBody: {required: false, content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {}}}}}
              responses: {'204': {description: Done.}}
            post:
              operationId: charge
              requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {amount: {type: integer}}}}}}
              responses: {'204': {description: Done.}}
            put:
              operationId: upload
              parameters: [{name: dry, in: query, schema: {type: boolean}}]
              requestBody: {content: {multipart/form-data: {schema: {type: object, required: [file], properties: {file: {type: string, contentMediaType: audio/wav}}}}}}
              responses: {'204': {description: Done.}}
            delete:
              operationId: clear
              requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {}}}}}
              responses: {'204': {description: Done.}}
          /labels:
            put:
              operationId: label
              requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, additionalProperties: {type: string}}}}}
              responses: {'204': {description: Done.}}
            post:
              operationId: tag
              requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, required: [name], properties: {name: {type: string}}, additionalProperties: {oneOf: [{type: number}, {type: boolean}]}}}}}
              responses: {'204': {description: Done.}}
            delete:
              operationId: mark
              requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, additionalProperties: {type: array, items: {type: string}}}}}}
              responses: {'204': {description: Done.}}
            patch:
              operationId: describe
              requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, additionalProperties: {type: object, properties: {a: {type: integer}}}}}}}
              responses: {'204': {description: Done.}}
        """;

    [Theory]
    [InlineData("new() { RefreshToken = \"r\" }", "grant_type=refresh_token&refresh_token=r")]
    [InlineData("new() { Code = \"c\", Uri = \"u\" }", "grant_type=authorization_code&code=c&uri=u")]
    [InlineData("new() { GrantType = GetTokenRequestGrantType.ClientCredentials, Scope = \"s\" }", "grant_type=client_credentials&scope=s")]
    [InlineData("new() { GrantType = \"password\", Code = \"c\" }", "grant_type=password&code=c")]
    public async Task The_form_that_is_meant_is_sent(string form, string body) =>
        Assert.Equal(body, string.Join('&', (await SampleCalls.Send(Desk, $"client.GetTokenAsync({form})")).Body.Split('&').OrderBy(p => p.StartsWith("grant", StringComparison.Ordinal) ? 0 : 1)));

    [Theory]
    [InlineData("new() { Code = \"c\" }")]
    [InlineData("new()")]
    public async Task A_form_of_which_nothing_tells_what_is_meant_is_refused(string form) =>
        Assert.Contains("GrantType", (await Assert.ThrowsAsync<ArgumentException>(() => SampleCalls.Send(Desk, $"client.GetTokenAsync({form})"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("new() { Version = 3, Kind = DrawRequestKind.Square, Side = 1.5 }", "3", "square")]
    [InlineData("new() { Version = 2, Kind = \"ring\", Radius = 1.5 }", "2", "ring")]
    public async Task A_part_that_is_one_of_several_values_is_given(string form, params string[] values)
    {
        var body = (await SampleCalls.Send(Desk, $"client.DrawAsync({form})")).Body;

        Assert.All(values, v => Assert.Contains($"\r\n\r\n{v}\r\n", body, StringComparison.Ordinal));
        Assert.DoesNotContain("fast", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client.ListChargesAsync()", "GET", null, "")]
    [InlineData("client.ChargeAsync()", "POST", null, "")]
    [InlineData("client.ChargeAsync(new() { Amount = 5 })", "POST", "application/x-www-form-urlencoded", "amount=5")]
    [InlineData("client.UploadAsync(new() { Dry = true })", "PUT", null, "")]
    [InlineData("client.ClearAsync()", "DELETE", "application/x-www-form-urlencoded", "")]
    public async Task A_form_that_need_not_be_sent_is_left_out(string call, string method, string? type, string body)
    {
        var sent = await SampleCalls.Send(Desk, call);

        Assert.Equal((method, type, body), (sent.Line.Split(' ')[0], sent.Headers.GetValueOrDefault("Content-Type"), sent.Body));
    }

    [Fact]
    public async Task A_file_of_a_form_that_need_not_be_sent_is_sent() => Assert.Contains(
        "name=\"file\"; filename=\"a.wav\"",
        (await SampleCalls.Send(Desk, "client.UploadAsync(null, new UploadForm { File = FilePart.FromBytes(new byte[] { 1 }, \"a.wav\") })")).Body,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("client.LabelAsync(new() { FurtherParts = new Dictionary<string, string> { [\"a b\"] = \"c&d\", [\"e\"] = \"\" } })", "a+b=c%26d&e=")]
    [InlineData("client.LabelAsync(new())", "")]
    [InlineData("client.TagAsync(new() { Name = \"n\", FurtherParts = new Dictionary<string, TagRequestValue> { [\"size\"] = 1.5, [\"on\"] = true } })", "name=n&size=1.5&on=true")]
    [InlineData("client.TagAsync()", "")]
    [InlineData("client.MarkAsync(new() { FurtherParts = new Dictionary<string, IReadOnlyList<string>> { [\"k\"] = [\"a\", \"b,c\"] } })", "k=a&k=b%2Cc")]
    public async Task Parts_of_any_name_are_sent(string call, string body) => Assert.Equal(body, (await SampleCalls.Send(Desk, call)).Body);

    [Fact]
    public async Task Objects_of_any_name_are_JSON_parts() => Assert.Contains(
        "name=\"x\"\r\n\r\n{\"a\":1}\r\n",
        (await SampleCalls.Send(Desk, "client.DescribeAsync(new() { FurtherParts = new Dictionary<string, DescribeRequestValue> { [\"x\"] = new() { A = 1 } } })")).Body,
        StringComparison.Ordinal);
}
