using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>The side that a document describes decides the directions of messages. Extensions set the side, else signals, else the standard.</summary>
public class PerspectiveTests
{
    private const string Client = "client";
    private const string Server = "server";

    // By the standard "Said" arrives and "Heard" is sent in both: the document describes the server. Each part can be replaced.
    private const string Three = """
        asyncapi: 3.0.0
        info: {title: Ears INFO}
        DOCUMENT
        servers: {live: {host: ears.example, protocol: wss SERVER}}
        channels:
          talk:
            CHANNEL
            address: /talk
            messages:
              SAIDKEY: {SAID payload: {$ref: '#/components/schemas/Said'}}
              HEARDKEY: {HEARD payload: {$ref: '#/components/schemas/Heard'}}
        operations:
          SENDID: {action: send, SEND channel: {$ref: '#/channels/talk'}, messages: [{$ref: '#/channels/talk/messages/SAIDKEY'}]}
          RECEIVEID: {action: receive, RECEIVE channel: {$ref: '#/channels/talk'}, messages: [{$ref: '#/channels/talk/messages/HEARDKEY'}]}
        """ + Schemas;

    private const string Two = """
        asyncapi: 2.6.0
        info: {title: Ears INFO}
        DOCUMENT
        servers: {live: {url: 'wss://ears.example', protocol: wss SERVER}}
        channels:
          /talk:
            CHANNEL
            subscribe: {operationId: SENDID, SEND message: {$ref: '#/components/messages/SAIDKEY'}}
            publish: {operationId: RECEIVEID, RECEIVE message: {$ref: '#/components/messages/HEARDKEY'}}
        """ + Schemas + """

          messages:
            SAIDKEY: {SAID payload: {$ref: '#/components/schemas/Said'}}
            HEARDKEY: {HEARD payload: {$ref: '#/components/schemas/Heard'}}
        """;

    private const string Schemas = """

        components:
          schemas:
            Said: {type: object, required: [said], properties: {said: {type: string}}}
            Heard: {type: object, required: [heard], properties: {heard: {type: string}}}
        """;

    /// <summary>Signals of one kind alone, each with the side that it tells of in a document with both directions.</summary>
    public static TheoryData<string, string> Signals() => new()
    {
        // Operation ids.
        { "SENDID=sendSaid RECEIVEID=receiveHeard", Client },
        { "SENDID=talk_send RECEIVEID=talk_receive", Client },
        { "SENDID=emitSaid RECEIVEID=getHeard", Client },
        { "SENDID=transmitSaid RECEIVEID=listenForHeard", Client },
        { "SENDID=clientSaid RECEIVEID=serverHeard", Client },
        { "SENDID=saidToServer RECEIVEID=heardFromServer", Client },
        { "SENDID=outgoingSaid RECEIVEID=incomingHeard", Client },
        { "SENDID=receiveSaid RECEIVEID=sendHeard", Server },
        { "SENDID=readSaid RECEIVEID=pushHeard", Server },
        { "SENDID=hearSaid RECEIVEID=writeHeard", Server },
        { "SENDID=serverSaid RECEIVEID=clientHeard", Server },
        { "SENDID=one RECEIVEID=sendHeard", Server },
        { "SENDID=receiveSaid RECEIVEID=two", Server },

        // Texts of operations.
        { "SEND=summary:_Client_messages, RECEIVE=summary:_Server_messages,", Client },
        { "SEND=summary:_Server_messages, RECEIVE=summary:_Client_messages,", Server },
        { "SEND=description:_Sent_by_the_client_when_the_server_asks., RECEIVE=description:_Comes_from_the_server.,", Client },
        { "SEND=description:_Messages_you_receive., RECEIVE=description:_Messages_you_send.,", Server },
        { "SEND=description:_Messages_you_can_send., RECEIVE=description:_Messages_you_will_receive.,", Client },
        { "SEND=description:_Client_->_server., RECEIVE=description:_Server_->_client.,", Client },
        { "SEND=summary:_Send_text_to_our_text_to_speech_API., RECEIVE=summary:_Receive_audio.,", Client },
        { "SEND=summary:_Client_messages,", Client },
        { "RECEIVE=summary:_Client_messages,", Server },

        // Messages: keys, names, titles, summaries.
        { "SAIDKEY=ClientSaid HEARDKEY=ServerHeard", Client },
        { "SAIDKEY=ServerSaid HEARDKEY=ClientHeard", Server },
        { "SAIDKEY=room.client-Said HEARDKEY=room.server-Heard", Client },
        { "SAIDKEY=SaidFromServer HEARDKEY=HeardFromClient", Server },
        { "SAID=name:_client.say, HEARD=name:_server.say,", Client },
        { "SAID=title:_Server_hello, HEARD=title:_Client_hello,", Server },
        { "SAID=summary:_Client_message_to_say_something., HEARD=summary:_Server_message_with_text.,", Client },
        { "SAIDKEY=ServerHello", Server },
        { "HEARDKEY=ServerHello", Client },
        { "HEARDKEY=Subscribe", Server },

        // What says the side outright.
        { "INFO=,description:_Messages_are_described_from_the_client_side.", Client },
        { "INFO=,description:_From_the_perspective_of_the_client_application.", Client },
        { "CHANNEL=description:_From_the_server's_point_of_view.", Server },
        { "SEND=description:_From_the_client's_point_of_view_this_is_sent.,", Client },
        { "RECEIVE=summary:_As_seen_by_the_server,", Server },

        // The document and its servers.
        { "INFO=,description:_As_seen_by_the_client.", Client },
        { "INFO=,description:_It_is_written_from_the_server's_point_of_view.", Server },
        { "INFO=Client", Client },
        { "SERVER=,description:_What_the_client_sends_goes_there.", Client },
        { "SERVER=,title:_Server_side_of_the_ears", Server },
    };

