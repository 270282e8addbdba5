namespace HumeGen.Generator.Tests;

/// <summary>Schemas as AsyncAPI writes them: JSON Schema of draft 07 with a text as discriminator. Read and written as any other.</summary>
public class ChannelSchemaTests
{
    [Theory]
    [InlineData("asyncapi: 2.6.0", "/ticks: {subscribe: {message: {payload: {$ref: '#/components/schemas/Event'}}}}", "")]
    [InlineData("asyncapi: 3.0.0", "ticks: {address: /ticks, messages: {event: {payload: {$ref: '#/components/schemas/Event'}}}}", "operations: {a: {action: send, channel: {$ref: '#/channels/ticks'}}}")]
    public void A_discriminator_may_be_a_text_at_a_base(string version, string channels, string operations)
    {
        using var output = new LoadedOutput(GeneratorRun.Of($$"""
            {{version}}
            info: {title: Sample, version: '1'}
            x-humegen: {perspective: server}
            servers: {live: {url: ticker.example, host: ticker.example, protocol: wss} }
            channels: { {{channels}} }
            {{operations}}
            components:
              schemas:
                Event: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string} } }
                Tick: {allOf: [{$ref: '#/components/schemas/Event'}, {type: object, properties: {price: {type: number} } }]}
                Halt: {allOf: [{$ref: '#/components/schemas/Event'}, {type: object, properties: {reason: {type: string} } }]}
            """));

        Assert.Equal("Tick", output.ReadUnion("Sample.ITicksServerMessage", """{"kind":"Tick","price":1.5}""").GetType().Name);
        Assert.Equal("Halt", output.ReadUnion("Sample.IEvent", """{"reason":"r","kind":"Halt"}""").GetType().Name);
        Assert.Equal("UnknownTicksServerMessage", output.ReadUnion("Sample.ITicksServerMessage", """{"kind":"New"}""").GetType().Name);
    }

    [Fact]
    public void A_discriminator_may_be_a_text_inline_and_in_another_file()
    {
        using var output = new LoadedOutput(GeneratorRun.Of([
            new SpecText("1.yml", """
                asyncapi: 2.4.0
                info: {title: Sample, version: '1'}
                x-humegen: {perspective: server}
                servers: {live: {url: ticker.example, protocol: wss}}
                channels:
                  /inline: {subscribe: {message: {name: Inline, payload: {type: object, properties: {change: {discriminator: type, oneOf: [{$ref: '2.yml#/Up'}, {$ref: '2.yml#/Down'}]}}}}}}
                  /file: {subscribe: {message: {name: File, payload: {type: object, properties: {change: {$ref: '2.yml#/Change'}}}}}}
                """),
            new SpecText("2.yml", """
                Change: {discriminator: type, anyOf: [{$ref: '#/Up'}, {$ref: '#/Down'}]}
                Up: {type: object, required: [type], properties: {type: {type: string}, by: {type: integer}}}
                Down: {type: object, required: [type], properties: {type: {type: string}, by: {type: integer}}}
                """),
        ]));

        foreach (var union in (string[])["Sample.IInlineChange", "Sample.IChange"])
        {
            Assert.Equal("Up", output.ReadUnion(union, """{"type":"Up","by":1}""").GetType().Name);
            Assert.Equal("Down", output.ReadUnion(union, """{"type":"Down","by":1}""").GetType().Name);
        }
    }

