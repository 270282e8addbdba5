using System.Globalization;

namespace HumeGen.Generator.Tests;

/// <summary>Addresses, queries and headers with which channels are opened, whatever way the document has of saying them.</summary>
public class ChannelOpeningTests
{
    private const string Word = "{payload: {type: object, required: [word], properties: {word: {type: string}}}}";

    [Theory]
    [InlineData("model: {enum: [small, large], default: small, description: Which ears.}", "new() { Model = ListenModel.Large }", "?model=large")]
    [InlineData("model: {enum: [small, large]}, rate: {default: '8000'}", "new() { Rate = \"1\", Model = \"own\" }", "?model=own&rate=1")]
    [InlineData("rate: {description: Samples a second.}", "", "")]
    [InlineData("rate: {}, 'a b': {examples: [x]}", "new() { AB = \"c d\" }", "?a%20b=c%20d")]
    public async Task A_parameter_that_is_not_in_the_address_is_an_optional_query_parameter(string parameters, string arguments, string query)
    {
        var opening = await ChannelOpening.Of(Three("/listen", parameters), $"client.Listen.ConnectAsync({arguments})", expectDiagnostics: true);

        Assert.Equal("wss://ears.example/listen" + query, opening.Address);
        var run = GeneratorRun.Of(Three("/listen", parameters), expectDiagnostics: true);
        Assert.All(run.Diagnostics, d => Assert.Equal("HG0229", d.Id));
        var name = parameters[..parameters.IndexOf(':', StringComparison.Ordinal)];
        Assert.Contains($"it has no '{{{name}}}'", run.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(5, run.Diagnostics[0].Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public async Task A_parameter_of_AsyncApi_2_that_is_not_in_the_address_keeps_its_type()
    {
        var spec = Two("/listen/{id}", "id: {schema: {type: integer}}, level: {schema: {type: string, enum: [low, high]}}, rate: {schema: {type: integer}}");

        var opening = await ChannelOpening.Of(spec, "client.ListenId.ConnectAsync(5, new() { Level = ListenIdLevel.High, Rate = 8000 })", expectDiagnostics: true);

        Assert.Equal("wss://ears.example/listen/5?level=high&rate=8000", opening.Address);
    }

    [Theory]
    [InlineData("Authorization: {location: $message.header#/Authorization}")]
    [InlineData("auth: {location: $message.header#/Authorization}, authorization: {}")]
    public async Task A_parameter_that_carries_the_credential_is_not_asked_for(string parameters)
    {
        var opening = await ChannelOpening.Of(Three("/listen", parameters, "components: {securitySchemes: {token: {type: http, scheme: bearer}}}"), "client.Listen.ConnectAsync()");

        Assert.Equal("Bearer secret", opening.Headers["Authorization"]);
        Assert.Equal("wss://ears.example/listen", opening.Address);
    }

    [Fact]
    public async Task An_API_key_of_a_header_is_not_asked_for()
    {
        var opening = await ChannelOpening.Of(
            Three("/listen", "key: {location: $message.header#/x-key}", "components: {securitySchemes: {key: {type: httpApiKey, in: header, name: X-Key}}}"), "client.Listen.ConnectAsync()");

        Assert.Equal("secret", opening.Headers["X-Key"]);
    }

    [Theory]
    [InlineData("trace: {location: $message.header#/X-Trace, description: Of the caller.}", "X-Trace")]
    [InlineData("Authorization: {location: $message.header#/Authorization}", "Authorization")]
    public async Task A_parameter_in_a_header_is_an_optional_header(string parameters, string header)
    {
        var opening = await ChannelOpening.Of(Three("/listen", parameters), $"client.Listen.ConnectAsync(new() {{ {header.Replace("-", "", StringComparison.Ordinal)} = \"abc\" }})", expectDiagnostics: true);

        Assert.Equal("abc", opening.Headers[header]);
        Assert.Equal("wss://ears.example/listen", opening.Address);
        Assert.Equal("wss://ears.example/listen", (await ChannelOpening.Of(Three("/listen", parameters), "client.Listen.ConnectAsync()", expectDiagnostics: true)).Address);
    }

    [Theory]
    [InlineData("/rooms/{room}/{seat}", "room: {}", "\"a b\", \"c\"", "/rooms/a%20b/c", "no parameter describes '{seat}'")]
    [InlineData("rooms/{room}", "", "\"a\"", "/rooms/a", "no parameter describes '{room}'")]
    [InlineData("/rooms/{room_id}", "roomId: {enum: [red]}", "RoomsRoomIdRoomId.Red", "/rooms/red", "'roomId' is taken for '{room_id}'")]
    [InlineData("/rooms/{RoomID}", "room-id: {description: Which.}", "\"a\"", "/rooms/a", "'room-id' is taken for '{RoomID}'")]
    public async Task A_placeholder_that_no_parameter_describes_is_a_text(string address, string parameters, string arguments, string path, string problem)
    {
        var opening = await ChannelOpening.Of(Three(address, parameters), $"client.Listen.ConnectAsync({arguments})", expectDiagnostics: true);

        Assert.Equal("wss://ears.example" + path, opening.Address);
        var found = Assert.Single(GeneratorRun.Of(Three(address, parameters), expectDiagnostics: true).Diagnostics);
        Assert.Equal("HG0229", found.Id);
        Assert.Contains(problem, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rooms/{room}/of/{room}", "room: {}", "\"a\"", "wss://ears.example/rooms/a/of/a")]
    [InlineData("/listen?model={model}&v=2", "model: {enum: [x]}", "new() { Model = ListenModel.X }", "wss://ears.example/listen?model=x&v=2")]
    [InlineData("/listen?model={model}&v=2", "model: {default: x}", "new()", "wss://ears.example/listen?v=2")]
    [InlineData("/listen?model=own-{model}", "", "new() { Model = \"own-x\" }", "wss://ears.example/listen?model=own-x")]
    [InlineData("/listen?{token}", "token: {}", "new() { Token = \"t\" }", "wss://ears.example/listen?token=t")]
    [InlineData("wss://other.example/deep/{id}", "id: {}", "\"a\"", "wss://other.example/deep/a")]
    [InlineData("https://other.example", "", "", "wss://other.example/")]
    [InlineData("/with blank", "", "", "wss://ears.example/with%20blank")]
    [InlineData("/listen#part", "", "", "wss://ears.example/listen")]
    [InlineData("/listen?v=2&mode=live", "", "", "wss://ears.example/listen?v=2&mode=live")]
    [InlineData("/rooms/{room id}/{seat}", "room id: {}, seat: {}", "\"a b\", seat: \"c\"", "wss://ears.example/rooms/a%20b/c")]
    [InlineData("/rooms/{room id}", "room id: {}", "roomId: \"a\"", "wss://ears.example/rooms/a")]
    public async Task An_address_may_be_more_than_a_path(string address, string parameters, string arguments, string expected) =>
        Assert.Equal(expected, (await ChannelOpening.Of(Three(address, parameters), $"client.Listen.ConnectAsync({arguments})")).Address);

    [Theory]
    [InlineData("/", "Root", "wss://ears.example/")]
    [InlineData("wss://other.example", "OtherExample", "wss://other.example/")]
    public async Task A_channel_without_letters_has_a_name(string key, string name, string expected) =>
        Assert.Equal(expected, (await ChannelOpening.Of(Two(key, ""), $"client.{name}.ConnectAsync()")).Address);

    [Theory]
    [InlineData("{ws: {query: {properties: {lang: {type: string}, rate: {type: integer}}, required: [lang]}, headers: {type: object, properties: {X-One: {type: string}}}}}")]
    [InlineData("{$ref: '#/components/channelBindings/open'}")]
    [InlineData("{ws: {$ref: '#/components/channelBindings/open/ws'}}")]
    [InlineData("{ws: {query: {$ref: '#/components/schemas/Query'}, headers: {$ref: '#/components/schemas/Headers'}}}")]
    [InlineData("{ws: {query: {allOf: [{$ref: '#/components/schemas/Rate'}, {required: [lang], properties: {lang: {type: string}}}]}, headers: {allOf: [{$ref: '#/components/schemas/Headers'}]}}}")]
    [InlineData("{ws: {query: {required: [lang], properties: {lang: true}, oneOf: [{$ref: '#/components/schemas/Rate'}, {properties: {x: {type: string}}, required: [x]}]}, headers: {$ref: '#/components/schemas/Headers'}}}")]
    public async Task Query_and_headers_of_the_binding_are_found(string bindings)
    {
        const string Components = """
            components:
              channelBindings:
                open: {ws: {query: {$ref: '#/components/schemas/Query'}, headers: {$ref: '#/components/schemas/Headers'}}}
              schemas:
                Rate: {properties: {rate: {type: integer}}}
                Query: {required: [lang], allOf: [{$ref: '#/components/schemas/Rate'}], properties: {lang: {type: string}}}
                Headers: {properties: {X-One: {type: string}}}
            """;
        foreach (var spec in (string[])[
            Three("/listen", "", Components, $"bindings: {bindings}, "),
            Two("/listen", "", Components, $"bindings: {bindings}, "),
            Two("/listen", "", Components).Replace("subscribe: {", $"subscribe: {{bindings: {bindings}, ", StringComparison.Ordinal),
            Three("/listen", "", Components).Replace("{action: ", $"{{bindings: {bindings}, action: ", StringComparison.Ordinal),
            Three("/listen", "", Components).Replace("protocol: wss", $"protocol: wss, bindings: {bindings}", StringComparison.Ordinal),
            Two("/listen", "", Components).Replace("protocol: wss", $"protocol: wss, bindings: {bindings}", StringComparison.Ordinal)])
        {
            var opening = await ChannelOpening.Of(spec, "client.Listen.ConnectAsync(new() { Lang = \"de\", Rate = 5, XOne = \"1\" })");

            Assert.Equal(("wss://ears.example/listen", "1"), (opening.Address.Split('?')[0], opening.Headers["X-One"]));
            Assert.Equal(["lang=de", "rate=5"], opening.Address.Split('?')[1].Split('&').Order());
        }
    }

    [Theory]
    [InlineData("live: {url: 'ears.example/v1', protocol: wss}", "wss://ears.example/v1/listen")]
    [InlineData("live: {url: 'wss://ears.example/v1/'}", "wss://ears.example/v1/listen")]
    [InlineData("live: {url: 'https://ears.example/v1', protocol: https}", "wss://ears.example/v1/listen")]
    [InlineData("live: {url: ears.example, protocol: WSS}", "wss://ears.example/listen")]
    [InlineData("api: {url: 'https://api.example', protocol: https}, live: {url: ears.example, protocol: wss}", "wss://ears.example/listen")]
    [InlineData("mail: {url: mail.example, protocol: amqp}, live: {url: ears.example, protocol: wss}", "wss://ears.example/listen")]
    [InlineData("live: {url: 'wss://{region}.ears.example:{port}', protocol: wss, variables: {region: {default: eu}, port: {enum: ['8443', '443']}}}", "wss://eu.ears.example:8443/listen")]
    [InlineData("live: {host: ears.example, pathname: v1/live, protocol: wss}", "wss://ears.example/v1/live/listen")]
    [InlineData("live: {host: 'wss://ears.example/', pathname: '/{version}', protocol: wss, variables: {version: {default: v2}}}", "wss://ears.example/v2/listen")]
    [InlineData("live: {$ref: '#/components/servers/main'}", "wss://main.example/listen")]
    public async Task A_server_is_read_however_it_is_written(string servers, string expected)
    {
        foreach (var spec in (string[])[Three("/listen", "", "components: {servers: {main: {host: main.example, protocol: wss}}}"), Two("/listen", "", "components: {servers: {main: {host: main.example, protocol: wss}}}")])
        {
            var line = spec.Split('\n').Single(l => l.StartsWith("servers:", StringComparison.Ordinal));
            Assert.Equal(expected, (await ChannelOpening.Of(spec.Replace(line, $"servers: {{{servers}}}", StringComparison.Ordinal), "client.Listen.ConnectAsync()")).Address);
        }
    }

    [Theory]
    [InlineData("wss://ears.example/v1/?token_type=jwt", "/listen", "", "wss://ears.example/v1/listen?token_type=jwt")]
    [InlineData("wss://ears.example?x=1&y=a%20b", "/listen?v=2", "", "wss://ears.example/listen?v=2&x=1&y=a%20b")]
    [InlineData("wss://ears.example/?x=1", "/listen?x=2", "", "wss://ears.example/listen?x=2")]
    [InlineData("wss://ears.example/?region={region}", "/listen", "region: {default: eu}", "wss://ears.example/listen")]
    [InlineData("ws://localhost:1234/?x=1", "/listen", "", "ws://localhost:1234/listen?x=1")]
    public async Task The_query_of_a_server_is_sent(string url, string key, string parameters, string expected)
    {
        var spec = Two(key, parameters.Replace("{default", "{schema: {default", StringComparison.Ordinal).Replace("eu}", "eu}}", StringComparison.Ordinal))
            .Replace("url: ears.example", $"url: '{url}'", StringComparison.Ordinal);

        Assert.Equal(expected, (await ChannelOpening.Of(spec, "client.Listen.ConnectAsync()")).Address);
    }

    [Theory]
    [InlineData("headers: {properties: {Sec-WebSocket-Protocol: {const: graphql-ws}}}", "", "Sec-WebSocket-Protocol", "graphql-ws")]
    [InlineData("headers: {required: [X-Version], properties: {X-Version: {type: integer, enum: [2]}}}", "", "X-Version", "2")]
    [InlineData("query: {properties: {binary: {const: true}, rate: {type: integer, const: 16000}}}", "?binary=true&rate=16000", null, null)]
    [InlineData("query: {properties: {binary: {type: boolean, enum: [true]}}}", "", null, null)]
    public async Task A_constant_is_sent_without_asking(string binding, string query, string? header, string? value)
    {
        foreach (var spec in (string[])[Three("/listen", "", "", $"bindings: {{ws: {{{binding}}}}}, "), Two("/listen", "", "", $"bindings: {{ws: {{{binding}}}}}, ")])
        {
            var opening = await ChannelOpening.Of(spec, "client.Listen.ConnectAsync()");

            Assert.Equal("wss://ears.example/listen" + query, opening.Address);
            if (header is not null)
                Assert.Equal(value, opening.Headers[header]);
        }
    }

    [Theory]
    [InlineData("query: {properties: {language: {type: string}}}", "?language=de", null)]
    [InlineData("headers: {properties: {Language: {type: string}}}", "", "Language")]
    [InlineData("headers: {properties: {X-Language: {type: string}}}", "", "X-Language")]
    public async Task A_parameter_that_the_binding_has_too_is_one(string binding, string query, string? header)
    {
        var location = header ?? "language";
        var spec = Three("/listen", $"language: {{location: $message.header#/{location}}}", "", $"bindings: {{ws: {{{binding}}}}}, ");

        var opening = await ChannelOpening.Of(spec, $"client.Listen.ConnectAsync(new() {{ {(header == "X-Language" ? "XLanguage" : "Language")} = \"de\" }})");

        Assert.Equal("wss://ears.example/listen" + query, opening.Address);
        Assert.Equal(header is null ? null : "de", opening.Headers.GetValueOrDefault(location));
    }

    [Theory]
    [InlineData("wss", "{http: {}}", true)]
    [InlineData("https", "{http: {}}", false)]
    [InlineData("http", "{http: {type: request}}", false)]
    [InlineData("https", "{$ref: '#/components/channelBindings/stream'}", false)]
    [InlineData("https", "{http: {}, ws: {}}", true)]
    [InlineData("https", "{}", true)]
    public void A_stream_of_HTTP_is_no_WebSocket(string protocol, string bindings, bool connects)
    {
        const string Components = "components: {channelBindings: {stream: {http: {}}}}";
        foreach (var spec in (string[])[
            Three("/listen", "", Components, $"bindings: {bindings}, "),
            Two("/listen", "", Components, $"bindings: {bindings}, "),
            Two("/listen", "", Components).Replace("subscribe: {", $"subscribe: {{bindings: {bindings}, ", StringComparison.Ordinal),
            Three("/listen", "", Components).Replace("{action: ", $"{{bindings: {bindings}, action: ", StringComparison.Ordinal)])
        {
            var run = GeneratorRun.Of(spec.Replace("protocol: wss", "protocol: " + protocol, StringComparison.Ordinal), expectDiagnostics: true);

            var reported = run.Diagnostics.Where(d => d.Id == "HG0230").ToList();
            Assert.Equal(connects ? 0 : 1, reported.Count);
            Assert.All(reported, d => Assert.Contains("bindings.ws would say", d.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            Assert.Equal(connects, run.Files.Any(f => f.Text.Contains("RealtimeRequest", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_host_that_is_to_be_reached_in_the_open_is_reached_by_wss()
    {
        var spec = Three("/listen", "").Replace("protocol: wss", "protocol: ws", StringComparison.Ordinal);

        Assert.Equal("wss://ears.example/listen", (await ChannelOpening.Of(spec, "client.Listen.ConnectAsync()", expectDiagnostics: true)).Address);
        Assert.Equal("HG0210", Assert.Single(GeneratorRun.Of(spec, expectDiagnostics: true).Diagnostics).Id);
    }

    [Theory]
    [InlineData("asyncapi: 2.6.0", "one: {url: one.example, protocol: wss}, two: {url: two.example, protocol: wss}", "servers: [two], ", "client.Listen")]
    [InlineData("asyncapi: 2.6.0", "one: {url: one.example, protocol: wss}, two: {url: two.example, protocol: wss}, mail: {url: m.example, protocol: amqp}", "servers: [mail, two, one], ", "client.Listen")]
    [InlineData("asyncapi: 3.0.0", "one: {host: one.example, protocol: wss}, two: {host: two.example, protocol: wss}", "servers: [{$ref: '#/servers/two'}], ", "client.Listen")]
    [InlineData("asyncapi: 3.0.0", "one: {host: one.example, protocol: wss}, main: {$ref: '#/components/servers/other'}", "servers: [{$ref: '#/servers/main'}], ", "client.Listen")]
    [InlineData("asyncapi: 3.0.0", "one: {host: one.example, protocol: wss}", "servers: [{$ref: '#/components/servers/other'}], ", "client.Listen")]
    public async Task A_channel_is_opened_at_its_own_server(string version, string servers, string named, string client)
    {
        var spec = version.EndsWith("2.6.0", StringComparison.Ordinal) ? Two("/listen", "", "", named) : Three("/listen", "", "components: {servers: {other: {host: two.example, protocol: wss}}}", named);
        spec = spec.Replace(spec.Split('\n').Single(l => l.StartsWith("servers:", StringComparison.Ordinal)), $"servers: {{{servers}}}", StringComparison.Ordinal);

        Assert.Equal("wss://two.example/listen", (await ChannelOpening.Of(spec, client + ".ConnectAsync()")).Address);
    }

    [Theory]
    [InlineData("[liev]", "wss://one.example/listen")]
    [InlineData("[liev, two]", "wss://two.example/listen")]
    public async Task A_server_that_is_not_there_is_named_and_the_others_count(string named, string expected)
    {
        var spec = Two("/listen", "", "", $"servers: {named}, ")
            .Replace("live: {url: ears.example, protocol: wss}", "one: {url: one.example, protocol: wss}, two: {url: two.example, protocol: wss}", StringComparison.Ordinal);

        Assert.Equal(expected, (await ChannelOpening.Of(spec, "client.Listen.ConnectAsync()", expectDiagnostics: true)).Address);
        var found = Assert.Single(GeneratorRun.Of(spec, expectDiagnostics: true).Diagnostics);
        Assert.Equal("HG0233", found.Id);
        Assert.Contains("names the server 'liev'", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var place = found.Location.GetLineSpan().StartLinePosition;
        Assert.StartsWith("liev", spec.Split('\n')[place.Line][place.Character..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("asyncapi: 2.6.0", "")]
    [InlineData("asyncapi: 2.6.0", "null")]
    [InlineData("asyncapi: 2.6.0", "{}")]
    [InlineData("asyncapi: 3.0.0", "null")]
    public async Task A_channel_that_says_nothing_is_opened(string version, string channel)
    {
        var spec = $"{version}\ninfo: {{title: Sample, version: '1'}}\nservers: {{live: {{host: ears.example, url: ears.example, protocol: wss}}}}\nchannels:\n  listen: {channel}\n";

        Assert.Equal("wss://ears.example/listen", (await ChannelOpening.Of(spec, "client.Listen.ConnectAsync()")).Address);
    }

    [Fact]
    public async Task Channels_of_AsyncApi_3_with_groups_of_their_own_may_share_an_address_or_have_that_of_another_key()
    {
        const string Spec = $$"""
            asyncapi: 3.1.0
            info: {title: Sample, version: '1'}
            x-humegen: {perspective: server}
            servers: {live: {host: ears.example, protocol: wss} }
            channels:
              first: {address: /same, messages: {word: {{Word}}} }
              second: {address: /same, x-humegen-group: Second, messages: {word: {$ref: '#/channels/first/messages/word'} } }
              third: {address: first, messages: {word: {$ref: '#/channels/first/messages/word'} } }
            operations:
              one: {action: send, channel: {$ref: '#/channels/first'} }
              two: {action: send, channel: {$ref: '#/channels/second'} }
              three: {action: send, channel: {$ref: '#/channels/third'} }
            """;

        Assert.Equal("wss://ears.example/same", (await ChannelOpening.Of(Spec, "client.First.ConnectAsync()")).Address);
        Assert.Equal("wss://ears.example/same", (await ChannelOpening.Of(Spec, "client.Second.ConnectAsync()")).Address);
        Assert.Equal("wss://ears.example/first", (await ChannelOpening.Of(Spec, "client.Third.ConnectAsync()")).Address);
    }

    private static string Three(string address, string parameters, string components = "", string more = "") => $$"""
        asyncapi: 3.0.0
        info: {title: Sample, version: '1'}
        x-humegen: {perspective: server}
        servers: {live: {host: ears.example, protocol: wss} }
        channels:
          listen: { {{more}}address: '{{address}}', parameters: { {{parameters}} }, messages: {word: {{Word}} } }
        operations:
          hear: {action: send, channel: {$ref: '#/channels/listen'} }
        {{components}}
        """;

    private static string Two(string key, string parameters, string components = "", string more = "") => $$"""
        asyncapi: 2.6.0
        info: {title: Sample, version: '1'}
        x-humegen: {perspective: server}
        servers: {live: {url: ears.example, protocol: wss} }
        channels:
          '{{key}}': { {{more}}parameters: { {{parameters}} }, subscribe: {message: {{Word}}} }
        {{components}}
        """;
}