    [Theory]
    [MemberData(nameof(Signals))]
    public void One_signal_alone_tells_the_side_in_AsyncAPI_3(string parts, string side)
    {
        var run = Run(Three, parts);

        AssertSide(side, run);
        var info = Assert.Single(run.Diagnostics);
        Assert.Equal(("HG0031", DiagnosticSeverity.Info), (info.Id, info.Severity));
        Assert.StartsWith($"The document describes the {side}'s side, as its ", info.GetMessage(null), StringComparison.Ordinal);
        Assert.EndsWith($"set 'perspective: {(side == Client ? Server : Client)}' in x-humegen.", info.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void One_signal_alone_tells_the_side_in_AsyncAPI_2(string parts, string side)
    {
        var run = Run(Two, parts);

        AssertSide(side, run);
        Assert.Equal(side == Client ? ["HG0031"] : [], run.Diagnostics.Select(d => d.Id));
    }

    [Theory]
    [InlineData("SENDID=sendSaid RECEIVEID=receiveHeard", "operation id 'sendSaid' with 'send'", 13)]
    [InlineData("SEND=summary:_Client_messages, RECEIVE=summary:_Server_messages,", "summary 'Client messages' with 'send'", 13)]
    [InlineData("SAIDKEY=ClientSaid HEARDKEY=ServerHeard", "message 'ClientSaid' with 'send'", 13)]
    [InlineData("SENDID=sendSaid RECEIVEID=receiveHeard SAIDKEY=ClientSaid SEND=summary:_Client_messages,", "operation id 'sendSaid' with 'send'", 13)]
    [InlineData("SAIDKEY=ClientSaid SEND=summary:_Client_messages,", "summary 'Client messages' with 'send'", 13)]
    public void The_first_signal_in_order_is_named_where_it_stands(string parts, string signal, int line)
    {
        var info = Assert.Single(Run(Three, parts).Diagnostics);

        Assert.Contains(signal, info.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(line, info.Location.GetLineSpan().StartLinePosition.Line + 1);
    }

    [Theory]
    [InlineData("SENDID=sendSaid RECEIVEID=sendHeard")]
    [InlineData("SENDID=sendSaid RECEIVEID=receiveHeard SEND=summary:_Server_messages, RECEIVE=summary:_Client_messages,")]
    [InlineData("SENDID=sendSaid RECEIVEID=receiveHeard SAIDKEY=ServerSaid HEARDKEY=ClientHeard")]
    [InlineData("SEND=summary:_Client_messages, RECEIVE=summary:_Client_messages,")]
    [InlineData("SAIDKEY=ServerSaid HEARDKEY=ServerHeard")]
    [InlineData("INFO=,description:_As_seen_by_the_client. SERVER=,description:_As_seen_by_the_server.")]
    [InlineData("SENDID=sendSaid RECEIVEID=receiveHeard INFO=,description:_From_the_server's_point_of_view.")]
    [InlineData("SENDID=sendSaid RECEIVEID=receiveHeard CHANNEL=description:_From_the_server's_point_of_view.")]
    [InlineData("SENDID=sendSaid RECEIVEID=receiveHeard SEND=description:_From_the_server's_perspective.,")]
    [InlineData("SENDID=receiveSaid RECEIVEID=sendHeard INFO=,description:_Messages_are_described_from_the_client_side.")]
    [InlineData("SAIDKEY=ServerSaid HEARDKEY=ClientHeard INFO=,description:_From_the_perspective_of_the_client_(application).")]
    public void Signals_that_contradict_each_other_leave_the_standard_with_a_warning(string parts)
    {
        foreach (var document in new[] { Three, Two })
        {
            var run = Run(document, parts);

            AssertSide(Server, run);
            var warning = Assert.Single(run.Diagnostics);
            Assert.Equal(("HG0032", DiagnosticSeverity.Warning), (warning.Id, warning.DefaultSeverity));
            Assert.Contains("'perspective: client' or 'perspective: server' in x-humegen", warning.GetMessage(null), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("SENDID=sendSaid RECEIVEID=receiveHeard INFO=Server", Client, "operation id 'sendSaid' with 'send'")]
    [InlineData("SENDID=receiveSaid RECEIVEID=sendHeard INFO=Client", Server, "operation id 'receiveSaid' with 'send'")]
    [InlineData("INFO=Server", Server, "its title 'Ears Server' shows")]
    [InlineData("INFO=,description:_Seen_by_the_client.", Client, "its description 'Seen by the client.' shows")]
    [InlineData("SERVER=,description:_Seen_by_the_client.", Client, "its description of the server 'live' 'Seen by the client.' shows")]
    [InlineData("CHANNEL=description:_Seen_by_the_client.", Client, "its channel description 'Seen by the client.' shows")]
    public void A_title_that_ends_in_a_party_names_the_product_and_texts_are_named(string parts, string side, string reason)
    {
        var run = Run(Three, parts);

        AssertSide(side, run);
        Assert.Contains(reason, Assert.Single(run.Diagnostics, d => d.Id == "HG0031").GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SENDID=emitSaid RECEIVEID=onHeard")]
    [InlineData("SENDID=sendSaid RECEIVEID=handleHeard")]
    [InlineData("SENDID=said RECEIVEID=onHeard")]
    public void Names_of_handlers_say_nothing_beside_the_other_direction(string parts)
    {
        var run = Run(Three, parts);

        AssertSide(Server, run);
        Assert.Equal("HG0032", Assert.Single(run.Diagnostics).Id);
    }

    [Theory]
    [InlineData("SEND=x-humegen-perspective:_client,")]
    [InlineData("RECEIVE=x-humegen-perspective:_client,")]
    [InlineData("SEND=x-humegen-perspective:_client, RECEIVE=x-humegen-perspective:_server,")]
    [InlineData("SEND=x-humegen-perspective:_client, SENDID=receiveSaid RECEIVEID=sendHeard")]
    public void Words_that_let_all_messages_go_the_same_way_are_reported(string parts)
    {
        var warning = Assert.Single(Run(Three, parts).Diagnostics, d => d.Id == "HG0032").GetMessage(null);

        Assert.StartsWith("The channel 'talk' may describe", warning, StringComparison.Ordinal);
        Assert.Contains("go the same way", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SEND=x-humegen-perspective:_client, RECEIVE=x-humegen-perspective:_client,")]
    [InlineData("SEND=x-humegen-perspective:_client, SENDID=sendSaid RECEIVEID=receiveHeard")]
    public void Words_at_operations_that_agree_are_not_reported(string parts)
    {
        var run = Run(Three, parts);

        AssertSide(Client, run);
        Assert.DoesNotContain(run.Diagnostics, d => d.Id == "HG0032");
    }

    [Fact]
    public void An_info_names_the_word_where_a_document_only_sends()
    {
        var run = Run(Three.Replace("action: receive", "action: send", StringComparison.Ordinal), "SENDID=sendSaid RECEIVEID=pushHeard");

        Assert.Equal(" -> Heard, Said", Directions(run, "Talk"));
        var info = Assert.Single(run.Diagnostics);
        Assert.Equal("HG0031", info.Id);
        Assert.StartsWith("The document describes the server's side", info.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("operation id 'sendSaid' with 'send'", info.GetMessage(null), StringComparison.Ordinal);
        Assert.EndsWith("set 'perspective: client' in x-humegen.", info.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_signals_the_standard_counts_and_AsyncAPI_3_is_warned_about()
    {
        var three = Run(Three, "");
        var two = Run(Two, "");

        AssertSide(Server, three);
        AssertSide(Server, two);
        Assert.Equal("HG0032", Assert.Single(three.Diagnostics).Id);
        Assert.Empty(two.Diagnostics);
    }

    [Theory]
    [InlineData("SENDID=turnOn RECEIVEID=postcard")]
    [InlineData("SENDID=clientError RECEIVEID=clientDisconnected")]
    [InlineData("SAIDKEY=ClientConnected")]
    [InlineData("SENDID=listenOne SAIDKEY=ListenResult")]
    [InlineData("SEND=summary:_Sent_in_response_to_a_client_message.,")]
    [InlineData("RECEIVE=summary:_Goes_to_our_text_to_speech_server.,")]
    [InlineData("SEND=summary:_Between_client_and_server,")]
    [InlineData("INFO=,description:_Clients_send_audio_and_receive_text.")]
    public void Words_that_only_look_like_signals_do_not_count(string parts) => Assert.Equal("HG0032", Assert.Single(Run(Three, parts).Diagnostics).Id);

    [Fact]
    public void A_message_that_goes_both_ways_says_nothing()
    {
        var run = GeneratorRun.Of(
            $$"""
            asyncapi: 3.0.0
            info: {title: Ears}
            servers: {live: {host: ears.example, protocol: wss} }
            channels:
              talk: {address: /talk, messages: {ClientPing: {payload: {$ref: '#/components/schemas/Said'} } } }
            operations:
              ping: {action: send, channel: {$ref: '#/channels/talk'} }
              pong: {action: receive, channel: {$ref: '#/channels/talk'} }
            {{Schemas}}
            """,
            expectDiagnostics: true);

        Assert.Equal("HG0032", Assert.Single(run.Diagnostics).Id);
    }

    [Fact]
    public void One_text_among_many_may_speak_of_something_else()
    {
        var operations = string.Concat(Enumerable.Range(0, 4).Select(i =>
            $"  op{i}: {{action: send, summary: Client messages, channel: {{$ref: '#/channels/talk'}}, messages: [{{$ref: '#/channels/talk/messages/said'}}]}}\n"));
        var run = GeneratorRun.Of(
            $$"""
            asyncapi: 3.0.0
            info: {title: Ears}
            servers: {live: {host: ears.example, protocol: wss} }
            channels:
              talk: {address: /talk, messages: {said: {payload: {$ref: '#/components/schemas/Said'} }, heard: {payload: {$ref: '#/components/schemas/Heard'} } } }
            operations:
              last: {action: receive, summary: Errors of a client message, channel: {$ref: '#/channels/talk'}, messages: [{$ref: '#/channels/talk/messages/heard'}]}
            {{operations}}{{Schemas}}
            """,
            expectDiagnostics: true);

        AssertSide(Client, run);
    }

    [Theory]
    [InlineData("onHeard", "sendSaid")]
    [InlineData("receiveHeard", "said")]
    [InlineData("heard", "sendSaid")]
    [InlineData("handleHeard", "emitSaid")]
    public void In_AsyncAPI_2_verbs_count_against_the_standard_only_in_both_directions(string publish, string subscribe)
    {
        var run = Run(Two, $"RECEIVEID={publish} SENDID={subscribe}");

        AssertSide(Server, run);
        Assert.Empty(run.Diagnostics);
    }

    [Theory]
    [InlineData("send", "sendQuotes", Server, "HG0031")]
    [InlineData("send", "quotes", Server, null)]
    [InlineData("send", "receiveQuotes", Server, "HG0031")]
    [InlineData("receive", "receiveQuotes", Client, "HG0031")]
    [InlineData("receive", "onQuote", Client, "HG0031")]
    [InlineData("receive", "quotesSubscribe", Client, "HG0031")]
    [InlineData("receive", "sendQuotes", Server, "HG0031")]
    [InlineData("receive", "quotes", Server, "HG0032")]
    public void One_direction_alone_decides(string action, string id, string side, string? reported)
    {
        var run = GeneratorRun.Of(
            $$"""
            asyncapi: 3.0.0
            info: {title: Ears}
            servers: {live: {host: ears.example, protocol: wss} }
            channels:
              talk: {address: /talk, messages: {quote: {payload: {$ref: '#/components/schemas/Said'} } } }
            operations:
              {{id}}: {action: {{action}}, channel: {$ref: '#/channels/talk'} }
            {{Schemas}}
            """,
            expectDiagnostics: true);

        Assert.Equal((action == "send") == (side == Client) ? "Said -> " : " -> Said", Directions(run, "Talk"));
        Assert.Equal(reported is null ? [] : [reported], run.Diagnostics.Select(d => d.Id));
    }

    [Theory]
    [InlineData("DOCUMENT=x-humegen:_{perspective:_SIDE}")]
    [InlineData("CHANNEL=x-humegen-perspective:_SIDE")]
    [InlineData("DOCUMENT=x-humegen:_{perspective:_OTHER} CHANNEL=x-humegen-perspective:_SIDE")]
    public void A_word_beats_all_signals(string word)
    {
        foreach (var (document, side) in from d in new[] { Three, Two } from s in new[] { Client, Server } select (d, s))
        {
            var parts = word.Replace("SIDE", side, StringComparison.Ordinal).Replace("OTHER", Other(side), StringComparison.Ordinal);
            foreach (var signals in new[] { "", " SENDID=sendSaid RECEIVEID=receiveHeard", " SENDID=receiveSaid RECEIVEID=sendHeard", " SEND=summary:_Client_messages, RECEIVE=summary:_Client_messages," })
            {
                var run = Run(document, parts + signals);

                AssertSide(side, run);
                Assert.Empty(run.Diagnostics);
            }
        }
    }

    [Theory]
    [InlineData("client")]
    [InlineData("Client ")]
    public void The_word_of_the_project_beats_those_of_the_document(string given)
    {
        foreach (var document in new[] { Three, Two })
        {
            var run = Run(document, "DOCUMENT=x-humegen:_{perspective:_server} CHANNEL=x-humegen-perspective:_server", new ProjectOptions { Perspective = given });

            AssertSide(Client, run);
            Assert.Empty(run.Diagnostics);
        }
    }

    [Fact]
    public void The_word_at_an_operation_of_AsyncAPI_3_beats_that_of_its_channel()
    {
        var run = Run(Three, "CHANNEL=x-humegen-perspective:_server RECEIVE=x-humegen-perspective:_client,");

        Assert.Equal(" -> Heard, Said", Directions(run, "Talk"));
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void A_word_turns_replies_around_too()
    {
        var run = GeneratorRun.Of($$"""
            asyncapi: 3.0.0
            info: {title: Ears}
            x-humegen: {perspective: client}
            servers: {live: {host: ears.example, protocol: wss} }
            channels:
              talk:
                address: /talk
                messages: {ask: {payload: {$ref: '#/components/schemas/Said'} }, answer: {payload: {$ref: '#/components/schemas/Heard'} } }
            operations:
              ask:
                action: send
                channel: {$ref: '#/channels/talk'}
                messages: [{$ref: '#/channels/talk/messages/ask'}]
                reply: {messages: [{$ref: '#/channels/talk/messages/answer'}]}
            {{Schemas}}
            """);

        Assert.Equal("Said -> Heard", Directions(run, "Talk"));
    }

    [Fact]
    public void A_word_of_the_project_that_means_nothing_is_reported_and_signals_decide()
    {
        var run = Run(Three, "SENDID=sendSaid RECEIVEID=receiveHeard", new ProjectOptions { Perspective = "vendor" });

        AssertSide(Client, run);
        var wrong = Assert.Single(run.Diagnostics, d => d.Id == "HG0302");
        Assert.Contains("'vendor'", wrong.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("client or server", wrong.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DOCUMENT=x-humegen:_{perspective:_cleint}", "x-humegen has 'perspective', which is 'cleint' and none of client, server.")]
    [InlineData("DOCUMENT=x-humegen:_{perspective:_true}", "x-humegen has 'perspective', which must be a string, but is true.")]
    [InlineData("CHANNEL=x-humegen-perspective:_vendor", "x-humegen-perspective is 'vendor', which is none of client, server.")]
    [InlineData("SAID=x-humegen-perspective:_client,", "x-humegen-perspective is at a node that does not read it; its places are: channel, operation of AsyncAPI 3.")]
    public void A_mistyped_word_is_reported_and_signals_decide(string word, string message)
    {
        var run = Run(Three, word + " SENDID=sendSaid RECEIVEID=receiveHeard");

        AssertSide(Client, run);
        Assert.StartsWith(message, Assert.Single(run.Diagnostics, d => d.Id == "HG0307").GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_of_AsyncAPI_2_reads_no_word()
    {
        var run = Run(Two, "SEND=x-humegen-perspective:_client,");

        AssertSide(Server, run);
        Assert.Equal("HG0307", Assert.Single(run.Diagnostics).Id);
    }

    [Fact]
    public void A_channel_whose_signals_all_differ_goes_its_own_way()
    {
        const string Operations = "send{0}: {{action: {1}, summary: {3}, channel: {{$ref: '#/channels/{0}'}}, messages: [{{$ref: '#/channels/{0}/messages/said'}}]}}\n"
            + "  receive{0}: {{action: {2}, summary: {4}, channel: {{$ref: '#/channels/{0}'}}, messages: [{{$ref: '#/channels/{0}/messages/heard'}}]}}";
        var messages = "messages: {said: {payload: {$ref: '#/components/schemas/Said'}}, heard: {payload: {$ref: '#/components/schemas/Heard'}}}";
        var run = GeneratorRun.Of(
            $$"""
            asyncapi: 3.0.0
            info: {title: Ears}
            servers: {live: {host: ears.example, protocol: wss} }
            channels:
              one: {address: /one, {{messages}} }
              two: {address: /two, {{messages}} }
              three: {address: /three, {{messages}} }
              four: {address: /four, {{messages}} }
              odd: {address: /odd, {{messages}} }
            operations:
              {{string.Format(Operations, "one", "send", "receive", "Client messages", "Server messages")}}
              {{string.Format(Operations, "two", "send", "receive", "Client messages", "Server messages")}}
              {{string.Format(Operations, "three", "send", "receive", "Client messages", "Server messages")}}
              {{string.Format(Operations, "four", "send", "receive", "Client messages", "Server messages")}}
              {{string.Format(Operations, "odd", "receive", "send", "Client messages", "Server messages")}}
            {{Schemas}}
            """,
            expectDiagnostics: true);

        foreach (var channel in new[] { "One", "Two", "Three", "Four", "Odd" })
            Assert.Equal("Said -> Heard", Directions(run, channel));
        var infos = run.Diagnostics.Select(d => d.GetMessage(null)).ToArray();
        Assert.Equal(2, infos.Length);
        Assert.Contains(infos, i => i.StartsWith("The channel 'odd' describes the server's side", StringComparison.Ordinal) && i.Contains("'x-humegen-perspective: client' there", StringComparison.Ordinal));
        Assert.Contains(infos, i => i.StartsWith("The document describes the client's side", StringComparison.Ordinal));
    }

    [Fact]
    public void A_channel_that_differs_from_what_the_document_says_outright_is_a_contradiction()
    {
        var text = Text(Three, "INFO=,description:_From_the_client's_point_of_view. SENDID=sendSaid RECEIVEID=receiveHeard");
        text = text.Replace("operations:", """
              odd: {address: /odd, messages: {said: {payload: {$ref: '#/components/schemas/Said'} }, heard: {payload: {$ref: '#/components/schemas/Heard'} } } }
              same: {address: /same, messages: {said: {payload: {$ref: '#/components/schemas/Said'} } } }
            operations:
              receiveOdd: {action: send, channel: {$ref: '#/channels/odd'}, messages: [{$ref: '#/channels/odd/messages/said'}]}
              sendOdd: {action: receive, channel: {$ref: '#/channels/odd'}, messages: [{$ref: '#/channels/odd/messages/heard'}]}
              sendA: {action: send, channel: {$ref: '#/channels/same'} }
              sendB: {action: send, channel: {$ref: '#/channels/same'} }
              sendC: {action: send, channel: {$ref: '#/channels/same'} }
              sendD: {action: send, channel: {$ref: '#/channels/same'} }
              sendE: {action: send, channel: {$ref: '#/channels/same'} }
            """, StringComparison.Ordinal);

        var run = GeneratorRun.Of(text, expectDiagnostics: true);

        AssertSide(Client, run);
        Assert.Equal("Heard -> Said", Directions(run, "Odd"));
        Assert.Equal(["HG0031", "HG0032"], run.Diagnostics.Select(d => d.Id).Order());
        Assert.StartsWith("The channel 'odd' may describe", run.Diagnostics.Single(d => d.Id == "HG0032").GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("protocol: wss", "protocol: amqp")]
    [InlineData("protocol: wss", "protocol: mqtt")]
    [InlineData("address: /talk", "x-humegen-ignore: true")]
    public void Documents_without_a_WebSocket_get_no_report_about_sides(string old, string replacement)
    {
        foreach (var parts in new[] { "", "SENDID=sendSaid RECEIVEID=receiveHeard", "SENDID=sendSaid RECEIVEID=sendHeard" })
            Assert.DoesNotContain(Run(Three.Replace(old, replacement, StringComparison.Ordinal), parts).Diagnostics, d => d.Id is "HG0031" or "HG0032");
    }

    [Fact]
    public void A_turned_channel_reports_what_is_wrong_where_it_stands()
    {
        var text = Text(Two, "DOCUMENT=x-humegen:_{perspective:_client} SEND=x-humegen-name:_5,");

        var wrong = Assert.Single(GeneratorRun.Of(text, expectDiagnostics: true).Diagnostics);

        Assert.Equal("HG0307", wrong.Id);
        Assert.Contains("subscribe:", text.Split('\n')[wrong.Location.GetLineSpan().StartLinePosition.Line], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export", "HG0031")]
    [InlineData("streaming", "HG0031")]
    [InlineData("confirmed", null)]
    public void Documents_in_the_shape_of_voice_APIs_come_out_as_their_callers_write(string shape, string? reported)
    {
        var run = GeneratorRun.Of(VendorShapes[shape], expectDiagnostics: true);

        AssertSide(Client, run);
        Assert.Equal(reported is null ? [] : [reported], run.Diagnostics.Select(d => d.Id));
    }

    // What documentation tools export, what vendors write by hand in AsyncAPI 3, and in AsyncAPI 2 as the standard means it.
    private static readonly Dictionary<string, string> VendorShapes = new()
    {
        ["export"] = """
            asyncapi: 2.6.0
            info: {title: Ears, version: subpackage_listen/v1.listen.v1}
            servers: {Production: {url: 'wss://ears.example/', protocol: wss}}
            channels:
              /talk:
                publish:
                  operationId: listen-v-1-publish
                  summary: Server messages
                  message: {oneOf: [{$ref: '#/components/messages/listen.v1-server-0-Heard'}]}
                subscribe:
                  operationId: listen-v-1-subscribe
                  summary: Client messages
                  message: {oneOf: [{$ref: '#/components/messages/listen.v1-client-0-Said'}]}
            """ + Schemas + """

              messages:
                listen.v1-server-0-Heard: {name: Heard, title: Heard, description: Receive results, payload: {$ref: '#/components/schemas/Heard'}}
                listen.v1-client-0-Said: {name: Said, title: Said, description: Send audio to be transcribed, payload: {$ref: '#/components/schemas/Said'}}
            """,
        ["streaming"] = """
            asyncapi: 3.0.0
            info: {title: Ears, description: Clients send audio and configuration and receive transcription events.}
            servers: {production: {host: ears.example, protocol: wss, description: Production WebSocket endpoint}}
            channels:
              talk: {address: /v3/ws, messages: {audio: {$ref: '#/components/messages/Audio'}, begins: {$ref: '#/components/messages/Begins'}, over: {$ref: '#/components/messages/Over'}}}
            operations:
              sendAudio: {action: send, channel: {$ref: '#/channels/talk'}, messages: [{$ref: '#/channels/talk/messages/audio'}], description: Send audio to the Speech to Text API.}
              receiveBegins: {action: receive, channel: {$ref: '#/channels/talk'}, messages: [{$ref: '#/channels/talk/messages/begins'}], description: Receive the confirmation that the session has begun.}
              receiveOver: {action: receive, channel: {$ref: '#/channels/talk'}, messages: [{$ref: '#/channels/talk/messages/over'}], description: Receive confirmation that the session was terminated by the server.}
            """ + Schemas + """

                Over: {type: object, required: [over], properties: {over: {type: boolean}}}
              messages:
                Audio: {title: Terminate Session (Client Initiated), summary: Client sends audio., payload: {$ref: '#/components/schemas/Said'}}
                Begins: {summary: Server message indicating that the session has begun., payload: {$ref: '#/components/schemas/Heard'}}
                Over: {summary: Error of a session., payload: {$ref: '#/components/schemas/Over'}}
            """,
        ["confirmed"] = """
            asyncapi: 2.6.0
            info: {title: Ears, version: '1'}
            servers: {API: {url: 'wss://ears.example', protocol: wss}}
            channels:
              /talk:
                publish: {operationId: sendMessage, description: Send messages to the WebSocket, message: {$ref: '#/components/messages/SendAudio'}}
                subscribe: {operationId: receiveMessage, description: Receive messages from the WebSocket, message: {$ref: '#/components/messages/Results'}}
            """ + Schemas + """

              messages:
                SendAudio: {summary: Send audio, payload: {$ref: '#/components/schemas/Said'}}
                Results: {summary: 'As you send audio, results come', payload: {$ref: '#/components/schemas/Heard'}}
            """,
    };

    [Fact]
    public void A_vendors_document_compiles_the_way_its_callers_write()
    {
        var run = GeneratorRun.Of(
            [new SpecText("spec.yml", Text(Three, "SENDID=sendSaid RECEIVEID=receiveHeard"))],
            expectDiagnostics: true,
            userCode: """
                using System.Threading.Tasks;

                internal static class Usage
                {
                    public static async Task<string?> RunAsync(Ears.TalkConnection talk)
                    {
                        await talk.SendAsync(new Ears.Said { SaidValue = "hello" });
                        await foreach (var item in talk.ReadAllAsync())
                        {
                            if (item is Ears.Heard heard)
                                return heard.HeardValue;
                        }

                        return null;
                    }
                }
                """);

        Assert.NotNull(run.Output.GetTypeByMetadataName("Ears.TalkConnection"));
    }

    private static GeneratorRun Run(string document, string parts, ProjectOptions? options = null) =>
        GeneratorRun.Of([new SpecText("spec.yml", Text(document, parts))], expectDiagnostics: true, options: options);

    // "NAME=text NAME=text": underscores stand for spaces. What is not given says nothing.
    private static string Text(string document, string parts)
    {
        var given = parts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1].Replace('_', ' '));
        foreach (var (name, otherwise) in new[]
        {
            ("SAIDKEY", "one"), ("HEARDKEY", "two"), ("SENDID", "first"), ("RECEIVEID", "second"), ("SEND", ""), ("RECEIVE", ""), ("SAID", ""), ("HEARD", ""),
            ("DOCUMENT", ""), ("CHANNEL", ""), ("INFO", ""), ("SERVER", ""),
        })
        {
            document = document.Replace(name, given.GetValueOrDefault(name, otherwise), StringComparison.Ordinal);
        }

        return document;
    }

    private static void AssertSide(string side, GeneratorRun run) => Assert.Equal(side == Client ? "Said -> Heard" : "Heard -> Said", Directions(run, "Talk"));

    // The records that the connection takes, and those that come out of it.
    private static string Directions(GeneratorRun run, string channel)
    {
        var connection = run.Output.GetTypeByMetadataName($"Ears.{channel}Connection") ?? run.Output.GetTypeByMetadataName($"EarsClient.{channel}Connection")
            ?? run.Output.GetTypeByMetadataName($"EarsServer.{channel}Connection")!;
        var unions = connection.BaseType!.TypeArguments;
        return $"{Members(unions[0])} -> {Members(unions[1])}";

        string Members(ITypeSymbol union) => string.Join(", ", new[] { "Heard", "Said" }.Where(n => run.Output.GetTypeByMetadataName($"{connection.ContainingNamespace}.{n}") is { } type
            && type.AllInterfaces.Contains(union, SymbolEqualityComparer.Default)));
    }

    private static string Other(string side) => side == Client ? Server : Client;
}
