namespace HumeGen.Generator.Tests;

/// <summary>Server-sent events as documents describe them, read by generated clients.</summary>
public class EventStreamTests
{
    private const string Json = "contentMediaType: application/json, contentSchema";

    [Fact]
    public async Task Events_of_the_form_of_openapi_are_told_by_their_names_and_keep_ids_and_waits()
    {
        var items = await Read(
            "itemSchema", $$"""
            type: object
                            required: [event, data]
                            properties: {event: {type: string}, data: {type: string}, id: {type: string}, retry: {type: integer} }
                            oneOf:
                              - properties: {event: {const: added}, data: { {{Json}}: {type: object, required: [name], properties: {name: {type: string} } } } }
                              - properties: {event: {const: removed}, data: { {{Json}}: {type: object, required: [name], properties: {name: {type: string} } } } }
                              - properties: {event: {const: ping}, data: {type: string} }
            """,
            "event: added\nid: 7\nretry: 20\ndata: {\"name\":\"a\"}\n\nevent: removed\ndata: {\"name\":\"b\"}\n\nevent: ping\ndata: hello\n\nevent: ping\ndata: 12\n\nevent: later\ndata: x\n\n",
            "x switch { FeedItemAdded a => $\"added {a.Data.Name} {a.Id} {a.Retry}\", FeedItemRemoved r => $\"removed {r.Data.Name} {r.Id}\", FeedItemPing p => $\"ping {p.Data}\", _ => x.GetType().Name }");

        Assert.Equal("added a 7 20|removed b |ping hello|ping 12|UnknownFeedItem", items);
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("itemSchema")]
    public async Task Objects_with_event_and_data_are_events(string keyword)
    {
        var items = await Read(
            keyword, """
            oneOf:
                              - {title: Start, type: object, required: [event, data], properties: {event: {type: string, enum: [run.start]}, data: {type: object, properties: {step: {type: integer}}}}}
                              - {title: Stop, type: object, required: [event, data], properties: {event: {type: string, enum: [run.stop]}, data: {type: object, properties: {why: {type: string}}}}}
                            discriminator: {propertyName: event}
            """,
            "event: run.start\ndata: {\"step\":1}\n\ndata: {\"event\":\"run.stop\",\"data\":{\"why\":\"in the data\"}}\n\nevent: run.stop\ndata: {\"why\":\"done\"}\n\ndata: [DONE]\n\n",
            "x switch { FeedItemRunStart s => $\"{s.Data.Step}\", FeedItemRunStop s => s.Data.Why!, _ => x.GetType().Name }");

        Assert.Equal("1|in the data|done", items);
    }

    [Fact]
    public async Task The_name_of_an_event_is_the_key_of_a_union_of_data()
    {
        var items = await Read(
            "schema", """
            oneOf:
                              - {title: Delta, type: object, required: [event, text], properties: {event: {const: delta}, text: {type: string}}}
                              - {title: Note, type: object, required: [event, text], properties: {event: {const: note}, text: {type: string}}}
                              - {title: End, type: object, required: [event], properties: {event: {const: end}}}
            """,
            "event: delta\ndata: {\"text\":\"a\"}\n\nevent: note\ndata: {\"text\":\"b\"}\n\ndata: {\"event\":\"delta\",\"text\":\"c\"}\n\nevent: end\ndata: {}\n\nevent: end\ndata:\n\n",
            "x switch { FeedItemDelta d => d.Text, FeedItemNote n => \"note \" + n.Text, FeedItemEnd => \"end\", _ => x.GetType().Name }");

        Assert.Equal("a|note b|c|end|end", items);
    }

    [Theory]
    [InlineData("schema", "type: string", "one|two\nlines|{\"a\":1}|5|\"q\"")]
    [InlineData("schema", "{type: array, items: {type: string}}", "one|two\nlines|{\"a\":1}|5|\"q\"")]
    [InlineData("itemSchema", "{type: object, properties: {data: {type: string}}}", "one|two\nlines|{\"a\":1}|5|\"q\"")]
    [InlineData("itemSchema", "{type: object, required: [data], properties: {event: {const: token}, data: {type: string}}}", "one|two\nlines|{\"a\":1}|5|\"q\"")]
    public async Task Data_that_is_text_comes_as_it_is(string keyword, string schema, string texts) => Assert.Equal(texts, await Read(
        keyword, schema, "data: one\n\ndata: two\ndata: lines\n\ndata: {\"a\":1}\n\n: nothing\n\ndata: 5\n\ndata: \"q\"\n\n", "(string)x"));