    [Theory]
    [InlineData("asyncapi: 2.6.0", "/t: {subscribe: {message: {name: Quote, payload: $}}}", "")]
    [InlineData("asyncapi: 3.1.0", "t: {address: /t, messages: {Quote: {payload: $}}}", "operations: {a: {action: send, channel: {$ref: '#/channels/t'}}}")]
    public void Draft_07_is_read(string version, string channel, string operations)
    {
        const string Payload = """
            {$schema: 'http://json-schema.org/draft-07/schema#', $id: 'https://sample.example/quote', $comment: Old., type: object, required: [kind],
              definitions: {Level: {type: array, items: [{type: number}, {type: string}], additionalItems: false}},
              properties: {kind: {const: quote}, book: {type: array, items: {$ref: '#/definitions/Level'}}, more: {type: array, items: [{type: integer}], additionalItems: {type: boolean}},
                list: {type: array, items: {type: string}, additionalItems: false, contains: {const: a}}, none: {type: array, items: [], additionalItems: {type: string}},
                any: true, nothing: {type: 'null'}, price: {type: number, exclusiveMinimum: 0, exclusiveMaximum: 10}, fixed: {const: {x: [1]}}, pair: {const: [1, 2]}},
              dependencies: {price: [book], book: {required: [kind]}}, examples: [{kind: quote}]}
            """;
        using var output = new LoadedOutput(GeneratorRun.Of($$"""
            {{version}}
            info: {title: Sample, version: '1'}
            x-humegen: {perspective: server}
            servers: {live: {url: ticker.example, host: ticker.example, protocol: wss} }
            channels: { {{channel.Replace("$", Payload, StringComparison.Ordinal)}} }
            {{operations}}
            """, userCode: """
            using System.Collections.Generic;
            using HumeGen.Json;
            using Sample;

            public static class Usage
            {
                public static object? Run()
                {
                    IReadOnlyList<string>? none = ["n"];
                    IReadOnlyList<string>? list = ["l"];
                    return ApiJson.WriteString(new Quote { Price = 1.5, List = list, None = none, More = new() { Item1 = 1, More = [true, false] } });
                }
            }
            """));

        output.AssertRoundTrip("Sample.Quote", """{"kind":"quote","book":[[1.5,"a"],[2,"b"]],"more":[1,true],"list":["a"],"none":["b"],"any":{"a":1},"price":1,"fixed":{"x":[1]},"pair":[1,2]}""");
        Assert.Equal("""{"kind":"quote","more":[1,true,false],"list":["l"],"none":["n"],"price":1.5}""", output.Run());
        Assert.Equal("Quote", output.ReadUnion("Sample.ITServerMessage", """{"kind":"quote"}""").GetType().Name);
    }

    [Theory]
    [InlineData("openapi: 3.1.0\npaths: {}")]
    [InlineData("asyncapi: 3.0.0\nchannels: {}")]
    public void What_only_describes_a_schema_costs_nothing(string head)
    {
        using var output = new LoadedOutput(GeneratorRun.Of($$"""
            {{head}}
            info: {title: Sample, version: '1'}
            servers: {{(head[0] == 'o' ? "[{url: https://sample.example}]" : "{}")}}
            components:
              schemas:
                Thing:
                  type: object
                  title: 5
                  examples: {one: {value: {a: 1} } }
                  externalDocs: elsewhere
                  xml: none
                  properties:
                    a: {type: integer, description: [a, list], examples: one, $comment: 1}
                    b: {const: {x: 0} }
                    c: {const: [1, 2]}
                    d: {type: object, const: {y: 1} }
            """));

        output.AssertRoundTrip("Sample.Thing", """{"a":1,"b":{"x":0},"c":[1,2],"d":{"y":1}}""");
    }

