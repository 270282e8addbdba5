using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>One address is one connection, which all of its channels share, and replies without an address go through it.</summary>
public class ChannelConnectionTests
{
    private const string Schemas = """

        components:
          schemas:
            Ping: {type: object, required: [ping], properties: {ping: {type: string}}}
            Pong: {type: object, required: [pong], properties: {pong: {type: string}}}
            Beat: {type: object, required: [beat], properties: {beat: {type: string}}}
            Watch: {type: object, required: [watch], properties: {watch: {type: string}}}
        """;

    private const string Shared = """
        asyncapi: 3.0.0
        info: {title: Ears}
        servers: {live: {host: ears.example, protocol: wss}, backup: {host: backup.example, protocol: wss} }
        channels:
          ping: {address: /, PING messages: {ping: {payload: {$ref: '#/components/schemas/Ping'} } } }
          pong: {address: /, PONG messages: {pong: {payload: {$ref: '#/components/schemas/Pong'} } } }
          beat: {address: /, messages: {beat: {payload: {$ref: '#/components/schemas/Beat'} } } }
          watch: {address: /, WATCH messages: {subscribe: {payload: {$ref: '#/components/schemas/Watch'} } } }
        operations:
          receivePing: {action: receive, channel: {$ref: '#/channels/ping'}, reply: {channel: {$ref: '#/channels/pong'} } }
          beat: {action: send, channel: {$ref: '#/channels/beat'} }
          receiveSubscribe: {action: receive, channel: {$ref: '#/channels/watch'} }
        """ + Schemas;

    private const string Replied = """
        asyncapi: 3.0.0
        info: {title: Ears}
        x-humegen: {perspective: SIDE}
        servers: {live: {host: ears.example, protocol: wss} }
        channels:
          talk: {address: /talk, messages: {ping: {payload: {$ref: '#/components/schemas/Ping'} } } }
          answers: {ADDRESS messages: {pong: {payload: {$ref: '#/components/schemas/Pong'} } } }
        operations:
          ask: {action: ACTION, channel: {$ref: '#/channels/talk'}, reply: {channel: {$ref: '#/channels/answers'} } }
        MORE
        """ + Schemas;

    [Fact]
    public void Channels_of_one_address_are_one_connection_decided_together()
    {
        var run = Run(Shared, "");

        Assert.Equal(["Ping"], Connections(run));
        Assert.Equal("Ping, Watch -> Beat, Pong", Directions(run, "Ping"));
        Assert.Equal("HG0032", Assert.Single(run.Diagnostics).Id);
    }

    [Theory]
    [InlineData("client", "Beat, Pong -> Ping, Watch")]
    [InlineData("server", "Ping, Watch -> Beat, Pong")]
    public void A_word_at_any_of_them_counts_for_the_connection(string side, string directions)
    {
        foreach (var place in new[] { "PING", "PONG" })
        {
            var run = Run(Shared, $"{place}=x-humegen-perspective: {side},");

            Assert.Equal(directions, Directions(run, "Ping"));
            Assert.Empty(run.Diagnostics);
        }
    }

