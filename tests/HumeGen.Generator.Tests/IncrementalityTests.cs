using HumeGen.Generator.Equality;
using HumeGen.Generator.Model;
using HumeGen.Generator.Slicing;
using HumeGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>An edit runs what it touches and nothing else.</summary>
public class IncrementalityTests
{
    private const string Spec = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        paths:
          /things:
            get:
              operationId: list_things
              tags: [things]
              responses: {'200': {description: A thing., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
          /tools:
            get:
              operationId: list_tools
              tags: [tools]
              responses: {'200': {description: A tool., content: {application/json: {schema: {$ref: '#/components/schemas/Tool'}}}}}
        components:
          schemas:
            Spare: {type: object, properties: {name: {type: string}}}
            Thing:
              description: A thing.
              type: object
              properties: {name: {type: string}, tool: {$ref: '#/components/schemas/Tool'}}
            Tool:
              description: A tool.
              type: object
              properties: {name: {type: string}}
            Voice:
              description: A voice.
              type: object
              properties: {name: {type: string}}
        """;

    private readonly GeneratorSession _session = new([new SpecText("spec.yml", Spec), new SpecText("other.yml", Spec.Replace("Sample", "Other", StringComparison.Ordinal)), new SpecText("readme.txt", "no spec")]);

    public IncrementalityTests() => _session.Run();

    [Fact]
    public void An_edit_of_CSharp_runs_nothing()
    {
        _session.EditCSharp();

        StepAssert.NothingRan(_session.Run());
    }

    [Fact]
    public void Files_that_are_no_specs_are_not_looked_at()
    {
        _session.Save(new SpecText("readme.txt", "still no spec"));

        StepAssert.NothingRan(_session.Run());
    }

    [Theory]
    [InlineData("info: {title", "# A comment.\ninfo: {title")]
    [InlineData("            Tool:\n", "\n\n            Tool:   \n")]
    [InlineData("{type: string}, tool", "{ type:   string }, tool")]
    public void A_comment_or_space_in_a_spec_emits_nothing(string old, string @new)
    {
        // The raw text of this file is indented less than it looks.
        _session.Save(new SpecText("spec.yml", Spec).With(Unindent(old), Unindent(@new)));

        var result = _session.Run();

        Assert.Equal("1 Modified, 1 Cached", StepAssert.Reasons(result, StepNames.Documents));
        Assert.Equal("1 Unchanged, 1 Cached", StepAssert.Reasons(result, StepNames.Trees));
        Assert.Equal("1 Cached", StepAssert.Reasons(result, StepNames.Api));
        NothingEmitted(result);
    }

    [Fact]
    public void An_edit_of_a_description_loads_and_binds_nothing()
    {
        _session.Save(new SpecText("spec.yml", Spec).With("A voice.", "A better voice, of two lines."));

        var result = _session.Run();

        Assert.Equal("1 Unchanged, 1 Cached", StepAssert.Reasons(result, StepNames.Trees));
        Assert.Equal("2 Cached", StepAssert.Reasons(result, StepNames.Loaded));
        Assert.Equal("1 Cached", StepAssert.Reasons(result, StepNames.Api));
        Assert.Contains("A better voice, of two lines.", result.GeneratedSources.Single(s => s.HintName == "Sample.Voice.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_of_one_specification_loads_one_document()
    {
        _session.Save(new SpecText("spec.yml", Spec).With("Spare: {type: object", "Spare: {title: Another, type: object"));

        var result = _session.Run();

        Assert.Equal("1 Modified, 1 Cached", StepAssert.Reasons(result, StepNames.Loaded));
        Assert.Equal(["spec.yml"], Loaded(result));
    }

    [Fact]
    public void An_edit_that_moves_nothing_loads_nothing()
    {
        var spec = new SpecText("spec.yml", Spec + "# The end.\n");
        _session.Save(spec);
        _session.Run();
        _session.Save(spec.With("# The end.", "# Our end."));

        var result = _session.Run();

        Assert.Equal("1 Unchanged, 1 Cached", StepAssert.Reasons(result, StepNames.Documents));
        Assert.Equal("2 Cached", StepAssert.Reasons(result, StepNames.Loaded));
        Assert.Equal("1 Cached", StepAssert.Reasons(result, StepNames.Api));
    }

    [Fact]
    public void An_edit_of_an_overlay_loads_the_documents_that_it_is_for()
    {
        var overlay = new SpecText("overlay.yml", "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n  - {target: $.components.schemas.Voice, x-document: Other, update: {title: One}}\n");
        var session = new GeneratorSession([new SpecText("spec.yml", Spec), new SpecText("other.yml", Spec.Replace("Sample", "Other", StringComparison.Ordinal)), overlay]);
        session.Run();
        session.Save(overlay.With("title: One", "title: Two"));

        var result = session.Run();

        Assert.Equal("1 Modified, 1 Cached", StepAssert.Reasons(result, StepNames.Loaded));
        Assert.Equal(["other.yml"], Loaded(result));

        // Now for both.
        session.Save(overlay.With("x-document: Other, ", ""));

        Assert.Equal(["other.yml", "spec.yml"], Loaded(session.Run()));
    }

    [Fact]
    public void An_edit_of_a_file_loads_the_documents_that_take_parts_from_it_on_whatever_way()
    {
        const string Head = "openapi: 3.1.0\npaths: {}\n";
        var parts = new SpecText("lib/parts.yml", "Part: {type: object, properties: {size: {type: integer}}}\n");
        var session = new GeneratorSession(
        [
            new SpecText("a.yml", Head + "info: {title: A, version: '1'}\ncomponents: {schemas: {A: {type: object, properties: {b: {$ref: 'b.yml#/components/schemas/B'}}}}}\n"),
            new SpecText("b.yml", Head + "info: {title: B, version: '1'}\ncomponents: {schemas: {B: {type: object}}}\n"),
            new SpecText("c.yml", Head + "info: {title: C, version: '1'}\ncomponents: {schemas: {C: {type: object}}}\n"),
            new SpecText("o.yml", "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions: [{target: $.components.schemas.B, x-document: B, update: {properties: {part: {$ref: 'lib/p%61rts.yml#/Part'}}}}]\n"),
            parts,
        ]);
        session.Run();
        session.Save(parts.With("size: {type: integer}", "width: {type: integer}"));

        var result = session.Run();

        Assert.Equal(["a.yml", "b.yml"], Loaded(result));
        Assert.Contains("A.Part", ChangedTypes(result));
        Assert.Contains("B.Part", ChangedTypes(result));
        Assert.Contains("Width", result.GeneratedSources.Single(s => s.HintName == "A.Part.g.cs").SourceText.ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void What_an_edit_leaves_loaded_is_as_good_as_new()
    {
        var specs = SpecText.FromRepository();
        var tts = specs.Single(s => s.Path == "hume-tts-openapi.yml");
        var edited = tts.With("\n  schemas:\n", "\n  schemas:\n    ANewOne: {type: object, properties: {name: {type: string}}}\n");
        var session = new GeneratorSession(specs);
        session.Run();
        session.Save(edited);

        var incremental = session.Run();

        var fresh = new GeneratorSession([.. specs.Select(s => s == tts ? edited : s)]).Run();
        Assert.Equal(Sources(fresh), Sources(incremental));

        static IEnumerable<(string, string)> Sources(GeneratorRunResult result) =>
            result.GeneratedSources.Select(s => (s.HintName, s.SourceText.ToString())).OrderBy(s => s.HintName, StringComparer.Ordinal);
    }

    [Fact]
    public void Saving_the_same_text_again_reads_the_file_and_does_nothing_more()
    {
        _session.Save(new SpecText("spec.yml", Spec));

        var result = _session.Run();

        Assert.Empty(StepAssert.Changed(result, StepNames.Documents));
        NothingEmitted(result);
    }

    [Fact]
    public void A_changed_description_emits_one_type()
    {
        _session.Save(new SpecText("spec.yml", Spec).With("A voice.", "A better voice."));

        var result = _session.Run();

        Assert.Equal(["Sample.Voice"], ChangedTypes(result));
        Assert.Empty(StepAssert.Changed(result, StepNames.Clients));
        Assert.Equal(["Sample.Voice"], EmittedAgain(result));
    }

    [Theory]
    [InlineData("    Thing:\n", "Appliance")]
    [InlineData("    Tool:\n", "Tip")]
    [InlineData("    Voice:\n", "Vase")]
    public void A_new_schema_emits_itself_wherever_it_is_put(string before, string name)
    {
        _session.Save(new SpecText("spec.yml", Spec).With(before, $"    {name}: {{type: object, properties: {{size: {{type: integer}}}}}}\n{before}"));

        var result = _session.Run();

        Assert.Equal([$"Sample.{name}"], ChangedTypes(result));
        Assert.Equal([$"Sample.{name}"], EmittedAgain(result));
        Assert.Contains($"Sample.{name}.g.cs", result.GeneratedSources.Select(s => s.HintName));
    }

    [Fact]
    public void A_schema_that_goes_takes_only_its_own_files_along()
    {
        _session.Save(new SpecText("spec.yml", Spec).With("    Spare: {type: object, properties: {name: {type: string}}}\n", ""));

        var result = _session.Run();

        Assert.Empty(ChangedTypes(result));
        Assert.Empty(EmittedAgain(result));
        Assert.DoesNotContain("Sample.Spare.g.cs", result.GeneratedSources.Select(s => s.HintName));
        Assert.Contains("Other.Spare.g.cs", result.GeneratedSources.Select(s => s.HintName));
    }

    [Fact]
    public void A_new_operation_emits_its_client()
    {
        _session.Save(new SpecText("spec.yml", Spec).With("  /tools:\n", "  /teas: {get: {operationId: list_teas, tags: [things], responses: {'204': {description: None.}}}}\n  /tools:\n"));

        var result = _session.Run();

        Assert.Equal(["Sample.ThingsClient"], StepAssert.Changed(result, StepNames.Clients).Cast<Slice<ClientModel>>().Select(c => $"{c.Models[0].Namespace}.{c.Models[0].Name}"));
        Assert.Empty(ChangedTypes(result));
        Assert.Equal(["Sample.ThingsClient"], EmittedAgain(result));
    }

    [Fact]
    public void A_new_client_emits_itself_and_its_parent()
    {
        _session.Save(new SpecText("spec.yml", Spec).With("  /tools:\n", "  /teas: {get: {operationId: list_teas, tags: [teas], responses: {'204': {description: None.}}}}\n  /tools:\n"));

        var result = _session.Run();

        Assert.Equal(["Sample.SampleClient", "Sample.TeasClient"], EmittedAgain(result));
    }

    [Fact]
    public void One_schema_of_the_bundled_specs_more_emits_one_type_more()
    {
        var specs = SpecText.FromRepository();
        var session = new GeneratorSession(specs);
        session.Run();
        var tts = specs.Single(s => s.Path == "hume-tts-openapi.yml");
        session.Save(tts.With("\n  schemas:\n", "\n  schemas:\n    ANewOne: {type: object, properties: {name: {type: string}}}\n"));

        Assert.Equal(["Hume.Tts.ANewOne"], EmittedAgain(session.Run()));
    }

    [Fact]
    public void A_message_that_a_channel_gets_emits_itself_and_the_union_that_it_is_in()
    {
        var specs = SpecText.FromRepository();
        var session = new GeneratorSession(specs);
        session.Run();
        var messages = specs.Single(s => s.Path == "hume.asyncapi.yml");
        session.Save(messages
            .With("operationId: eviChatSend\n      summary: A message that a client may send to a chat.\n      message:\n        oneOf:\n          - $ref: '#/components/messages/AudioInput'\n", "operationId: eviChatSend\n      summary: A message that a client may send to a chat.\n      message:\n        oneOf:\n          - $ref: '#/components/messages/AudioInput'\n          - $ref: '#/components/messages/Wave'\n")
            .With("\n  messages:\n", "\n  messages:\n    Wave: {payload: {$ref: '#/components/schemas/Wave'}}\n")
            .With("\n  schemas:\n", "\n  schemas:\n    Wave: {type: object, required: [type], properties: {type: {type: string, enum: [wave]}}}\n"));

        Assert.Equal(["Hume.EmpathicVoice.IPublishEvent", "Hume.EmpathicVoice.Wave"], EmittedAgain(session.Run()));
    }

    [Fact]
    public void A_new_field_emits_its_type()
    {
        var specs = SpecText.FromRepository();
        var session = new GeneratorSession(specs);
        session.Run();
        var evi = specs.Single(s => s.Path == "hume-evi-openapi.yml");
        session.Save(evi.With(
            "      description: A prompt to create.\n      type: object\n      properties:\n",
            "      description: A prompt to create.\n      type: object\n      properties:\n        mood: {type: string}\n"));

        Assert.Equal(["Hume.EmpathicVoice.PostedPrompt"], EmittedAgain(session.Run()));
    }

    [Fact]
    public void Types_in_their_thousands_share_files_so_that_the_compiler_has_few_to_compare()
    {
        var schemas = Enumerable.Range(0, 1_010).Select(i => $"    Thing{i}: {{type: object, description: Number {i}., properties: {{name: {{type: string}}, next: {{$ref: '#/components/schemas/Thing{i / 2}'}}}}}}\n");
        var spec = new SpecText("spec.yml", $"openapi: 3.1.0\ninfo: {{title: Big, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{string.Concat(schemas)}");

        var run = GeneratorRun.Of([spec]);

        Assert.Equal(1_010, run.TypeNames().Count(n => n.StartsWith("Big.Thing", StringComparison.Ordinal)));
        Assert.InRange(run.Files.Count, 300, 600);

        var session = new GeneratorSession([spec]);
        session.Run();
        session.Save(spec.With("Number 1000.", "Number one thousand."));
        Assert.Single(EmittedAgain(session.Run()));
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#malformed-anything")]
    public void Types_and_clients_in_their_thousands_share_no_file_with_each_other()
    {
        var schemas = Enumerable.Range(0, 1_010).Select(i => $"    Thing{i}: {{type: object, properties: {{name: {{type: string}}}}}}\n");
        var paths = Enumerable.Range(0, 1_010).Select(i => $"  /t{i}: {{get: {{operationId: get_it, tags: [Area{i}], responses: {{'204': {{description: Done.}}}}}}}}\n");
        var session = new GeneratorSession([new SpecText("spec.yml", $"openapi: 3.1.0\ninfo: {{title: Big, version: '1'}}\npaths:\n{string.Concat(paths)}components:\n  schemas:\n{string.Concat(schemas)}")]);

        var files = session.Run().GeneratedSources;

        Assert.Equal(files.Length, files.Select(f => f.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.NotNull(session.Output.GetTypeByMetadataName("Big.Thing1009"));
        Assert.NotNull(session.Output.GetTypeByMetadataName("Big.Area1009Client"));
    }

    [Fact]
    public void What_an_edit_costs_grows_no_faster_than_the_specification()
    {
        var small = Costs(100);
        var large = Costs(800);

        // Memory stands for work here, as it is the same in every run.
        Assert.True(large.Cold < 10 * small.Cold, $"{small.Cold:N0} and {large.Cold:N0} bytes");
        Assert.True(large.Description < 10 * small.Description, $"{small.Description:N0} and {large.Description:N0} bytes");

        static (long Cold, long Description) Costs(int things)
        {
            var schemas = Enumerable.Range(0, things).Select(i => $"    Thing{i}: {{type: object, description: Number {i}., properties: {{name: {{type: string}}, kind: {{type: string, enum: [a, b]}}, next: {{$ref: '#/components/schemas/Thing{i / 2}'}}}}}}\n");
            var spec = new SpecText("spec.yml", $"openapi: 3.1.0\ninfo: {{title: Big, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{string.Concat(schemas)}");
            var session = new GeneratorSession([spec]);
            var cold = Measure(() => session.Run());
            session.Save(spec.With("Number 7.", "Number seven."));
            return (cold, Measure(() => session.Run()));
        }

        static long Measure(Func<object> run)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void NothingEmitted(GeneratorRunResult result)
    {
        Assert.Empty(StepAssert.Changed(result, StepNames.Types));
        Assert.Empty(StepAssert.Changed(result, StepNames.Clients));
        Assert.Empty(EmittedAgain(result));
    }

    private static string[] Loaded(GeneratorRunResult result) =>
        [.. StepAssert.Changed(result, StepNames.Loaded).Cast<LoadedDocument>().Select(d => d.Document.File.Path).Order(StringComparer.Ordinal)];

    private static string[] ChangedTypes(GeneratorRunResult result) =>
        [.. StepAssert.Changed(result, StepNames.Types).Cast<Slice<TypeModel>>().Select(t => $"{t.Models[0].Namespace}.{t.Models[0].Name}").Order(StringComparer.Ordinal)];

    // The slices of the output steps that ran, by what they were made from. Any edit of a specification changes its hash in the list of them.
    private static string[] EmittedAgain(GeneratorRunResult result) => [.. result.TrackedOutputSteps.Values
        .SelectMany(steps => steps)
        .Where(s => s.Outputs.Any(o => o.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified))
        .SelectMany(s => s.Inputs.Select(i => i.Source.Outputs[i.OutputIndex].Value))
        .Where(model => model is not EquatableArray<SpecificationModel>)
        .Select(model => model switch
        {
            Slice<TypeModel> { Models: [var type, ..] } => $"{type.Namespace}.{type.Name}",
            Slice<ClientModel> { Models: [var client, ..] } => $"{client.Namespace}.{client.Name}",
            _ => model.ToString()!,
        })
        .Order(StringComparer.Ordinal)];

    private static string Unindent(string text) => text.Replace("            ", "    ", StringComparison.Ordinal);
}