    [Theory]
    [InlineData("2.6.0", "/echo: {publish: {message: $}, subscribe: {message: $}}", "", "EchoPublish", "{payload: {type: object, required: [word], properties: {word: {type: string}}}}")]
    [InlineData("2.6.0", "/echo: {publish: {message: $}, subscribe: {message: {oneOf: [$, {name: other, payload: {type: object, required: [n], properties: {n: {type: integer}}}}]}}}", "", "Note", "{name: note, payload: {type: object, required: [word], properties: {word: {type: string}}}}")]
    [InlineData("3.0.0", "echo: {address: /echo, messages: {note: $}}", "a: {action: send, channel: {$ref: '#/channels/echo'}}, b: {action: receive, channel: {$ref: '#/channels/echo'}}", "Note", "{payload: {type: object, required: [word], properties: {word: {type: string}}}}")]
    [InlineData("3.0.0", "echo: {address: /echo, messages: {note: $, ask: {payload: {type: object, required: [q], properties: {q: {type: string}}}}}}", "a: {action: send, channel: {$ref: '#/channels/echo'}, messages: [{$ref: '#/channels/echo/messages/note'}], reply: {messages: [{$ref: '#/channels/echo/messages/note'}, {$ref: '#/channels/echo/messages/ask'}]}}", "Note", "{payload: {type: object, required: [word], properties: {word: {type: string}}}}")]
    [InlineData("3.0.0", "echo: {address: /echo, messages: {note: $}}", "a: {action: send, channel: {$ref: '#/channels/echo'}, reply: {channel: {$ref: '#/channels/echo'}}}", "Own", "{name: Own, contentType: audio/wav}")]
    public void An_inline_message_that_goes_both_ways_is_one_type(string version, string channel, string operations, string type, string message)
    {
        var run = GeneratorRun.Of($$"""
            asyncapi: {{version}}
            info: {title: Sample, version: '1'}
            x-humegen: {perspective: server}
            servers: {live: {url: ticker.example, host: ticker.example, protocol: wss} }
            channels: { {{channel.Replace("$", message, StringComparison.Ordinal).Replace(message + "ref", "$ref", StringComparison.Ordinal)}} }
            {{(operations.Length > 0 ? $"operations: {{{operations}}}" : "")}}
            """);

        Assert.Superset(new HashSet<string> { "IEchoClientMessage", "IEchoServerMessage" }, run.Output.GetTypeByMetadataName("Sample." + type)!.Interfaces.Select(i => i.Name).ToHashSet());
        Assert.DoesNotContain(run.TypeNames(), n => n is "Sample.Note2" or "Sample.EchoSubscribe" or "Sample.Own2" or "Sample.OtherNote");
    }

    [Fact]
    public void Messages_of_other_places_are_found()
    {
        var run = GeneratorRun.Of("""
            asyncapi: 2.6.0
            info: {title: Sample, version: '1'}
            x-humegen: {perspective: server}
            servers: {live: {url: room.example, protocol: wss}}
            channels:
              /one: {subscribe: {message: {$ref: '#/components/messages/Alias'}}}
              /two: {subscribe: {message: {$ref: '#/components/messages/Any'}}}
              /three: {publish: {message: {$ref: '#/channels/~1four/publish/message'}}}
              /four: {publish: {message: {name: Inline, payload: {type: object, required: [i], properties: {i: {type: string}}}}}}
            components:
              messages:
                Alias: {$ref: '#/components/messages/Real'}
                Real: {payload: {type: object, required: [r], properties: {r: {type: string}}}}
                Any: {oneOf: [{$ref: '#/components/messages/Alias'}, {name: Other, payload: {type: object, required: [o], properties: {o: {type: string}}}}]}
            """);

        Assert.Superset(new HashSet<string> { "IOneServerMessage", "ITwoServerMessage" }, Unions("Real"));
        Assert.Contains("ITwoServerMessage", Unions("AnyMessage"));
        Assert.Superset(new HashSet<string> { "IThreeClientMessage", "IFourClientMessage" }, Unions("Inline"));

        HashSet<string> Unions(string type) => [.. run.Output.GetTypeByMetadataName("Sample." + type)!.Interfaces.Select(i => i.Name)];
    }

    [Theory]
    [InlineData("base: &base {a: 1}\n  merged: {!!merge <<: *base, b: 2}")]
    [InlineData("base: &base {a: 1}\n  merged:\n    !!merge <<: [*base]\n    b: 2")]
    public void A_merge_key_may_have_its_tag(string text)
    {
        var document = ReadHelper.File("openapi: 3.1.0\nx-own:\n  " + text + "\n");

        Assert.Empty(document.Diagnostics);
        Assert.Contains("\"merged\":{\"a\":1,\"b\":2}", document.Json, StringComparison.Ordinal);
    }
}