    [Fact]
    public void Contradicting_words_are_reported_and_those_of_the_first_count()
    {
        var run = Run(Shared, "PING=x-humegen-perspective: server,", "WATCH=x-humegen-perspective: client,");

        Assert.Equal("Ping, Watch -> Beat, Pong", Directions(run, "Ping"));
        var warning = Assert.Single(run.Diagnostics);
        Assert.Equal(("HG0033", DiagnosticSeverity.Warning), (warning.Id, warning.DefaultSeverity));
        Assert.StartsWith("The channels 'ping' and 'watch' have one address", warning.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("'x-humegen-perspective' differs", warning.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(8, warning.Location.GetLineSpan().StartLinePosition.Line + 1);
    }

    [Fact]
    public void A_group_or_other_servers_keep_a_channel_apart()
    {
        Assert.Equal(["Ping", "Quotes"], Connections(Run(Shared, "WATCH=x-humegen-group: Quotes,")));
        Assert.Equal(["Ping", "Watch"], Connections(Run(Shared, "WATCH=servers: [{$ref: '#/servers/backup'}],")));
        Assert.Equal(["Ping"], Connections(Run(Shared, "WATCH=servers: [{$ref: '#/servers/backup'}, {$ref: '#/servers/live'}],")));
    }

    [Fact]
    public void What_opens_the_channels_is_united()
    {
        const string Binding = "bindings: {ws: {query: {type: object, properties: {NAME: {type: string}}}}},";
        var run = Run(Shared, "PING=" + Binding.Replace("NAME", "token", StringComparison.Ordinal), "PONG=" + Binding.Replace("NAME", "speed", StringComparison.Ordinal));

        var request = run.Output.GetTypeByMetadataName("Ears.PingConnectRequest")!;
        Assert.Equal(["Speed", "Token"], request.GetMembers().OfType<IPropertySymbol>().Where(p => !p.IsImplicitlyDeclared).Select(p => p.Name).Order());
    }

    [Fact]
    public void One_message_written_out_at_two_channels_is_one_type()
    {
        const string Hello = "hello: {payload: {type: object, required: [a], properties: {a: {type: string}}}}";
        var text = Shared.Replace("ping: {payload: {$ref: '#/components/schemas/Ping'} }", Hello, StringComparison.Ordinal)
            .Replace("pong: {payload: {$ref: '#/components/schemas/Pong'} }", Hello, StringComparison.Ordinal);
        var run = Run(text, "PING=x-humegen-perspective: server,");

        Assert.Single(run.Output.GetSymbolsWithName(n => n.StartsWith("Hello", StringComparison.Ordinal), SymbolFilter.Type));
        Assert.Empty(run.Diagnostics);
    }

    [Theory]
    [InlineData("address: null,", "server", "receive", "Ping -> Pong")]
    [InlineData("", "server", "receive", "Ping -> Pong")]
    [InlineData("address: null,", "server", "send", "Pong -> Ping")]
    [InlineData("address: null,", "client", "send", "Ping -> Pong")]
    public void A_reply_without_an_address_goes_through_the_connection_of_its_operation(string address, string side, string action, string directions)
    {
        var run = Run(Replied, "ADDRESS=" + address, "SIDE=" + side, "ACTION=" + action);

        Assert.Equal(["Talk"], Connections(run));
        Assert.Equal(directions, Directions(run, "Talk"));
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void A_reply_with_an_address_has_its_own_connection()
    {
        var run = Run(Replied, "ADDRESS=address: /answers,", "SIDE=server", "ACTION=receive");

        Assert.Equal(["Answers", "Talk"], Connections(run));
        Assert.Equal(" -> Pong", Directions(run, "Answers"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("later")]
    [InlineData("{messages: later}")]
    public void A_reply_that_is_none_leaves_the_operation_as_it_is(string reply)
    {
        var run = Run(Replied, "ADDRESS=", "SIDE=server", "ACTION=receive", $"MORE=  tell: {{action: send, channel: {{$ref: '#/channels/talk'}}, reply: {reply}}}");

        Assert.Equal(["Talk"], Connections(run));
    }

    [Fact]
    public void An_operation_through_an_address_that_is_null_is_reported()
    {
        var run = Run(Replied, "ADDRESS=address: null,", "SIDE=server", "ACTION=receive", "MORE=  tell: {action: send, channel: {$ref: '#/channels/answers'} }");

        Assert.Equal(["Talk"], Connections(run));
        Assert.Equal("Ping -> Pong", Directions(run, "Talk"));
        var error = Assert.Single(run.Diagnostics);
        Assert.Equal("HG0230", error.Id);
        Assert.StartsWith("The channel 'answers' is left out, as its address is null, so that it is known at run time only.", error.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/beat")]
    [InlineData("/")]
    public void Messages_that_no_operation_names_go_both_ways_with_a_warning(string address)
    {
        var text = Shared.Replace("beat: {address: /,", $"beat: {{address: {address},", StringComparison.Ordinal)
            .Replace("  beat: {action: send, channel: {$ref: '#/channels/beat'} }\n", "", StringComparison.Ordinal);
        var run = Run(text, "PING=x-humegen-perspective: server,");

        Assert.Equal(address == "/" ? "Beat, Ping, Watch -> Beat, Pong" : "Beat -> Beat", Directions(run, address == "/" ? "Ping" : "Beat"));
        var warning = Assert.Single(run.Diagnostics);
        Assert.Equal("HG0032", warning.Id);
        Assert.Contains("'beat'", warning.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("no operation names its messages, so that they go both ways", warning.GetMessage(null), StringComparison.Ordinal);
    }

    // "NAME=text"; what is not given is left out.
    private static GeneratorRun Run(string document, params string[] parts)
    {
        var given = parts.Where(p => p.Length > 0).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        foreach (var name in new[] { "PING", "PONG", "WATCH", "ADDRESS", "SIDE", "ACTION", "MORE" })
            document = document.Replace(name, given.GetValueOrDefault(name, ""), StringComparison.Ordinal);
        return GeneratorRun.Of([new SpecText("spec.yml", document)], expectDiagnostics: true);
    }

    private static IEnumerable<string> Connections(GeneratorRun run) => run.Output.GetSymbolsWithName(n => n.EndsWith("Connection", StringComparison.Ordinal), SymbolFilter.Type)
        .OfType<ITypeSymbol>().Where(t => t.TypeKind == TypeKind.Class).Select(t => t.Name.Substring(0, t.Name.Length - "Connection".Length)).Order();

    // The records that the connection takes, and those that come out of it.
    private static string Directions(GeneratorRun run, string channel)
    {
        var unions = run.Output.GetTypeByMetadataName($"Ears.{channel}Connection")!.BaseType!.TypeArguments;
        return $"{Members(unions[0])} -> {Members(unions[1])}";

        string Members(ITypeSymbol union) => string.Join(", ", new[] { "Beat", "Ping", "Pong", "Watch" }
            .Where(n => run.Output.GetTypeByMetadataName($"Ears.{n}") is { } type && type.AllInterfaces.Contains(union, SymbolEqualityComparer.Default)));
    }
}
