using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Hume.Tests;

/// <summary>Calls every operation of the specifications, and compares what leaves the client, and what it makes of the answer, with them.</summary>
public class OperationWalkTests
{
    private static IReadOnlyList<OperationCase> Table => OperationCase.All;

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    [Fact]
    public void The_table_has_each_of_the_56_operations_once()
    {
        Assert.Equal(56, Specs.Operations.Count);
        Assert.Equal(
            Specs.Operations.Select(o => o.ToString().TrimEnd()).Order(StringComparer.Ordinal),
            Table.Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_client_has_no_calls_besides()
    {
        var calls = Calls.OfEveryClient.Select(m => $"{m.DeclaringType!.Name}.{m.Name}").ToList();
        Assert.Equal(56, calls.Distinct().Count());
        Assert.Equal(56, calls.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_request_is_what_the_specification_says(string name)
    {
        var call = Table.Single(c => c.Name == name);
        var spec = call.Spec;
        var request = (await SendAsync(call, AnswerOf(call))).Request;

        Assert.Equal(spec.Method, request.Method);
        Assert.Equal("https://api.hume.ai" + call.ExpectedPath, request.Uri.GetLeftPart(UriPartial.Path));
        AssertQuery(call, request);
        AssertHeaders(call, request);
        await AssertBodyAsync(spec, request);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_answer_is_read_into_typed_values(string name)
    {
        var call = Table.Single(c => c.Name == name);
        var (status, contentType, schema) = call.Spec.Response;
        if (schema is null)
        {
            Assert.Null((await SendAsync(call, Reply.Text((HttpStatusCode)status, ""))).Result);
            return;
        }

        if (schema.Format == "binary")
        {
            var bytes = (byte[])(await SendAsync(call, Reply.Text((HttpStatusCode)status, "RIFF and so on", contentType!))).Result!;
            Assert.Equal("RIFF and so on", Encoding.UTF8.GetString(bytes));
            return;
        }

        var isStream = contentType == "text/event-stream";
        foreach (var sample in SchemaSamples.Of(schema))
        {
            var body = isStream ? $"data: {sample.ToJsonString()}\n\ndata: {sample.ToJsonString()}\n\n" : sample.ToJsonString();
            var result = (await SendAsync(call, Reply.Text((HttpStatusCode)status, body, contentType!))).Result;
            Assert.NotNull(result);
            UnknownMembers.AssertNone(result);
            Json.AssertSame(isStream ? new JsonArray(sample.DeepClone(), sample.DeepClone()) : sample, Written(result));
        }
    }

    [Theory]
    [InlineData(0, "session_settings")]
    [InlineData(1, "user_input")]
    [InlineData(2, "assistant_input")]
    [InlineData(3, "tool_response")]
    [InlineData(4, "tool_error")]
    [InlineData(5, "pause_assistant_message")]
    [InlineData(6, "resume_assistant_message")]
    public async Task Every_message_can_be_sent_into_a_chat(int index, string type)
    {
        var recorder = new Recorder(HttpStatusCode.OK, "");
        using var client = TestClient.Of(recorder);
        await client.EmpathicVoice.ControlPlane.SendAsync("chat-1", CompleteSamples.ControlPlane[index]);
        Assert.Equal(type, recorder.Only.Json["type"]!.GetValue<string>());
        Assert.Empty(Specs.Operation("POST", "/v0/evi/chat/{chat_id}/send", "application/json").Body!.Errors(recorder.Only.Json, complete: true));
    }

    private static JsonNode Written(object result) => result switch
    {
        IJsonWritable value => Json.Of(value),
        IEnumerable<IJsonWritable> list => new JsonArray([.. list.Select(Json.Of)]),
        _ => throw new InvalidOperationException($"{result.GetType()} is no JSON."),
    };

    private static HttpResponseMessage AnswerOf(OperationCase call)
    {
        var (status, contentType, schema) = call.Spec.Response;
        var body = schema is null || schema.Format == "binary" ? "" : SchemaSamples.Make(schema).ToJsonString();
        return Reply.Text((HttpStatusCode)status, body, contentType ?? "text/plain");
    }

    private static async Task<(Recorded Request, object? Result)> SendAsync(OperationCase call, HttpResponseMessage answer)
    {
        var recorder = new Recorder(_ => answer);
        using var client = TestClient.Of(recorder);
        var result = await call.Call(client);
        return (recorder.Only, result);
    }

    private static void AssertQuery(OperationCase call, Recorded request)
    {
        var expected = QueryHelpers.ParseQuery(call.Query);
        Assert.Equal(expected.Keys.Order(), call.Spec.QueryParameters.Order());
        Assert.Equal(expected.Keys.Order(), request.Query.Keys.Order());
        Assert.All(expected, parameter => Assert.Equal<IEnumerable<string?>>(parameter.Value, request.Query[parameter.Key]));
    }

    private static void AssertHeaders(OperationCase call, Recorded request)
    {
        Assert.Empty(call.Spec.HeaderParameters);
        Assert.Equal(TestClient.ApiKey, request.Headers["X-Hume-Api-Key"]);
        Assert.False(request.Headers.ContainsKey("Authorization"));
        Assert.Matches(@"^HumeClient/\d+\.\d+\.\d+ HumeGen/\d+\.\d+\.\d+$", request.Headers["User-Agent"]);
        var accepted = request.Headers["Accept"].Split(',').Select(type => type.Split(';')[0].Trim()).ToList();
        Assert.True(accepted.Contains("*/*") || accepted.Contains(call.Spec.Response.ContentType!), $"Accept is {request.Headers["Accept"]}");
        if (call.ContentType is null)
            Assert.Null(request.Body);
        else
            Assert.Equal(call.ContentType, request.Headers["Content-Type"].Split(';')[0]);
    }

    private static async Task AssertBodyAsync(SpecOperation spec, Recorded request)
    {
        if (spec.ContentType == "application/json")
            Assert.Empty(spec.Body!.Errors(request.Json, complete: true));
        if (spec.ContentType != "multipart/form-data")
            return;

        // Lists may be spelt with brackets; files have a name; everything else is text.
        var parts = await request.FormAsync();
        var byName = parts.ToLookup(part => part.Name.Split('[')[0]);
        Assert.Equal(spec.Body!.Properties.Keys.Order(), byName.Select(g => g.Key).Order());
        foreach (var (partName, schema) in spec.Body.Properties)
        {
            var isFile = schema.Format == "binary" || schema.Items?.Format == "binary";
            Assert.All(byName[partName], part => Assert.Equal(isFile, part.FileName is not null));
            if (isFile)
                continue;
            var value = schema.Items is null
                ? Value(schema, byName[partName].Single().Content)
                : new JsonArray([.. byName[partName].Select(part => Value(schema.Items, part.Content))]);
            Assert.Empty(schema.Errors(value, complete: true));
        }

        static JsonNode Value(Schema schema, string text) => schema.Types.Contains("string") ? JsonValue.Create(text) : JsonNode.Parse(text)!;
    }
}
