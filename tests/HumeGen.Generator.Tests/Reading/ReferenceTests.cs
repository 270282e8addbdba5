using System.Text.Json.Nodes;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Tests.Reading;

/// <summary>References whose authors did not escape them, or wrote them from somewhere else than the root.</summary>
public class ReferenceTests
{
    [Theory]
    [InlineData("#/a/b", "/a/b", "nested")]
    [InlineData("#/a/c", "/a~1c", "beside")]
    [InlineData("#/a/b/c/d", "/a~1b~1c/d", "joined")]
    [InlineData("#/x/y/z", "/x/y~1z", "within")]
    [InlineData("#/a~1c", "/a~1c", "beside")]
    [InlineData("#/a%2Fc", "/a~1c", "beside")]
    [InlineData("#/50%", "/50%", "percent")]
    [InlineData("#/half%20way", "/half%20way", "encoded")]
    [InlineData("#/room~1%7Bid%7D/of", "/room~1{id}~1of", "braces")]
    [InlineData("#/a/b/d", null, null)]
    [InlineData("#/list/0/1", null, null)]
    public void A_pointer_is_found_however_it_is_written(string fragment, string? pointer, string? value)
    {
        var root = JsonNode.Parse("""
            {"a": {"b": "nested"}, "a/c": "beside", "a/b/c": {"d": "joined"}, "x": {"y/z": "within"}, "50%": "percent", "half%20way": "encoded", "room/{id}/of": "braces", "list": ["0"]}
            """)!;

        var found = PointerSearch.Find(root, fragment);

        Assert.Equal(pointer, found?.ToString());
        Assert.Equal(value, found?.Find(root)?.ToString());
    }

    [Fact]
    public void A_search_ends_whatever_the_names_are()
    {
        // Each step has every way on, and none of them ends.
        var root = new JsonObject();
        var node = root;
        for (var i = 0; i < 200; i++)
        {
            foreach (var name in (string[])["a/a", "a/a/a", "a/a/a/a"])
                node[name] = new JsonObject { ["a/a"] = new JsonObject(), ["a"] = new JsonObject() };
            node["a"] = node = [];
        }

        Assert.Null(PointerSearch.Find(root, "#/" + string.Join("/", Enumerable.Repeat("a", 5000)) + "/b"));
    }

    [Fact]
    public void A_slash_may_stand_as_it_is_in_a_reference_to_any_component()
    {
        var run = GeneratorRun.Of("""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            servers: [{url: https://sample.example}]
            paths:
              /things:
                $ref: '#/components/pathItems/area/things'
            components:
              pathItems:
                area/things:
                  post:
                    operationId: post_thing
                    parameters: [{$ref: '#/components/parameters/area/limit'}]
                    requestBody: {$ref: '#/components/requestBodies/area/thing'}
                    responses: {'200': {$ref: '#/components/responses/area/thing'}}
              parameters:
                area/limit: {name: limit, in: query, schema: {$ref: '#/components/schemas/area/number'}}
              requestBodies:
                area/thing: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/area/room.thing'}}}}
              responses:
                area/thing: {description: d, headers: {X-A: {$ref: '#/components/headers/area/a'}}, content: {application/json: {schema: {$ref: '#/components/schemas/area/either'}}}}
              headers:
                area/a: {schema: {type: string}}
              schemas:
                area: {type: object, properties: {thing: {type: string}}}
                area/number: {type: integer}
                area/room.thing: {type: object, required: [kind], properties: {kind: {type: string}, inner: {$ref: '#/components/schemas/area/room.thing/properties/other'}, other: {type: object, properties: {deep: {type: integer}}}}}
                area/either: {oneOf: [{$ref: '#/components/schemas/area/room.thing'}, {$ref: '#/components/schemas/area/b%20c'}], discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/area/room.thing', b: '#/components/schemas/area/b%20c'}}}
                area/b c: {type: object, required: [kind], properties: {kind: {type: string}}}
            """);

        Assert.Equal(["string Kind", "AreaRoomThingOther? Inner", "AreaRoomThingOther? Other"], run.Properties("Sample.AreaRoomThing").Take(3));
        Assert.Contains("long? Limit", run.Properties("Sample.PostThingRequest"));
        Assert.Contains("IAreaEither", run.Output.GetTypeByMetadataName("Sample.AreaBC")!.Interfaces.Select(i => i.Name));
    }

