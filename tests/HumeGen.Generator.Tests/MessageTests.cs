using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>The types of messages, and what tells those apart that arrive. Their way over the wire is tested with whole APIs.</summary>
public class MessageTests
{
    [Theory]
    [InlineData("{type: string}", "string")]
    [InlineData("{type: string, format: date-time}", "DateTimeOffset")]
    [InlineData("{type: string, format: byte}", "ReadOnlyMemory<byte>")]
    [InlineData("{type: integer}", "long")]
    [InlineData("{type: number, const: 3}", "long")]
    [InlineData("{type: boolean}", "bool")]
    [InlineData("{type: array}", "IReadOnlyList<JsonElement>")]
    [InlineData("{type: array, items: {type: array, items: {type: integer}}}", "IReadOnlyList<IReadOnlyList<long>>")]
    [InlineData("{type: object}", "IReadOnlyDictionary<string, JsonElement>")]
    [InlineData("{type: object, additionalProperties: {type: boolean}}", "IReadOnlyDictionary<string, bool>")]
    [InlineData("{}", "JsonElement")]
    [InlineData("true", "JsonElement")]
    [InlineData("{type: string, enum: [a, b]}", "Note")]
    [InlineData("{type: [string, integer]}", "Note")]
    [InlineData("{oneOf: [{type: string}, {type: array, items: {type: string}}]}", "Note")]
    [InlineData("{type: [number, 'null']}", "double?")]
    public void A_payload_that_is_no_object_is_the_value_of_a_record(string payload, string type)
    {
        var run = Run("{$ref: '#/components/messages/Note'}", "{$ref: '#/components/messages/Note'}", $"Note: {{payload: {payload}}}", expectDiagnostics: true);

        // A type of the value has the name of the message already.
        var message = run.Output.GetTypeByMetadataName(type == "Note" ? "Sample.NoteMessage" : "Sample.Note")!;
        Assert.Equal([$"{type} Value"], run.Properties($"Sample.{message.Name}").Select(p => p.Replace("Sample.", "", StringComparison.Ordinal)));
        Assert.Equal(["ITalkClientMessage", "ITalkServerMessage"], Directions(message));
        Assert.Equal(["ITalkClientMessage", "ITalkServerMessage"], run.Output.GetTypeByMetadataName("Sample.TalkConnection")!.BaseType!.TypeArguments.Select(t => t.Name));
    }

