using HumeGen.Generator.Customizing;
using HumeGen.Generator.Model;
using HumeGen.Generator.Tests.Testing;
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
        Assert.Equal("1 Unchanged", StepAssert.Reasons(result, StepNames.Api));
        NothingEmitted(result);
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

        Assert.Equal(["Sample.ThingsClient"], StepAssert.Changed(result, StepNames.Clients).Cast<ClientModel>().Select(c => $"{c.Namespace}.{c.Name}"));
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
        var specs = Repository.Specs();
        var session = new GeneratorSession(specs);
        session.Run();
        var tts = specs.Single(s => s.Path == "hume-tts-openapi.yml");
        session.Save(tts.With("\n  schemas:\n", "\n  schemas:\n    ANewOne: {type: object, properties: {name: {type: string}}}\n"));

        Assert.Equal(["Hume.Tts.ANewOne"], EmittedAgain(session.Run()));
    }

    private static void NothingEmitted(GeneratorRunResult result)
    {
        Assert.Empty(StepAssert.Changed(result, StepNames.Types));
        Assert.Empty(StepAssert.Changed(result, StepNames.Clients));
        Assert.Empty(EmittedAgain(result));
    }

    private static string[] ChangedTypes(GeneratorRunResult result) =>
        [.. StepAssert.Changed(result, StepNames.Types).Cast<TypeModel>().Select(t => $"{t.Namespace}.{t.Name}").Order(StringComparer.Ordinal)];

    // The slices of the output steps that ran, by what they were made from.
    private static string[] EmittedAgain(GeneratorRunResult result) => [.. result.TrackedOutputSteps.Values
        .SelectMany(steps => steps)
        .Where(s => s.Outputs.Any(o => o.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified))
        .SelectMany(s => s.Inputs.Select(i => i.Source.Outputs[i.OutputIndex].Value))
        .Select(model => model switch
        {
            Slice<TypeModel> { Model: var type } => $"{type.Namespace}.{type.Name}",
            Slice<ClientModel> { Model: var client } => $"{client.Namespace}.{client.Name}",
            _ => model.ToString()!,
        })
        .Order(StringComparer.Ordinal)];

    private static string Unindent(string text) => text.Replace("            ", "    ", StringComparison.Ordinal);
}