    [Theory]
    [InlineData("asyncapi: 2.6.0", "publish: {message: {oneOf: [{$ref: '#/components/messages/area/room.client-Say'}]}}, subscribe: {message: {$ref: '#/components/messages/area/heard 100%25'}}", "")]
    [InlineData("asyncapi: 3.0.0", "address: /room, messages: {say/it: {$ref: '#/components/messages/area/room.client-Say'}, heard: {$ref: '#/components/messages/area/heard%20100%25'}}", """
        operations:
          a/b: {action: receive, channel: {$ref: '#/channels/rooms/{id}'}, messages: [{$ref: '#/channels/rooms/{id}/messages/say/it'}]}
          c: {action: send, channel: {$ref: '#/channels/rooms~1%7Bid%7D'}, messages: [{$ref: '#/channels/rooms~1%7Bid%7D/messages/heard'}]}
        """)]
    [InlineData("asyncapi: 3.1.0", "address: /room, messages: {x: {$ref: '#/components/messages/area/room.client-Say'}, heard: {$ref: '#/components/messages/area~1heard 100%'}}", """
        operations:
          a: {action: send, channel: {$ref: '#/channels/rooms%2F%7Bid%7D'}, messages: [{$ref: '#/channels/rooms~1{id}/messages/heard'}], reply: {channel: {$ref: '#/channels/rooms/%7Bid%7D'}, messages: [{$ref: '#/channels/rooms/{id}/messages/x'}]}}
        """)]
    public void Messages_are_found_by_keys_with_slashes_and_percent_signs(string version, string channel, string operations)
    {
        var run = GeneratorRun.Of($$"""
            {{version}}
            info: {title: Sample, version: '1'}
            x-humegen: {perspective: server}
            servers: {live: {host: room.example, url: room.example, protocol: wss} }
            channels:
              rooms/{id}: {parameters: {id: {} }, {{channel.Replace("/room,", "'/rooms/{id}',", StringComparison.Ordinal)}} }
            {{operations}}
            components:
              messages:
                area/room.client-Say: {payload: {$ref: '#/components/schemas/area/say'} }
                area/heard 100%: {payload: {type: object, required: [heard], properties: {heard: {type: string} } } }
              schemas:
                area/say: {type: object, required: [say], properties: {say: {type: string} } }
            """);

        Assert.Contains("IRoomsIdClientMessage", run.Output.GetTypeByMetadataName("Sample.AreaSay")!.Interfaces.Select(i => i.Name));
        Assert.Contains("IRoomsIdServerMessage", run.Output.GetTypeByMetadataName("Sample.AreaHeard100")!.Interfaces.Select(i => i.Name));
    }

    [Fact]
    public void Slashes_count_as_they_stand_across_files()
    {
        var run = GeneratorRun.Of([
            new SpecText("1.yml", """
                asyncapi: 3.0.0
                info: {title: Sample, version: '1'}
                x-humegen: {perspective: server}
                servers: {live: {host: room.example, protocol: wss}}
                channels: {room: {address: /room, messages: {say: {$ref: '2.yml#/components/messages/area/say'}, drawn: {payload: {type: object, required: [shape], properties: {shape: {$ref: './3.yml#/shapes/any'}}}}}}}
                operations: {a: {action: send, channel: {$ref: '#/channels/room'}}}
                """),
            new SpecText("2.yml", """
                asyncapi: 3.0.0
                info: {title: Parts, version: '1'}
                channels: {}
                components:
                  messages: {area/say: {payload: {$ref: '#/components/schemas/area/word'}}}
                  schemas: {area/word: {type: object, required: [word], properties: {word: {type: string}}}}
                """),
            new SpecText("3.yml", """
                shapes/any: {oneOf: [{$ref: '#/shapes/circle'}, {$ref: '#/Square'}], discriminator: {propertyName: kind, mapping: {circle: '#/shapes/circle', square: '#/Square'}}}
                shapes/circle: {type: object, required: [kind], properties: {kind: {type: string}, r: {type: number}}}
                Square: {type: object, required: [kind], properties: {kind: {type: string}, a: {type: number}}}
                """),
        ]);

        Assert.Contains("IRoomServerMessage", run.Output.GetTypeByMetadataName("Sample.AreaWord")!.Interfaces.Select(i => i.Name));
        Assert.Equal("IShapesAny Shape", run.Properties("Sample.Drawn").First());
        foreach (var type in (string[])["ShapesCircle", "Square"])
            Assert.Contains("IShapesAny", run.Output.GetTypeByMetadataName("Sample." + type)!.Interfaces.Select(i => i.Name));
    }