    [Theory]
    [InlineData("payload: {type: string, format: binary}")]
    [InlineData("payload: {format: binary}")]
    [InlineData("payload: {type: string, contentEncoding: binary}")]
    [InlineData("payload: {type: string, contentMediaType: audio/mpeg}")]
    [InlineData("payload: {type: string, contentMediaType: application/octet-stream}")]
    [InlineData("payload: {$ref: '#/components/schemas/Bytes'}")]
    [InlineData("payload: {allOf: [{$ref: '#/components/schemas/Bytes'}]}")]
    [InlineData("contentType: audio/wav, payload: {type: object}")]
    [InlineData("contentType: application/octet-stream")]
    [InlineData("contentType: application/x-protobuf, payload: {type: string, format: binary}")]
    public void A_payload_of_bytes_is_a_binary_frame(string message)
    {
        var run = Run("{$ref: '#/components/messages/Sound'}", "{$ref: '#/components/messages/Sound'}", $"Sound: {{{message}}}");

        Assert.Equal(["ReadOnlyMemory<byte> Data"], run.Properties("Sample.Sound"));
        Assert.Equal(["IBinaryMessage", "ITalkClientMessage", "ITalkServerMessage"], Directions(run.Output.GetTypeByMetadataName("Sample.Sound")!));
        Assert.Contains("new global::Sample.Sound { Data = bytes }", run.File("Sample.TalkConnection.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contentType: application/json, payload: {type: string, format: binary}", "ReadOnlyMemory<byte> Value")]
    [InlineData("payload: {type: string, contentEncoding: base64, contentMediaType: audio/mpeg}", "ReadOnlyMemory<byte> Value")]
    [InlineData("payload: {type: string, contentMediaType: text/html}", "string Value")]
    [InlineData("payload: {type: string, contentMediaType: application/json}", "string Value")]
    [InlineData("payload: {type: array, items: {type: string, format: binary}}", "IReadOnlyList<ReadOnlyMemory<byte>> Value")]
    [InlineData("contentType: text/plain", "string Text")]
    [InlineData("contentType: text/plain; charset=utf-8, payload: {type: string}", "string Text")]
    [InlineData("contentType: application/xml", "string Text")]
    public void A_text_is_JSON_or_plain_as_the_message_says(string message, string property) =>
        Assert.Equal([property], Run("{name: none, payload: {type: boolean}}", "{$ref: '#/components/messages/Sound'}", $"Sound: {{{message}}}").Properties("Sample.Sound"));

    [Fact]
    public void A_message_without_a_name_is_called_as_its_schema_or_by_its_kind()
    {
        var run = Run("{oneOf: [{payload: {type: string}}, {payload: {type: integer}}, {payload: {$ref: '#/components/schemas/Level'}}]}", "{payload: {type: array}}", "Other: {payload: {type: boolean}}");

        Assert.Equal(
            ["Level", "TalkClientMessageNumber", "TalkClientMessageText", "TalkServerMessageList"],
            run.TypeNames().Select(n => n["Sample.".Length..]).Where(n => run.Output.GetTypeByMetadataName("Sample." + n)?.GetMembers("Value").Length > 0).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("2.6.0", "/talk: {subscribe: {message: {oneOf: [{$ref: '#/components/messages/area/room.v1-0-Said'}, {$ref: '#/components/messages/area/room.v1-1-Sound'}, {$ref: '#/components/messages/area/room.v1-2-Level'}, {$ref: '#/components/messages/Other'}]}}}", "")]
    [InlineData("3.0.0", "talk: {address: /talk, messages: {area/room.v1-0-Said: {$ref: '#/components/messages/area/room.v1-0-Said'}, b: {$ref: '#/components/messages/area/room.v1-1-Sound'}, c: {$ref: '#/components/messages/area/room.v1-2-Level'}, d: {$ref: '#/components/messages/Other'}}}", "operations: {a: {action: send, channel: {$ref: '#/channels/talk'}}}")]
    public void A_key_that_is_a_path_is_no_name(string version, string channel, string operations)
    {
        var run = GeneratorRun.Of($$"""
            asyncapi: {{version}}
            info: {title: Sample, version: '1'}
            servers: {live: {url: talk.example, host: talk.example, protocol: wss} }
            channels: { {{channel}} }
            {{operations}}
            components:
              messages:
                area/room.v1-0-Said: {name: Said, payload: {type: object, required: [text], properties: {text: {type: string} } } }
                area/room.v1-1-Sound: {name: Sound, payload: {type: string, format: binary} }
                area/room.v1-2-Level: {name: Level, payload: {type: integer} }
                Other: {name: NotThis, payload: {type: boolean} }
            """);

        Assert.All(["Said", "Sound", "Level", "Other"], name => Assert.Contains("ITalkServerMessage", Directions(run.Output.GetTypeByMetadataName("Sample." + name)!)));
    }

    [Fact]
    public void A_message_and_the_type_of_its_payload_do_not_share_a_name()
    {
        var run = Run("{$ref: '#/components/messages/Page'}", "{$ref: '#/components/messages/Level'}",
            "Page: {contentType: application/xml, payload: {type: object, properties: {a: {type: string}}}}, Level: {payload: {type: array, items: {type: object, x-humegen-name: Level, properties: {}}}}");

        Assert.Equal(["string Text"], run.Properties("Sample.PageMessage"));
        Assert.Equal(["IReadOnlyList<Level> Value"], run.Properties("Sample.LevelMessage"));
    }

    [Fact]
    public void What_is_only_sent_is_told_apart_by_nobody_and_reported_to_nobody()
    {
        var run = Run(
            """
            {oneOf: [{name: up, payload: {type: object, properties: {level: {type: integer}}}}, {name: down, payload: {type: object, properties: {level: {type: integer}}}},
              {name: one, payload: {type: string}}, {name: two, payload: {type: string}}, {name: three, contentType: audio/wav}, {name: four, contentType: audio/wav}]}
            """,
            "{name: heard, payload: {type: object, required: [text], properties: {text: {type: string}}}}");

        Assert.All(["Up", "Down", "One", "Two", "Three", "Four"], name => Assert.Contains("ITalkClientMessage", Directions(run.Output.GetTypeByMetadataName("Sample." + name)!)));
    }

    [Fact]
    public void A_payload_with_a_choice_that_is_only_sent_is_not_reported_either() =>
        Run("{payload: {oneOf: [{$ref: '#/components/schemas/Left'}, {$ref: '#/components/schemas/Right'}]}}", "{name: heard, payload: {type: string}}");

    [Fact]
    public void A_payload_with_a_choice_that_arrives_is_reported_once()
    {
        var run = Run("{name: ask, payload: {type: boolean}}", "{payload: {oneOf: [{$ref: '#/components/schemas/Left'}, {$ref: '#/components/schemas/Right'}]}}", expectDiagnostics: true);

        Assert.Contains("apart: Left and Right in TalkServerMessage. ", Assert.Single(run.Diagnostics).GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"why":"low","level":1}""", "Down")]
    [InlineData("""{"level":1}""", "Up")]
    [InlineData("{}", "UnknownTalkServerMessage")]
    [InlineData("""{"zz":1}""", "UnknownTalkServerMessage")]
    [InlineData("[true]", "Flags")]
    [InlineData("1", "UnknownTalkServerMessage")]
    [InlineData("\"a\"", "UnknownTalkServerMessage")]
    [InlineData("true", "UnknownTalkServerMessage")]
    public void What_cannot_be_told_apart_arrives_as_the_unknown_and_the_rest_has_its_types(string json, string type)
    {
        var run = Run("{name: ask, payload: {type: boolean}}", """
            {oneOf: [{name: up, payload: {type: object, properties: {level: {type: integer}}}}, {name: down, payload: {type: object, properties: {level: {type: integer}, why: {type: string}}}},
              {name: flags, payload: {type: array, items: {type: boolean}}}, {name: one, payload: {type: string}}, {name: two, payload: {type: string}}]}
            """, expectDiagnostics: true);
        using var output = new LoadedOutput(run);

        var read = output.ReadUnion("Sample.ITalkServerMessage", json);

        Assert.Equal(type, read.GetType().Name);
        Assert.True(System.Text.Json.JsonElement.DeepEquals(System.Text.Json.JsonElement.Parse(json), System.Text.Json.JsonElement.Parse(HumeGen.Json.ApiJson.WriteString(read))));
        var reported = Assert.Single(run.Diagnostics);
        Assert.Equal("HG0202", reported.Id);
        Assert.Contains("One and Two in TalkServerMessage", reported.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"a\"", "UnknownTalkServerMessage")]
    [InlineData("""{"k":"new"}""", "UnknownTalkServerMessage")]
    [InlineData("""{"k":"known"}""", "Known")]
    public void A_message_that_is_null_is_nothing_else(string json, string type)
    {
        var run = Run("{name: ask, payload: {type: boolean}}", "{oneOf: [{name: nul, payload: {type: 'null'}}, {name: known, payload: {type: object, required: [k], properties: {k: {const: known}}}}]}");
        using var output = new LoadedOutput(run);

        Assert.Equal(type, output.ReadUnion("Sample.ITalkServerMessage", json).GetType().Name);
    }

    [Theory]
    [InlineData("1", "Fraction")]
    [InlineData("1.5", "Fraction")]
    [InlineData("\"2026-11-30T00:00:00Z\"", "Words")]
    [InlineData("[1]", "Anything")]
    [InlineData("[true]", "Anything")]
    [InlineData("{\"a\":1}", "Open")]
    [InlineData("true", "Rest")]
    public void The_wider_message_takes_what_a_narrower_one_could_be_and_one_of_anything_the_rest(string json, string type)
    {
        var run = Run("{name: ask, payload: {type: boolean}}", """
            {oneOf: [{name: whole, payload: {type: integer}}, {name: fraction, payload: {type: number}}, {name: moment, payload: {type: string, format: date-time}},
              {name: words, payload: {type: string}}, {name: numbers, payload: {type: array, items: {type: integer}}}, {name: anything, payload: {type: array}},
              {name: open, payload: {type: object}}, {name: texts, payload: {type: object, additionalProperties: {type: string}}}, {name: rest, payload: {}}]}
            """);
        using var output = new LoadedOutput(run);

        Assert.Equal(type, output.ReadUnion("Sample.ITalkServerMessage", json).GetType().Name);
    }

    [Theory]
    [InlineData("\"ping\"", "Ping")]
    [InlineData("\"pong\"", "Pong")]
    [InlineData("\"low\"", "LevelMessage")]
    [InlineData("\"other\"", "Words")]
    [InlineData("1", "First")]
    [InlineData("2", "Second")]
    [InlineData("3", "UnknownTalkServerMessage")]
    [InlineData("[1,2]", "Samples")]
    [InlineData("[\"a\"]", "Lines")]
    [InlineData("[]", "Samples")]
    [InlineData("[true]", "UnknownTalkServerMessage")]
    [InlineData("[1,{},\"tick\"]", "TickMessage")]
    [InlineData("[1,{},\"book\"]", "BookMessage")]
    [InlineData("[1,[],\"bar\"]", "BarMessage")]
    [InlineData("true", "Yes")]
    [InlineData("false", "No")]
    public void Values_and_items_tell_messages_of_one_kind(string json, string type)
    {
        var run = Run("{name: ask, payload: {type: boolean}}", """
            {oneOf: [{name: words, payload: {type: string}}, {name: ping, payload: {const: ping}}, {name: pong, payload: {type: string, const: pong}},
              {name: level, payload: {type: string, enum: [low, high]}}, {name: first, payload: {const: 1}}, {name: second, payload: {type: integer, enum: [2]}},
              {name: tick, payload: {type: array, prefixItems: [{type: integer}, {type: object}, {const: tick}]}},
              {name: book, payload: {type: array, prefixItems: [{type: integer}, {type: object}, {const: book}]}},
              {name: bar, payload: {type: array, prefixItems: [{type: integer}, {type: array, items: {}}, {type: string}]}},
              {name: samples, payload: {type: array, items: {type: number}}}, {name: lines, payload: {type: array, items: {type: string}}},
              {name: yes, payload: {const: true}}, {name: 'no', payload: {type: boolean, enum: [false]}}]}
            """);
        using var output = new LoadedOutput(run);

        var read = output.ReadUnion("Sample.ITalkServerMessage", json);

        Assert.Equal(type, read.GetType().Name);
        Assert.Equal(json, HumeGen.Json.ApiJson.WriteString(read));
    }

    [Theory]
    [InlineData("""{"type":"a","a":"x"}""", "A")]
    [InlineData("""{"type":"other","code":1}""", "B")]
    [InlineData("""{"detail":"x"}""", "C")]
    [InlineData("{}", "UnknownTalkServerMessage")]
    public void Objects_with_a_key_and_without_are_told_by_what_they_have(string json, string type)
    {
        using var output = new LoadedOutput(Run("{name: ask, payload: {type: boolean}}", """
            {oneOf: [
              {name: a, payload: {type: object, required: [type, a], properties: {type: {const: a}, a: {type: string}}}},
              {name: b, payload: {type: object, required: [type], properties: {type: {type: string}, code: {type: integer}}}},
              {name: c, payload: {type: object, properties: {type: {type: string}, detail: {type: string}}}}]}
            """));

        Assert.Equal(type, output.ReadUnion("Sample.ITalkServerMessage", json).GetType().Name);
    }

    [Theory]
    [InlineData("""{"told":1}""", "Told")]
    [InlineData("""{"other":1}""", "Free")]
    [InlineData("{}", "Free")]
    [InlineData("[]", "UnknownTalkServerMessage")]
    public void An_object_beside_objects_without_shape_is_told_by_its_properties(string json, string type)
    {
        using var output = new LoadedOutput(Run("{name: ask, payload: {type: boolean}}",
            "{oneOf: [{name: free, payload: {type: object}}, {name: told, payload: {type: object, required: [told], properties: {told: {type: integer}}}}]}"));

        Assert.Equal(type, output.ReadUnion("Sample.ITalkServerMessage", json).GetType().Name);
    }

    [Theory]
    [InlineData("""{"type":"a"}""", "A")]
    [InlineData("""{"type":"b"}""", "B")]
    [InlineData("""{"type":"c"}""", "Rest")]
    [InlineData("\"text\"", "Text2")]
    [InlineData("1.5", "Rest")]
    public void A_message_of_anything_is_what_no_other_message_is(string json, string type)
    {
        using var output = new LoadedOutput(Run("{name: ask, payload: {type: boolean}}", """
            {oneOf: [{name: rest}, {name: text2, payload: {type: string}},
              {name: a, payload: {type: object, required: [type], properties: {type: {const: a}}}}, {name: b, payload: {type: object, required: [type], properties: {type: {const: b}}}}]}
            """));

        Assert.Equal(type, output.ReadUnion("Sample.ITalkServerMessage", json).GetType().Name);
    }

    [Theory]
    [InlineData("""{"kind":"l"}""", "Left")]
    [InlineData("""{"kind":"r"}""", "Right")]
    public void The_only_payload_of_a_direction_says_how_its_objects_are_told_apart(string json, string type)
    {
        using var output = new LoadedOutput(Run("{name: ask, payload: {type: boolean}}",
            "{name: turn, payload: {oneOf: [{$ref: '#/components/schemas/Left'}, {$ref: '#/components/schemas/Right'}], discriminator: {propertyName: kind, mapping: {l: '#/components/schemas/Left', r: '#/components/schemas/Right'}}}}"));

        Assert.Equal(type, output.ReadUnion("Sample.ITalkServerMessage", json).GetType().Name);
    }

    [Fact]
    public void A_payload_of_an_object_or_something_else_is_several_messages()
    {
        var run = Run("{name: ask, payload: {type: boolean}}",
            "{name: said, payload: {oneOf: [{$ref: '#/components/schemas/Left'}, {type: string}, {type: array, items: {type: number}}, {$ref: '#/components/schemas/Bytes'}, {type: string, format: binary}]}}",
            expectDiagnostics: true);

        Assert.All(["Left", "SaidText", "SaidList", "Bytes", "SaidBytes"], name => Assert.Contains("ITalkServerMessage", Directions(run.Output.GetTypeByMetadataName("Sample." + name)!)));
        // Two kinds of bytes arrive as the first.
        Assert.Equal(["HG0225"], run.Diagnostics.Select(d => d.Id));
    }

    [Theory]
    [InlineData("{name: a, contentType: audio/wav}", "{name: b, contentType: image/png}", "The message 'b' is binary like an earlier one, and binary frames cannot be told apart")]
    [InlineData("{name: a, contentType: text/plain}", "{name: b, contentType: text/html}", "The message 'b' is plain text like an earlier one, and texts cannot be told apart")]
    public void Several_frames_of_a_kind_arrive_as_the_first(string first, string second, string message)
    {
        var run = Run("{name: ask, payload: {type: boolean}}", $"{{oneOf: [{first}, {second}]}}", expectDiagnostics: true);

        var reported = Assert.Single(run.Diagnostics);
        Assert.Equal(("HG0225", DiagnosticSeverity.Info), (reported.Id, reported.DefaultSeverity));
        Assert.Contains(message, reported.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("=> new global::Sample.A {", run.File("Sample.TalkConnection.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ReadOnlyMemory<byte> Data")]
    [InlineData("contentType: application/json, ", "JsonElement Value")]
    public void A_message_in_another_language_is_bytes_or_any_JSON(string contentType, string property)
    {
        var run = Run("{name: ask, payload: {type: boolean}}", $"{{name: row, {contentType}schemaFormat: application/vnd.apache.avro;version=1.9.0, payload: {{type: record, name: Row, fields: []}}}}", expectDiagnostics: true);

        Assert.Equal(["HG0225"], run.Diagnostics.Select(d => d.Id));
        Assert.Equal([property], run.Properties("Sample.Row"));
    }

    [Theory]
    [InlineData("/talk", "servers: [bus]", "its servers speak kafka and none speaks WebSocket")]
    [InlineData("/talk/{room", "", "its address")]
    public void A_channel_that_is_left_out_is_an_error_with_the_reason(string address, string more, string reason)
    {
        var run = GeneratorRun.Of($$"""
            asyncapi: 2.6.0
            info: {title: Sample, version: '1'}
            servers: {live: {url: wss://sample.example, protocol: wss}, bus: {url: bus.sample.example, protocol: kafka} }
            channels:
              {{address}}: {subscribe: {message: {payload: {type: string} } }, {{more}} }
            """, expectDiagnostics: true);

        var reported = Assert.Single(run.Diagnostics);
        Assert.Equal(("HG0230", DiagnosticSeverity.Error, 4), (reported.Id, reported.Severity, reported.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Contains($"The channel '{address}' is left out, as ", reported.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains(reason, reported.GetMessage(null), StringComparison.Ordinal);
        Assert.DoesNotContain(run.TypeNames(), n => n.EndsWith("Connection", StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_that_wants_one_area_gets_its_messages()
    {
        var run = GeneratorRun.Of(
            [new SpecText("spec.yml", """
                asyncapi: 2.6.0
                info: {title: Sample, version: '1'}
                servers: {live: {url: wss://sample.example, protocol: wss}}
                channels:
                  /talk:
                    subscribe: {message: {oneOf: [{$ref: '#/components/messages/Words'}, {$ref: '#/components/messages/Sound'}]}}
                  /hush:
                    subscribe: {message: {oneOf: [{$ref: '#/components/messages/Words'}, {$ref: '#/components/messages/Hushed'}]}}
                components:
                  messages:
                    Words: {payload: {type: array, items: {$ref: '#/components/schemas/Word'}}}
                    Sound: {contentType: audio/wav}
                    Hushed: {payload: {type: integer}}
                  schemas:
                    Word: {type: object, properties: {text: {type: string}}}
                """) { Options = new Dictionary<string, string> { ["build_metadata.AdditionalFiles.HumeGenAreas"] = "Talk" } }]);

        Assert.Equal(["ITalkServerMessage"], Directions(run.Output.GetTypeByMetadataName("Sample.Words")!));
        Assert.Empty(new[] { "Sample.Word", "Sample.Sound", "Sample.TalkConnection" }.Except(run.TypeNames()));
        Assert.DoesNotContain("Sample.Hushed", run.TypeNames());
    }

    private static IEnumerable<string> Directions(INamedTypeSymbol type) =>
        type.Interfaces.Select(i => i.Name).Where(n => n.EndsWith("Message", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static GeneratorRun Run(string publish, string subscribe, string messages = "Note: {payload: {type: string}}", bool expectDiagnostics = false) => GeneratorRun.Of($$"""
        asyncapi: 2.6.0
        info: {title: Sample, version: '1'}
        servers: {live: {url: wss://sample.example, protocol: wss} }
        channels:
          /talk:
            publish: {message: {{publish.ReplaceLineEndings(" ")}} }
            subscribe: {message: {{subscribe.ReplaceLineEndings(" ")}} }
        components:
          messages: { {{messages}} }
          schemas:
            Bytes: {type: string, format: binary}
            Level: {type: number}
            Left: {type: object, required: [kind], properties: {kind: {type: string} } }
            Right: {type: object, required: [kind], properties: {kind: {type: string} } }
        """, expectDiagnostics);
}
