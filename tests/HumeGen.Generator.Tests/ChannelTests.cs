using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>Code that channels let a user write, and code that they reject.</summary>
public class ChannelTests
{
    private static readonly SpecText[] Specs = SpecText.FromRepository();

    [Fact]
    public void All_four_channels_become_connections()
    {
        var run = GeneratorRun.Of(Specs);

        Assert.Equal(
            ["Hume.EmpathicVoice.ChatConnection", "Hume.EmpathicVoice.ControlPlaneConnection", "Hume.ExpressionMeasurement.Stream.StreamConnection", "Hume.Tts.StreamInputConnection"],
            run.TypeNames().Where(t => run.Output.GetTypeByMetadataName(t) is { BaseType.Name: "RealtimeConnection" }).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_document_has_four_channels_and_24_messages_and_audio_as_bytes()
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(global::HumeGen.Generator.Reading.SpecReader.Read("hume.asyncapi.yml", File.ReadAllText(Repository.Find("specs", "hume.asyncapi.yml")), default).Json)!;
        var messages = document["components"]!["messages"]!.AsObject();

        Assert.Equal(4, document["channels"]!.AsObject().Count);
        Assert.Equal(24, messages.Count(m => m.Value!["contentType"] is null));
        Assert.Equal("StreamInputAudio", Assert.Single(messages, m => m.Value!["contentType"] is not null).Key);
    }

    [Theory]
    [InlineData("Hume.EmpathicVoice.IPublishEvent", 8)]
    [InlineData("Hume.EmpathicVoice.IControlPlanePublishEvent", 7)]
    [InlineData("Hume.EmpathicVoice.ISubscribeEvent", 12)]
    [InlineData("Hume.ExpressionMeasurement.Stream.IStreamSubscribeEvent", 3)]
    [InlineData("Hume.Tts.IStreamInputEvent", 3)]
    public void Each_union_has_the_messages_of_its_channel(string union, int messages)
    {
        var run = GeneratorRun.Of(Specs);
        var type = run.Output.GetTypeByMetadataName(union)!;

        var members = run.TypeNames().Select(run.Output.GetTypeByMetadataName).OfType<INamedTypeSymbol>()
            .Where(t => t.TypeKind == TypeKind.Class && t.AllInterfaces.Contains(type, SymbolEqualityComparer.Default) && !t.Name.StartsWith("Unknown", StringComparison.Ordinal));

        Assert.Equal(messages, members.Count());
    }

    [Theory]
    [InlineData("ChatConnection", "new AudioInput { Data = new byte[1] }")]
    [InlineData("ChatConnection", "new UserInput { Text = \"hello\" }")]
    [InlineData("ControlPlaneConnection", "new UserInput { Text = \"hello\" }")]
    public void A_message_that_the_channel_takes_compiles(string connection, string message) => Assert.Empty(Errors(connection, message));

    [Theory]
    [InlineData("ControlPlaneConnection", "new AudioInput { Data = new byte[1] }")]
    [InlineData("ChatConnection", "new AssistantEnd()")]
    [InlineData("ControlPlaneConnection", "new Hume.Tts.PublishTts()")]
    public void A_message_that_the_channel_does_not_take_is_a_compiler_error(string connection, string message) =>
        Assert.Equal("CS1503", Assert.Single(Errors(connection, message)).Id);

    [Fact]
    public void A_document_in_the_form_of_a_published_one_compiles_as_it_is()
    {
        // Keys as apiKey security schemes, channels without servers, nullable as in OpenAPI 3.0, objects inline, no extensions.
        var run = GeneratorRun.Of("""
            asyncapi: 2.6.0
            info: {title: Parrot, version: 1.0.0}
            servers:
              talk: {url: wss://parrot.example/v1, protocol: wss, security: [{key: []}, {token: []}]}
              watch: {url: wss://parrot.example/v2, protocol: wss, security: [{header: []}]}
            channels:
              /chat/{cage}:
                parameters: {cage: {schema: {type: string}}}
                bindings:
                  ws:
                    query:
                      type: object
                      properties: {api_key: {type: string}, access_token: {type: string}, loud: {type: boolean, default: false}}
                publish:
                  operationId: talk
                  message: {oneOf: [{$ref: '#/components/messages/Word'}, {$ref: '#/components/messages/Cracker'}]}
                subscribe:
                  operationId: listen
                  message: {$ref: '#/components/messages/Squawk'}
            components:
              securitySchemes:
                key: {type: apiKey, in: query, name: api_key}
                token: {type: apiKey, in: query, name: access_token}
                header: {type: apiKey, in: header, name: X-Key}
              messages:
                Word: {name: word, payload: {$ref: '#/components/schemas/Word'}}
                Cracker: {name: cracker, payload: {$ref: '#/components/schemas/Cracker'}}
                Squawk: {name: squawk, payload: {$ref: '#/components/schemas/Squawk'}}
              schemas:
                Word: {type: object, required: [type, text], properties: {type: {type: string, enum: [word]}, text: {type: string}, id: {type: string, nullable: true}}}
                Cracker: {type: object, required: [type], properties: {type: {type: string, enum: [cracker]}}}
                Squawk: {type: object, required: [type, sound], properties: {type: {type: string, enum: [squawk]}, sound: {type: string, format: base64}, mood: {type: object, properties: {joy: {type: number}}}}}
            """);

        var connect = run.Output.GetTypeByMetadataName("Parrot.IChatCageClient")!.GetMembers("ConnectAsync").OfType<IMethodSymbol>().Single();
        Assert.Equal(["cage", "query", "options", "cancellationToken"], connect.Parameters.Select(p => p.Name));
        Assert.Equal("Loud", Assert.Single(run.Properties("Parrot.ChatCageConnectRequest")).Split(' ')[^1]);
    }

    [Fact]
    public void AsyncApi_3_turns_the_view_around_and_gives_the_same_connection()
    {
        // What the application receives is what its client sends.
        var run = GeneratorRun.Of("""
            asyncapi: 3.0.0
            info: {title: Parrot, version: 1.0.0}
            x-humegen: {perspective: server}
            servers:
              cage: {host: parrot.example, pathname: /v1, protocol: wss}
            channels:
              chat:
                address: /chat
                messages:
                  word: {$ref: '#/components/messages/Word'}
                  squawk: {$ref: '#/components/messages/Squawk'}
            operations:
              hear: {action: receive, channel: {$ref: '#/channels/chat'}, messages: [{$ref: '#/channels/chat/messages/word'}]}
              answer: {action: send, channel: {$ref: '#/channels/chat'}, messages: [{$ref: '#/channels/chat/messages/squawk'}]}
            components:
              messages:
                Word: {payload: {$ref: '#/components/schemas/Word'}}
                Squawk: {payload: {$ref: '#/components/schemas/Squawk'}}
              schemas:
                Word: {type: object, required: [type, text], properties: {type: {const: word, type: string}, text: {type: string}}}
                Squawk: {type: object, required: [type, sound], properties: {type: {const: squawk, type: string}, sound: {type: string, format: base64}}}
            """);

        var connection = run.Output.GetTypeByMetadataName("Parrot.ChatConnection")!;
        Assert.Equal(["IChatClientMessage", "IChatServerMessage"], connection.BaseType!.TypeArguments.Select(t => t.Name));
        Assert.Contains("IChatClientMessage", run.Output.GetTypeByMetadataName("Parrot.Word")!.Interfaces.Select(i => i.Name));
        Assert.Contains("IChatServerMessage", run.Output.GetTypeByMetadataName("Parrot.Squawk")!.Interfaces.Select(i => i.Name));
        Assert.Contains("wss://parrot.example/v1", run.File("Parrot.ParrotChatClient.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("over here", "over%20here")]
    [InlineData("here/there", "here~1there")]
    [InlineData("half%20way", "half%2520way")]
    [InlineData("about~1", "about~01")]
    public void Messages_and_payloads_are_found_however_references_escape_their_names(string key, string escaped)
    {
        var components = $$"""
            components:
              messages:
                '{{key}}': {payload: {$ref: '#/components/schemas/{{escaped}}'} }
              schemas:
                '{{key}}': {x-humegen-name: Word, type: object, properties: {text: {type: string} } }
            """;
        var two = GeneratorRun.Of($$"""
            asyncapi: 2.6.0
            info: {title: Parrot, version: 1.0.0}
            servers: {cage: {url: wss://parrot.example, protocol: wss} }
            channels:
              /chat: {subscribe: {message: {$ref: '#/components/messages/{{escaped}}'} } }
            {{components}}
            """);
        var three = GeneratorRun.Of($$"""
            asyncapi: 3.0.0
            info: {title: Parrot, version: 1.0.0}
            servers: {cage: {host: parrot.example, protocol: wss} }
            channels:
              'chat {loud}': {address: /chat, messages: {'{{key}}': {$ref: '#/components/messages/{{escaped}}'} } }
            operations:
              talk: {action: send, channel: {$ref: '#/channels/chat%20%7Bloud%7D'}, messages: [{$ref: '#/channels/chat%20%7Bloud%7D/messages/{{escaped}}'}]}
            {{components}}
            """);

        Assert.Equal(["IChatServerMessage"], Unions(two));
        Assert.Equal(["IChatLoudServerMessage"], Unions(three));

        static IEnumerable<string> Unions(GeneratorRun run) => run.Output.GetTypeByMetadataName("Parrot.Word")!.Interfaces.Select(i => i.Name)
            .Where(n => n.EndsWith("Message", StringComparison.Ordinal));
    }

    [Fact]
    public void Published_documents_take_the_place_of_the_bundled_ones()
    {
        // CI hands over the folder; elsewhere the bundled documents, which follow the same form, stand in for it.
        var folder = Environment.GetEnvironmentVariable("HUMEGEN_UPSTREAM") ?? Repository.Find("specs");
        foreach (var file in Directory.GetFiles(folder, "*asyncapi.yml"))
        {
            var result = new GeneratorSession([SpecText.FromFile(file)]);
            Assert.Empty(result.Run().Diagnostics);
            Assert.Empty(result.Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS1591"));
        }
    }

    private static Diagnostic[] Errors(string connection, string message)
    {
        var session = new GeneratorSession(Specs, $$"""
            using System.Threading.Tasks;
            using Hume.EmpathicVoice;

            internal static class Usage
            {
                public static async Task RunAsync({{connection}} chat) => await chat.SendAsync({{message}});
            }
            """);
        session.Run();
        return [.. session.Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
    }
}