    [Fact]
    public void A_document_may_name_itself_by_its_file()
    {
        var run = GeneratorRun.Of("""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths: {}
            components:
              schemas:
                Box: {type: object, properties: {lid: {$ref: 'spec.yml#/components/schemas/Lid'}, spare: {$ref: './spec.yml#lid'}}}
                Any: {oneOf: [{$ref: '#/components/schemas/Lid'}, {$ref: '#/components/schemas/Nut'}], discriminator: {propertyName: of, mapping: {top: './spec.yml#/components/schemas/Lid'}}}
                Lid: {$anchor: lid, type: object, required: [of], properties: {of: {type: string}}}
                Nut: {type: object, required: [of], properties: {of: {const: nut}}}
            """);

        Assert.Equal(["Lid? Lid", "Lid? Spare"], run.Properties("Sample.Box").SkipLast(1));
        using var output = new LoadedOutput(run);
        Assert.Equal("Sample.Lid", output.ReadUnion("Sample.IAny", """{"of":"top"}""").GetType().FullName);
    }

    [Fact]
    public void An_anchor_in_another_file_is_found()
    {
        var run = GeneratorRun.Of(
            [
                new SpecText("api/openapi.yml", """
                    openapi: 3.1.0
                    info: {title: Sample, version: '1'}
                    paths: {}
                    components: {schemas: {Box: {type: object, properties: {lid: {$ref: 'parts.yml#lid'}}}}}
                    """),
                new SpecText("api/parts.yml", "Top: {type: object, properties: {screw: {$ref: '#screw'}, lid: {$anchor: lid, type: object, properties: {screw: {$ref: '#screw'}}}}}\n"
                    + "Screw: {$anchor: screw, type: object, properties: {size: {type: integer}}}"),
            ]);

        Assert.Equal(["Lid? Lid"], run.Properties("Sample.Box").SkipLast(1));
        Assert.Equal(["Screw? Screw"], run.Properties("Sample.Lid").SkipLast(1));
        Assert.Equal(["long? Size"], run.Properties("Sample.Screw").SkipLast(1));
    }

    [Fact]
    public void A_reference_may_count_from_the_schema_around_it()
    {
        var run = GeneratorRun.Of("""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            servers: [{url: https://sample.example}]
            paths:
              /inline:
                get:
                  operationId: get_inline
                  responses: {'200': {description: d, content: {application/json: {schema: {type: object, title: Inline, properties: {kind: {$ref: '#/$defs/Kind'}}, $defs: {Kind: {type: string, enum: [in, line]}}}}}}}
            components:
              schemas:
                Thing:
                  type: object
                  nullable: true
                  allOf: [{properties: {kind: {$ref: '#/$defs/Kind'}, inner: {$ref: '#/$defs/Inner'}, same: {$ref: '#/definitions/Other/properties/x'}}}]
                  $defs:
                    Kind: {type: string, enum: [a, b]}
                    Inner: {type: object, properties: {kind: {$ref: '#/$defs/Kind'}, level: {$ref: '#/$defs/Level'}}, $defs: {Level: {type: integer}}}
                  definitions:
                    Other: {type: object, properties: {x: {type: object, properties: {y: {type: boolean}}}}}
                Second: {type: object, properties: {kind: {$ref: '#/$defs/Kind'}}, $defs: {Kind: {type: integer}}}
            """);

        Assert.Equal(["ThingKind? Kind", "ThingInner? Inner", "ThingOtherX? Same"], run.Properties("Sample.Thing").Take(3));
        Assert.Equal(["ThingKind? Kind", "long? Level"], run.Properties("Sample.ThingInner").Take(2));
        Assert.Equal("long? Kind", run.Properties("Sample.Second").First());
    }

