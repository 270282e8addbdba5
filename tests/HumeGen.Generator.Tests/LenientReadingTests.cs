namespace HumeGen.Generator.Tests;

/// <summary>Answers that lack what is required, read strictly and leniently.</summary>
public class LenientReadingTests
{
    private const string Spec = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /tasks: {get: {operationId: list, responses: {'200': {description: All., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Task'}}}}}}}}
          /task: {get: {operationId: get, responses: {'200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}}}}
          /events: {get: {operationId: watch, responses: {'200': {description: Events., content: {text/event-stream: {schema: {$ref: '#/components/schemas/Task'}}}}}}}
        components:
          schemas:
            Task:
              type: object
              required: [title, count, size, price, done, state, due, day, tags, counts, owner, spot, any, kind]
              properties:
                title: {type: string}
                count: {type: integer}
                size: {type: integer, format: int32}
                price: {type: number}
                done: {type: boolean}
                state: {type: string, enum: [open, closed]}
                due: {type: string, format: date-time}
                day: {type: string, format: date}
                tags: {type: array, items: {type: string}}
                counts: {type: object, additionalProperties: {type: integer}}
                owner: {$ref: '#/components/schemas/Person'}
                spot: {type: array, prefixItems: [{type: string}, {type: integer}], minItems: 2}
                any: {}
                kind: {const: task}
                note: {type: string}
            Person:
              type: object
              required: [name, home]
              properties: {name: {type: string}, home: {type: object, required: [city], properties: {city: {type: string}}}}
        """;

    private const string Whole = """
        {"title":"T","count":1,"size":2,"price":1.5,"done":true,"state":"open","due":"2026-01-02T03:04:05Z","day":"2026-01-02","tags":[],"counts":{},"spot":["a",1],"any":1,"kind":"task"
        """;

    [Fact]
    public async Task Without_the_hook_an_answer_that_lacks_something_fails_as_a_whole() => Assert.Equal(
        "The response to GET /task (200) is not the JSON that was expected. The required property \"title\" of Task is missing or null. At $ (line 1, byte 2).",
        await Run("{}", """async () => { try { await client.GetAsync(); return ""; } catch (ApiResponseException e) { return e.Message; } }"""));

    [Fact]
    public async Task With_it_whatever_is_missing_is_empty_and_told()
    {
        var result = await Lenient("{\"note\":\"n\"}", """
            async () =>
            {
                var task = await client.GetAsync();
                var json = HumeGen.Json.ApiJson.WriteString(task);
                return $"{task.Title}|{task.Count}|{task.Size}|{task.Price}|{task.Done}|{task.State}|{task.Due.Year}|{task.Day.Year}|{task.Tags.Count}|{task.Counts.Count}|{task.Owner.Name}|{task.Owner.Home.City}|{task.Any.ValueKind}|{task.Note}|{json.Length > 0}";
            }
            """);

        Assert.Equal("|0|0|0|False||1|1|0|0|||Null|n|True", result.Value);
        Assert.Equal(
            "GET /task lacked Task.title, Task.count, Task.size, Task.price, Task.done, Task.state, Task.due, Task.day, Task.tags, Task.counts, Task.owner, Task.spot, Task.any", result.Told);
    }

    [Fact]
    public async Task Nulls_where_values_must_be_are_the_same()
    {
        var json = Whole.Trim().Replace("\"count\":1", "\"count\":null", StringComparison.Ordinal)
            .Replace("\"tags\":[]", "\"tags\":[\"a\",null]", StringComparison.Ordinal)
            .Replace("\"counts\":{}", "\"counts\":{\"a\":null,\"b\":3}", StringComparison.Ordinal)
            .Replace("\"kind\":\"task\"", "\"kind\":null", StringComparison.Ordinal) + ",\"owner\":null}";

        var result = await Lenient($"[{json},null]", """
            async () =>
            {
                var tasks = await client.ListAsync();
                var first = tasks[0];
                return $"{tasks.Count} {first.Title} {first.Count} {string.Join(",", first.Tags)} {first.Counts["a"]}{first.Counts["b"]} {first.Owner.Name.Length} {first.Kind} {tasks[1].Title.Length}";
            }
            """);

        Assert.Equal("2 T 0 a, 03 0 task 0", result.Value);
        Assert.Equal("GET /tasks lacked string in a list, long in a list, constant of Task, Task.count, Task.owner, Task in a list", result.Told);
    }

    [Fact]
    public async Task Each_item_of_a_stream_is_told_by_itself()
    {
        var result = await Lenient(
            "data: {\"title\":\"a\"}\n\ndata: " + Whole.Trim() + ",\"owner\":{\"name\":\"o\",\"home\":{}}}\n\ndata: {}\n\n",
            """
            async () =>
            {
                var titles = "";
                await foreach (var task in client.WatchAsync())
                    titles += task.Title + ";";
                return titles;
            }
            """,
            "text/event-stream");

        Assert.Equal("a;T;;", result.Value);
        Assert.Equal(["Task.count", "PersonHome.city", "Task.title"], result.Told.Split(" / ").Select(t => t.Split("lacked ")[1].Split(',')[0]));
    }

    [Theory]
    [InlineData("{\"title\":5}", "Expected a string for string")]
    [InlineData("{\"title\":\"a\",\"kind\":\"other\"}", "the constant \"task\"")]
    [InlineData("{\"error\":{\"message\":\"No.\"}}", "No.")]
    [InlineData("[]", "Expected an object")]
    [InlineData("{\"title\":", "not the JSON")]
    public async Task What_is_wrong_and_not_only_missing_stays_an_error(string answer, string message)
    {
        var result = await Lenient(answer, """async () => { try { await client.GetAsync(); return ""; } catch (ApiClientException e) { return e.Message; } }""");

        Assert.Contains(message, (string)result.Value!, StringComparison.Ordinal);
        Assert.Equal("", result.Told);
    }

    [Fact]
    public async Task A_hook_that_throws_ends_the_call() => Assert.Equal("No.", await SampleCalls.Run(
        new Recorder(_ => "{}"),
        [new SpecText("spec.yml", Spec)],
        """async () => { try { await client.GetAsync(); return ""; } catch (InvalidTimeZoneException e) { return e.Message; } }""",
        "OnMissing = _ => throw new InvalidTimeZoneException(\"No.\")",
        false));

    private static Task<object?> Run(string answer, string body) => SampleCalls.Run(new Recorder(_ => answer), [new SpecText("spec.yml", Spec)], body, "", false);

    private static async Task<(object? Value, string Told)> Lenient(string answer, string body, string type = "application/json")
    {
        var result = (object[])(await SampleCalls.Run(
            new Recorder(_ => answer, type),
            [new SpecText("spec.yml", Spec)],
            $$"""async () => { var value = await new Func<Task<string>>({{body}})(); return new object[] { value, string.Join(" / ", told) }; }""",
            "OnMissing = m => told.Add(m.ToString())",
            false))!;
        return (result[0], (string)result[1]);
    }
}