    [Fact]
    public async Task Data_that_is_json_or_text_comes_as_either() => Assert.Equal("object {\"name\":\"a\"}|text hello", await Read(
        "schema",
        "oneOf: [{type: string}, {type: object, required: [name], properties: {name: {type: string}}}]",
        "data: {\"name\":\"a\"}\n\ndata: hello\n\n",
        "x.AsString is { } text ? \"text \" + text : \"object \" + x"));

    [Theory]
    [InlineData("{type: object, required: [data], properties: {event: {const: piece}, data: {contentMediaType: application/json, contentSchema: {type: object, properties: {delta: {type: string}}}}}}", "x.Delta!")]
    [InlineData("{type: object, properties: {delta: {type: string}}}", "x.Delta!")]
    [InlineData("{type: object, required: [data], properties: {id: {type: string}, data: {contentMediaType: application/json, contentSchema: {type: object, properties: {delta: {type: string}}}}}}", "x.Data.Delta + x.Id")]
    public async Task One_kind_of_event_is_its_data_unless_it_has_an_id(string schema, string text) =>
        Assert.Equal(text.EndsWith("Id", StringComparison.Ordinal) ? "a1" : "a", await Read("itemSchema", schema, "event: piece\nid: 1\ndata: {\"delta\":\"a\"}\n\n", text));

    [Theory]
    [InlineData("{type: object, properties: {delta: {type: string}}}")]
    [InlineData("{type: string}")]
    [InlineData("{type: object, properties: {event: {type: string}, delta: {type: string}}}")]
    public async Task An_event_called_error_throws_with_its_data(string schema)
    {
        var error = (string)(await SampleCalls.Run(
            new Recorder(_ => "event: error\ndata: {\"message\":\"Out of voices\",\"code\":\"E7\"}\n\n", "text/event-stream"),
            [new SpecText("spec.yml", Spec("schema", schema))],
            "async () => { try { await foreach (var x in client.FeedAsync()) { } return \"\"; } catch (SampleApiException e) { return e.Body + e.Message; } }",
            "UserAgent = null",
            expectDiagnostics: false))!;

        Assert.StartsWith("{\"message\":\"Out of voices\",\"code\":\"E7\"}", error, StringComparison.Ordinal);
        Assert.Contains("E7: Out of voices", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_the_document_counts_among_the_events_is_an_item() => Assert.Equal("ok|gone", await Read(
        "schema", """
        oneOf:
                              - {title: Fine, type: object, required: [event, data], properties: {event: {const: fine}, data: {type: object, properties: {a: {type: string}}}}}
                              - {title: Error, type: object, required: [event, data], properties: {event: {const: error}, data: {type: object, properties: {message: {type: string}}}}}
        """,
        "event: fine\ndata: {\"a\":\"ok\"}\n\nevent: error\ndata: {\"message\":\"gone\"}\n\n",
        "x switch { FeedItemFine f => f.Data.A!, FeedItemError e => e.Data.Message!, _ => \"\" }"));

    private static async Task<string> Read(string keyword, string schema, string stream, string text) => (string)(await SampleCalls.Run(
        new Recorder(_ => stream, "text/event-stream"),
        [new SpecText("spec.yml", Spec(keyword, schema))],
        $"async () => {{ var items = new List<string>(); await foreach (var x in client.FeedAsync()) items.Add({text}); return string.Join(\"|\", items); }}",
        "UserAgent = null",
        expectDiagnostics: false))!;

    private static string Spec(string keyword, string schema) => $$"""
        openapi: 3.2.0
        info: {title: Sample, version: '1'}
        paths:
          /feed:
            get:
              operationId: feed
              responses:
                '200':
                  description: The feed.
                  content:
                    text/event-stream:
                      {{keyword}}:
                        {{schema}}
        """;
}