    [Theory]
    [InlineData("asyncapi: 2.6.0", "/room: {subscribe: {message: {payload: $}}}", "", "RoomSubscribe")]
    [InlineData("asyncapi: 3.0.0", "room: {address: /room, messages: {said: {payload: $}}}", "operations: {a: {action: send, channel: {$ref: '#/channels/room'}}}", "Said")]
    public void A_payload_may_define_parts_of_its_own(string version, string channel, string operations, string type)
    {
        const string Payload = "{type: object, required: [kind], properties: {kind: {$ref: '#/$defs/Kind'}, next: {$ref: '#/definitions/Next'}}, $defs: {Kind: {type: string, enum: [a, b]}}, definitions: {Next: {type: object, properties: {k: {$ref: '#/$defs/Kind'}}}}}";
        var run = GeneratorRun.Of($$"""
            {{version}}
            info: {title: Sample, version: '1'}
            x-humegen: {perspective: server}
            servers: {live: {host: room.example, url: room.example, protocol: wss} }
            channels: { {{channel.Replace("$", Payload, StringComparison.Ordinal)}} }
            {{operations}}
            """);

        var properties = run.Properties("Sample." + type).ToArray();
        Assert.EndsWith("Kind Kind", properties[0], StringComparison.Ordinal);
        Assert.Contains(properties[0].Replace(" Kind", "? K", StringComparison.Ordinal), run.Properties("Sample." + properties[1].Split('?')[0]));
    }

    [Fact]
    public void Anchors_and_addresses_of_schemas_are_found()
    {
        var run = GeneratorRun.Of("""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            servers: [{url: https://sample.example}]
            paths: {/all: {get: {operationId: all, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/All'}}}}}}}}
            components:
              schemas:
                All:
                  type: object
                  properties:
                    anchor: {$ref: '#word'}
                    address: {$ref: 'https://sample.example/schemas/thing'}
                    part: {$ref: 'https://sample.example/schemas/thing#/$defs/Part'}
                    named: {$ref: 'https://sample.example/schemas/thing#inner'}
                    old: {$ref: 'urn:old'}
                Word: {$anchor: word, type: object, properties: {text: {type: string}}}
                Thing: {$id: 'https://sample.example/schemas/thing', type: object, properties: {other: {$ref: other}, again: {$ref: '#inner'}}, $defs: {Part: {type: integer}, Inner: {$anchor: inner, type: boolean}}}
                Other: {$id: /schemas/other, type: string}
                Relative: {$id: 'https://sample.example/schemas/other', type: object, properties: {x: {type: string}}}
                Elsewhere: {$anchor: inner, type: string}
                Old: {$id: 'urn:old#', type: object, properties: {o: {type: string}}}
            """);

        Assert.Equal(["Word? Anchor", "Thing? Address", "long? Part", "bool? Named", "Old? Old"], run.Properties("Sample.All").Take(5));
        Assert.Equal(["Relative? Other", "bool? Again"], run.Properties("Sample.Thing").Take(2));
    }

    [Theory]
    [InlineData("openapi: 3.0")]
    [InlineData("openapi: 3.1")]
    [InlineData("openapi: '3.2'")]
    public void A_version_may_lack_its_last_number(string version)
    {
        var run = GeneratorRun.Of($$"""
            {{version}}
            info: {title: Sample, version: '1'}
            servers: [{url: https://sample.example}]
            paths: {/all: {get: {operationId: all, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/All'} } } } } } } }
            components:
              schemas:
                All: {type: object, properties: {name: {type: string, nullable: true}, beside: {$ref: '#/components/schemas/Part', properties: {b: {type: string} } } } }
                Part: {type: object, properties: {a: {type: string} } }
            """);

        // Only since 3.1 do keywords beside a reference count.
        Assert.Equal(["string? Name", version.Contains("3.0", StringComparison.Ordinal) ? "Part? Beside" : "AllBeside? Beside"], run.Properties("Sample.All").Take(2));
        Assert.Contains("M:Sample.ISampleClient.AllAsync(HumeGen.ApiCallOptions,System.Threading.CancellationToken)", run.Declarations());
    }

