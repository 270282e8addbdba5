using HumeGen.Generator.Model;
using HumeGen.Generator.Slicing;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>Every generated type is partial: a project adds to it, and what it declares itself is not generated.</summary>
public class CustomizingTests
{
    private const string Spec = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        paths:
          /things/{id}:
            get:
              operationId: get_thing
              tags: [things]
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
              responses: {'200': {description: A thing., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
        components:
          schemas:
            Thing: {type: object, required: [name], properties: {name: {type: string}, size: {type: integer, format: int32}, color: {$ref: '#/components/schemas/Color'}}}
            Color: {type: string, enum: [red, green]}
            Other: {type: object, properties: {name: {type: string}}}
        """;

    [Fact]
    public void A_member_can_be_added_to_every_kind_of_type() => GeneratorRun.Of(
        Spec,
        userCode: """
            namespace Sample
            {
                public sealed partial record Thing { public string Title => Name.ToUpperInvariant(); }
                public readonly partial struct Color { public bool IsWarm => Kind == Kinds.Red; }
                public partial interface IThingsClient { System.Threading.Tasks.Task<bool> ExistsAsync(string id); }
                public sealed partial class ThingsClient
                {
                    /// <inheritdoc/>
                    public async System.Threading.Tasks.Task<bool> ExistsAsync(string id) => (await GetThingAsync(id)).Name.Length > 0;
                }
            }
            """);

    [Fact]
    public void A_property_that_the_project_declares_is_not_generated_and_still_read_and_written()
    {
        var run = GeneratorRun.Of(
            Spec,
            expectDiagnostics: true,
            userCode: """
                namespace Sample;
                public sealed partial record Thing
                {
                    private readonly string _name = "";
                    public required string Name { get => _name; init => _name = value.Trim(); }
                }
                """);

        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("HG0304", DiagnosticSeverity.Info), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal("'Thing.Name' is declared here, so the generator leaves its own out; other generated code expects its type to be 'string'. Remove this one to get the generated one back.", diagnostic.GetMessage());
        Assert.Equal(("User.cs", 5), (diagnostic.Location.GetLineSpan().Path, diagnostic.Location.GetLineSpan().StartLinePosition.Line));
        Assert.DoesNotContain("Name { get;", run.File("Sample.Thing.g.cs"), StringComparison.Ordinal);
        using var output = new LoadedOutput(run);
        Assert.Equal("""{"name":"chair","size":3}""", output.RoundTrip("Sample.Thing", """{"name":"  chair ","size":3}"""));
    }

    [Fact]
    public void A_method_that_the_project_declares_is_not_generated_and_other_overloads_are()
    {
        var run = GeneratorRun.Of(
            Spec,
            expectDiagnostics: true,
            userCode: """
                using System.Threading;
                using System.Threading.Tasks;
                using HumeGen;
                namespace Sample
                {
                    public sealed partial class ThingsClient
                    {
                        /// <inheritdoc/>
                        public Task<Thing> GetThingAsync(string id, ApiCallOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(new Thing { Name = _pipeline is null ? "" : id });

                        public Task<Thing> GetThingAsync(int number) => GetThingAsync("number " + number);
                    }
                }
                public static class Usage { public static object? Run() => new Sample.SampleClient("k").Things.GetThingAsync("chair").Result.Name; }
                """);

        var message = Assert.Single(run.Diagnostics).GetMessage();
        Assert.StartsWith("'ThingsClient.GetThingAsync(string,ApiCallOptions,CancellationToken)' is declared here", message, StringComparison.Ordinal);
        Assert.Contains("its type to be 'System.Threading.Tasks.Task<Sample.Thing>'", message, StringComparison.Ordinal);
        using var output = new LoadedOutput(run);
        Assert.Equal("chair", output.Run());
    }

    [Fact]
    public void How_a_type_is_read_can_be_replaced_as_well()
    {
        var run = GeneratorRun.Of(
            Spec,
            expectDiagnostics: true,
            userCode: """
                namespace Sample;
                public readonly partial struct Color
                {
                    /// <inheritdoc/>
                    public static Color ReadJson(ref System.Text.Json.Utf8JsonReader reader) => new(reader.GetString()!.ToLowerInvariant());
                }
                """);

        using var output = new LoadedOutput(run);
        Assert.Equal("""{"name":"a","color":"red"}""", output.RoundTrip("Sample.Thing", """{"name":"a","color":"RED"}"""));
    }

    [Fact]
    public void Members_of_other_types_and_of_types_that_are_not_partial_change_nothing()
    {
        var run = GeneratorRun.Of(
            Spec,
            userCode: """
                namespace Elsewhere { public sealed partial record Thing { public int Name { get; set; } } }
                namespace Sample { public class Holder { public partial class Thing { public int Name { get; set; } } } }
                """);

        Assert.Equal(["string Name", "int? Size", "Color? Color", "IReadOnlyDictionary<string, JsonElement>? AdditionalProperties"], run.Properties("Sample.Thing"));
    }

    [Fact]
    public void An_overlay_of_the_project_renames_and_leaves_out_what_the_bundled_one_named()
    {
        var run = GeneratorRun.Of(
            [
                .. SpecText.FromRepository(),
                new SpecText("a-wish.yml", """
                    overlay: 1.0.0
                    info: {title: Wishes, version: '1'}
                    actions:
                      - {target: "$.paths['/v0/evi/prompts'].post", x-document: Speech-to-speech (EVI), update: {x-humegen-name: WritePrompt}}
                      - {target: "$.paths['/v0/evi/prompts/{id}'].delete", x-document: Speech-to-speech (EVI), update: {x-humegen-ignore: true}}
                      - {target: $.components.schemas.posted_prompt, x-document: Speech-to-speech (EVI), update: {x-humegen-name: NewPrompt}}
                    """),
            ]);

        var members = run.Output.GetTypeByMetadataName("Hume.EmpathicVoice.IPromptsClient")!.GetMembers().Select(m => m.Name).ToArray();
        Assert.Contains("WritePromptAsync", members);
        Assert.DoesNotContain("CreatePromptAsync", members);
        Assert.DoesNotContain("DeletePromptAsync", members);
        Assert.Contains("DeletePromptVersionAsync", members);
        Assert.Contains("Hume.EmpathicVoice.NewPrompt", run.TypeNames());
        Assert.DoesNotContain("Hume.EmpathicVoice.PostedPrompt", run.TypeNames());
    }

    [Fact]
    public void An_overlay_of_the_project_adds_a_message_that_nobody_has_published()
    {
        var run = GeneratorRun.Of(
            [
                .. SpecText.FromRepository(),
                new SpecText("z-wish.yml", """
                    overlay: 1.0.0
                    info: {title: Wishes, version: '1'}
                    actions:
                      - {target: $.components.messages, x-document: Hume AI WebSocket APIs, update: {Pause: {payload: {$ref: '#/components/schemas/Pause'}}}}
                      - target: $.components.schemas
                        x-document: Hume AI WebSocket APIs
                        update: {Pause: {type: object, required: [type, ms], properties: {type: {type: string, enum: [pause]}, ms: {type: integer, x-humegen-type: TimeSpan}}}}
                      - {target: "$.channels['/chat'].subscribe.message.oneOf", x-document: Hume AI WebSocket APIs, update: {$ref: '#/components/messages/Pause'}}
                      - {target: "$.channels['/chat/{chat_id}/connect'].subscribe.message.oneOf", x-document: Hume AI WebSocket APIs, update: {$ref: '#/components/messages/Pause'}}
                    """),
            ],
            userCode: """
                using HumeGen.Json;
                using Hume.EmpathicVoice;
                public static class Usage
                {
                    public static object? Run() => ApiJson.Read("{\"type\":\"pause\",\"ms\":1500}"u8, ISubscribeEvent.ReadJson) is Pause pause ? pause.Ms.TotalSeconds : null;
                }
                """);

        using var output = new LoadedOutput(run);
        Assert.Equal(1.5, output.Run());
    }

    [Fact]
    public void Declaring_a_member_emits_its_type_alone()
    {
        var session = new GeneratorSession([new SpecText("spec.yml", Spec)]);
        session.Run();

        session.EditUserCode("namespace Sample; public sealed partial record Thing { public required string Name { get; init; } }");

        var result = session.Run();
        Assert.Equal("Thing", Assert.Single(StepAssert.Changed(result, StepNames.Types).Cast<Slice<TypeModel>>()).Models[0].Name);
        Assert.Empty(StepAssert.Changed(result, StepNames.Clients));

        session.EditUserCode("");
        session.Run();
        Assert.Empty(session.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void Edits_inside_a_member_run_nothing()
    {
        const string Code = "namespace Sample; public sealed partial record Thing { public int Twice() { return 2; } }";
        var session = new GeneratorSession([new SpecText("spec.yml", Spec)], Code);
        session.Run();

        session.EditUserCode(Code.Replace("2;", "2 + 2;", StringComparison.Ordinal));

        StepAssert.NothingRan(session.Run());
    }
}