    [Theory]
    [InlineData("openapi: 3.0.3\npaths: {}", "Node: {type: object, properties: {next: {$ref: '#'}, all: {type: array, items: {$ref: '#'}}}}", "Node", "Node? Next", "IReadOnlyList<Node>? All")]
    [InlineData("asyncapi: 2.6.0", "Node: {allOf: [{type: object, properties: {next: {$ref: '#'}, all: {type: array, items: {$ref: '#'}}}}]}", "Node", "Node? Next", "IReadOnlyList<Node>? All")]
    [InlineData("openapi: 3.1.0\npaths: {}", "Outer: {type: object, properties: {inner: {$id: 'https://sample.example/inner', type: object, properties: {next: {$ref: '#'}, text: {type: string}}}}}", "OuterInner", "OuterInner? Next", "string? Text")]
    public void A_schema_may_refer_to_itself_as_a_whole(string head, string schema, string type, params string[] properties)
    {
        var run = GeneratorRun.Of($"{head}\ninfo: {{title: Sample, version: '1'}}\nservers: {(head[0] == 'o' ? "[{url: https://sample.example}]" : "{}")}\ncomponents: {{schemas: {{{schema}}}}}\n");

        Assert.Equal(properties, run.Properties("Sample." + type).Take(2));
    }

    [Theory]
    [InlineData("asyncapi: 2.6.0", "/room: {subscribe: {message: {name: said, payload: $}}}", "")]
    [InlineData("asyncapi: 3.0.0", "room: {address: /room, messages: {said: {payload: $}}}", "operations: {a: {action: send, channel: {$ref: '#/channels/room'}}}")]
    public void A_payload_may_refer_to_itself_as_a_whole(string version, string channel, string operations)
    {
        var run = GeneratorRun.Of($$"""
            {{version}}
            info: {title: Sample, version: '1'}
            servers: {live: {host: room.example, url: room.example, protocol: wss} }
            channels: { {{channel.Replace("$", "{type: object, required: [t], properties: {t: {type: string}, reply: {$ref: '#'}}}", StringComparison.Ordinal)}} }
            {{operations}}
            """);

        Assert.Equal(["string T", "Said? Reply"], run.Properties("Sample.Said").Take(2));
    }

    [Theory]
    [InlineData("3.1.0", "Pair: {type: array, prefixItems: [{type: object, properties: {a: {type: string}}}, {type: integer}]}", "Pair/prefixItems/0", "Pair1? Use", "Pair/prefixItems/0/properties/a", "string? Deep")]
    [InlineData("3.1.0", "Pair: {type: array, items: [{type: object, properties: {a: {type: string}}}, {type: integer}]}", "Pair/items/0", "PairItem0? Use", "Pair/items/1", "long? Deep")]
    [InlineData("3.1.0", "List: {type: array, items: {type: object, properties: {a: {type: boolean}}}}", "List/items", "ListItem? Use", "List/items/properties/a", "bool? Deep")]
    [InlineData("3.0.3", "Maybe: {nullable: true, allOf: [{$ref: '#/components/schemas/Base'}], properties: {p: {type: object, properties: {a: {type: number}}}}}", "Maybe/properties/p", "MaybeP? Use", "Maybe/properties/p/properties/a", "double? Deep")]
    [InlineData("3.1.0", "More: {$ref: '#/components/schemas/Base', allOf: [{type: object, properties: {a: {type: string}}}]}", "More/allOf/0", "More1? Use", "More/allOf/0/properties/a", "string? Deep")]
    public void A_pointer_leads_where_it_was_written_to(string version, string schema, string first, string property, string second, string deep)
    {
        var run = GeneratorRun.Of($$"""
            openapi: {{version}}
            info: {title: Sample, version: '1'}
            servers: [{url: https://sample.example}]
            paths: {}
            components:
              schemas:
                User: {type: object, properties: {use: {$ref: '#/components/schemas/{{first}}'}, deep: {$ref: '#/components/schemas/{{second}}'} } }
                {{schema}}
                Base: {type: object, properties: {b: {type: string} } }
            """);

        Assert.Equal([property, deep], run.Properties("Sample.User").Take(2));
    }

    [Theory]
    [InlineData("    A: {$ref: «'#/components/schemas/a/b/c'»}\n    a/b: {type: object, properties: {c: {}}}", "HG0016")]
    [InlineData("    A: {properties: {x: {$ref: «'#/$defs/Nothing'»}}, $defs: {Kind: {}}}", "HG0016")]
    [InlineData("    A: {properties: {x: {$ref: «'#nothing'»}}, $anchor: something}", "HG0016")]
    [InlineData("    A: {properties: {x: {$ref: «'https://sample.example/other'»}}, $id: 'https://sample.example/this'}", "HG0017")]
    public void What_fits_nowhere_is_reported_as_it_is_written(string schemas, string id)
    {
        var reference = schemas[(schemas.IndexOf('«', StringComparison.Ordinal) + 2)..(schemas.IndexOf('»', StringComparison.Ordinal) - 1)];

        Assert.Contains($"'{reference}'", ReadHelper.Expect(id, ReadHelper.WithSchemas(schemas)), StringComparison.Ordinal);
    }
}
