using System.Text.RegularExpressions;

namespace HumeGen.Generator.Tests.Binding;

/// <summary>
/// Two documents of one client that describe the same types: nothing that only one of them says is lost, whichever file comes first by name.
/// </summary>
public class MergingTests
{
    // In the second run of each test, the first document is the last by name.
    public static TheoryData<bool> Orders() => [false, true];

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_secret_of_one_document_is_secret(bool swap)
    {
        using var output = new LoadedOutput(Run(
            swap,
            "Login: {type: object, properties: {pw: {type: string}}}",
            "Login: {type: object, properties: {pw: {type: string, format: password}}}"));

        var printed = output.Read("Sample.Login", """{"pw":"open sesame"}""").ToString();
        Assert.Contains("Pw", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", printed, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Facts_of_one_document_are_there(bool swap)
    {
        var run = Run(
            swap,
            "Code: {type: string, enum: [a, b], x-humegen-facts: {IsFatal: {values: [true, false]}}}",
            "Code: {type: string, enum: [a, b], x-humegen-facts: {Advice: {values: [Stop., Go on.]}}}");

        Assert.Equal(["Sample.Code", "Sample.Code.Kinds"], run.TypeNames());
        Assert.Contains("bool? IsFatal", run.Properties("Sample.Code"));
        Assert.Contains("string? Advice", run.Properties("Sample.Code"));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Values_of_both_mappings_are_read(bool swap)
    {
        const string Variants = "Cat: {type: object, required: [kind, lives], properties: {kind: {type: string}, lives: {type: integer}}}\nDog: {type: object, required: [kind, tricks], properties: {kind: {type: string}, tricks: {type: integer}}}";
        using var output = new LoadedOutput(Run(
            swap,
            Pet("cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'") + Variants,
            Pet("feline: '#/components/schemas/Cat', canine: '#/components/schemas/Dog'") + Variants));

        foreach (var (kind, type) in ((string, string)[])[("cat", "Cat"), ("feline", "Cat"), ("dog", "Dog"), ("canine", "Dog"), ("bird", "UnknownPet")])
            Assert.Equal(type, output.ReadUnion("Sample.IPet", $$"""{"kind":"{{kind}}","lives":9,"tricks":0}""").GetType().Name);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_discriminator_and_the_default_of_one_document_are_used(bool swap)
    {
        const string Variants = "Cat: {type: object, properties: {kind: {type: string}, name: {type: string}}}\nDog: {type: object, properties: {kind: {type: string}, name: {type: string}}}";
        using var output = new LoadedOutput(Run(
            swap,
            "Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], x-humegen-default: Dog}\n" + Variants,
            "Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}}\n" + Variants));

        Assert.Equal("Cat", output.ReadUnion("Sample.IPet", """{"kind":"Cat"}""").GetType().Name);
        Assert.Equal("Dog", output.ReadUnion("Sample.IPet", """{"name":"Rex"}""").GetType().Name);
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void What_contradicts_keeps_types_apart_and_is_reported_once(string one, string other, string contradiction, bool swap)
    {
        var (first, second) = swap ? (other, one) : (one, other);
        var run = Run(false, first, "Unrelated: {type: object, properties: {x: {type: string}}}\n" + second, expectDiagnostics: true);

        var diagnostic = Assert.Single(run.Diagnostics, d => d.Id == "HG0211");
        var place = diagnostic.Location.GetLineSpan();
        Assert.Equal(("b.yml", 8), (place.Path, place.StartLinePosition.Line + 1));
        Assert.Matches($@"^The schema \w+ is described here and at a\.yml\(7,5\) in the same way, but .*{contradiction}", diagnostic.GetMessage(null));
        Assert.Contains(run.TypeNames(), name => name.EndsWith("Thing_2", StringComparison.Ordinal));
    }

    public static TheoryData<string, string, string, bool> Contradictions()
    {
        const string Variants = "\nCat: {type: object, required: [lives], properties: {lives: {type: integer}, kind: {type: string}, type: {type: string}}}\nDog: {type: object, required: [tricks], properties: {tricks: {type: integer}, kind: {type: string}, type: {type: string}}}";
        const string Either = "oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]";
        var data = new TheoryData<string, string, string, bool>();
        foreach (var swap in (bool[])[false, true])
        {
            data.Add(
                $"Thing: {{{Either}, discriminator: {{propertyName: kind, mapping: {{x: '#/components/schemas/Cat', y: '#/components/schemas/Dog'}}}}}}" + Variants,
                $"Thing: {{{Either}, discriminator: {{propertyName: kind, mapping: {{x: '#/components/schemas/Dog', y: '#/components/schemas/Cat'}}}}}}" + Variants,
                "the value '[xy]' leads to different variants",
                swap);
            data.Add(
                $"Thing: {{{Either}, discriminator: {{propertyName: kind}}}}" + Variants,
                $"Thing: {{{Either}, discriminator: {{propertyName: type}}}}" + Variants,
                "the discriminator is '(kind|type)' here and '(kind|type)' there",
                swap);
            data.Add(
                $"Thing: {{{Either}, x-humegen-default: Cat}}" + Variants,
                $"Thing: {{{Either}, x-humegen-default: Dog}}" + Variants,
                "the default variant is '(Cat|Dog)' here and '(Cat|Dog)' there",
                swap);
            data.Add(
                "Thing: {type: string, enum: [a, b], x-humegen-facts: {Advice: {values: [Stop., Go on.]}}}",
                "Thing: {type: string, enum: [a, b], x-humegen-facts: {Advice: {values: [Stop., Wait.]}}}",
                "the fact 'Advice' of 'b' is '(Wait|Go on)\\.' here and '(Wait|Go on)\\.' there",
                swap);
            data.Add(
                "Thing: {type: string, enum: [a, b], x-humegen-facts: {Advice: {values: [Stop., Go on.]}}}",
                "Thing: {type: string, enum: [a, b], x-humegen-facts: {Advice: {values: [true, false]}}}",
                "the fact 'Advice' is a boolean in one place and a string in the other",
                swap);
            data.Add(
                "Thing: {type: object, x-humegen-entries: All, properties: {a: {type: string}, b: {type: string}}}",
                "Thing: {type: object, x-humegen-entries: Every, properties: {a: {type: string}, b: {type: string}}}",
                "the property of all entries is called '(All|Every)' here and '(All|Every)' there",
                swap);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_entries_of_one_document_are_there(bool swap)
    {
        var run = Run(
            swap,
            "Scores: {type: object, properties: {a: {type: number}, b: {type: number}}}",
            "Scores: {type: object, x-humegen-entries: All, properties: {a: {type: number}, b: {type: number}}}");

        Assert.Contains(run.Properties("Sample.Scores"), p => p.EndsWith(" All", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "", false, "One")]
    [InlineData("", "", true, "Two")]
    [InlineData(", x-humegen-docs: true", "", true, "One")]
    [InlineData("", ", x-humegen-docs: true", false, "Two")]
    [InlineData(", x-humegen-docs: true", ", x-humegen-docs: true", false, "One")]
    public void Descriptions_are_those_of_the_document_that_counts(string firstDocs, string secondDocs, bool swap, string expected)
    {
        string Schemas(string text, string docs) => $$$$"""
            Thing: {type: object, description: {{{{text}}}} thing.{{{{docs}}}}, properties: {name: {type: string, description: {{{{text}}}} name.}}}
            Level: {type: string, description: {{{{text}}}} level., enum: [low], x-enum-descriptions: [{{{{text}}}} low.], x-humegen-facts: {Advice: {description: {{{{text}}}} advice., values: [Go on.]}}{{{{docs}}}}}
            """;

        var run = Run(swap, Schemas("One", firstDocs), Schemas("Two", secondDocs));

        var text = run.File("Sample.Thing.g.cs") + run.File("Sample.Level.g.cs");
        foreach (var what in (string[])["thing.", "name.", "level.", "low.", "advice; null"])
            Assert.Contains($"{expected} {what}", text, StringComparison.Ordinal);
        Assert.DoesNotContain(expected == "One" ? "Two " : "One ", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void What_one_document_does_not_describe_is_described_by_the_other(bool swap)
    {
        var run = Run(
            swap,
            """
            Thing: {type: object, description: The thing., properties: {name: {type: string}, size: {type: integer}}}
            Level: {type: string, enum: [low, high], x-humegen-facts: {Advice: {description: The advice., values: [Go on., Stop.]}}}
            """,
            """
            Thing: {type: object, properties: {name: {type: string, description: The name.}, size: {type: integer}}, x-humegen-docs: true}
            Level: {type: string, description: The level., enum: [low, high], x-enum-descriptions: [The low one., The high one.], x-humegen-facts: {Advice: {values: [Go on., Stop.]}}}
            """);

        var text = run.File("Sample.Thing.g.cs") + run.File("Sample.Level.g.cs");
        foreach (var described in (string[])["The thing.", "The name.", "The property \"size\" on the wire.", "The level.", "The low one.", "The high one.", "The advice; null"])
            Assert.Contains(described, text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void What_is_deprecated_in_one_document_is_deprecated(bool swap)
    {
        var run = Run(
            swap,
            "Old: {type: object, properties: {name: {type: string}}}\nThing: {type: object, properties: {name: {type: string}}}",
            "Old: {type: object, deprecated: true, properties: {name: {type: string}}}\nThing: {type: object, properties: {name: {type: string, deprecated: true}}}");

        Assert.Matches(@"\[global::System\.Obsolete.*\]\n(\[.*\]\n)*public sealed partial record Old", run.File("Sample.Old.g.cs"));
        Assert.Matches(@"\[global::System\.Obsolete.*\]\n +public string\? Name", run.File("Sample.Thing.g.cs"));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_member_that_one_document_leaves_out_is_optional(bool swap)
    {
        var run = Run(
            swap,
            "Thing: {type: object, required: [id, name, since], properties: {id: {type: string}, name: {type: string}, since: {type: integer}}}",
            "Thing: {type: object, required: [id], properties: {id: {type: string, format: password}, name: {type: string}}}");

        Assert.Equal(["Sample.Thing"], run.TypeNames());
        Assert.Equal(["string Id", "string? Name", "long? Since"], run.Properties("Sample.Thing").Take(3));
        using var output = new LoadedOutput(run);
        Assert.Equal("""{"id":"a"}""", output.RoundTrip("Sample.Thing", """{"id":"a"}"""));
        Assert.DoesNotContain("sesame", output.Read("Sample.Thing", """{"id":"sesame"}""").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_value_that_only_one_document_has_is_there(bool swap)
    {
        var run = Run(
            swap,
            "Level: {type: string, enum: [low, high, top], x-humegen-facts: {IsFatal: {values: [false, false, true]}}}",
            "Level: {type: string, enum: [low, high], x-humegen-facts: {Advice: {values: [Go on., Stop.]}}}");

        Assert.Equal(["Level Low", "Level High", "Level Top"], run.Properties("Sample.Level").Take(3));
        Assert.Contains("bool? IsFatal", run.Properties("Sample.Level"));
        Assert.Contains("string? Advice", run.Properties("Sample.Level"));
        Assert.Equal(["Sample.Level", "Sample.Level.Kinds"], run.TypeNames());
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void What_differs_keeps_types_apart(string one, string other, bool swap)
    {
        var run = Run(swap, one, other, expectDiagnostics: true);

        Assert.Equal(["HG0201"], run.Diagnostics.Select(d => d.Id));
        Assert.Contains("Sample.Thing", run.TypeNames());
        Assert.Contains("Sample.Thing_2", run.TypeNames());
    }

    public static TheoryData<string, string, bool> Differences()
    {
        (string, string)[] pairs =
        [
            ("Thing: {type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}", "Thing: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}"),
            ("Thing: {type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}", "Thing: {type: object, properties: {a: {type: string}, b: {type: string}}, additionalProperties: {type: integer}}"),
            ("Thing: {type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}", "Thing: {type: object, properties: {a: {type: string}, b: {type: string}}}"),
            ("Thing: {type: object, properties: {a: {type: string}}}", "Thing: {type: object, properties: {a: {type: integer}}}"),
            ("Thing: {type: object, properties: {a: {type: string}}}", "Thing: {type: object, properties: {a: {type: string, const: ''}}}"),
            ("Thing: {type: object, properties: {a: {type: string, const: x}}}", "Thing: {type: object, properties: {a: {type: string, const: y}}}"),
            ("Thing: {type: object, properties: {a: {type: string, x-humegen-name: One}}}", "Thing: {type: object, properties: {a: {type: string}}}"),
            ("Thing: {type: object, properties: {a: {type: string, x-humegen-type: Guid}}}", "Thing: {type: object, properties: {a: {type: string}}}"),
            ("Thing: {type: array, prefixItems: [{type: string}, {type: integer}]}", "Thing: {type: array, prefixItems: [{type: integer}, {type: string}]}"),
            ("Thing: {type: string, enum: [a, b]}", "Thing: {type: string, enum: [a, c]}"),
        ];
        var data = new TheoryData<string, string, bool>();
        foreach (var (one, other) in pairs)
        {
            data.Add(one, other, false);
            data.Add(one, other, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Types_that_differ_deep_down_are_apart(bool swap)
    {
        const int Length = 20;
        string Chain(string type) =>
            string.Concat(Enumerable.Range(0, Length).Select(i => $"Link{i}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/Link{i + 1}'}}}}}}\n"))
            + $"Link{Length}: {{type: object, properties: {{value: {{type: {type}}}}}}}";

        var run = Run(swap, Chain("string"), Chain("integer"), expectDiagnostics: true);

        Assert.Equal(2 * (Length + 1), run.TypeNames().Count());
        Assert.Equal(["Link1_2? Next"], run.Properties("Sample.Link0_2").Take(1));
        Assert.Equal(Enumerable.Repeat("HG0201", Length + 1), run.Diagnostics.Select(d => d.Id));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Types_that_refer_to_each_other_are_one(bool swap)
    {
        const string Tree = """
            Tree: {type: object, properties: {left: {$ref: '#/components/schemas/Tree'}, leaves: {type: array, items: {$ref: '#/components/schemas/Leaf'}}}}
            Leaf: {type: object, properties: {tree: {$ref: '#/components/schemas/Tree'}, others: {type: object, additionalProperties: {$ref: '#/components/schemas/Leaf'}}}}
            """;

        Assert.Equal(["Sample.Leaf", "Sample.Tree"], Run(swap, Tree, Tree).TypeNames());
    }

    [Fact]
    public void The_output_is_the_same_whichever_file_comes_first()
    {
        const string One = """
            Login: {type: object, deprecated: true, required: [pw], properties: {pw: {type: string}, level: {$ref: '#/components/schemas/Level'}, pet: {$ref: '#/components/schemas/Pet'}}}
            Level: {type: string, enum: [low, high], description: The level., x-humegen-facts: {Advice: {values: [Go on., Stop.]}}}
            Cat: {type: object, required: [kind], properties: {kind: {type: string}, name: {type: string, description: The name.}}}
            Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
            Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}}
            """;
        const string Other = """
            Login: {type: object, properties: {pw: {type: string, format: password}, level: {$ref: '#/components/schemas/Level'}, pet: {$ref: '#/components/schemas/Pet'}, since: {type: integer}}}
            Level: {type: string, enum: [low, high, top], x-enum-descriptions: [Low., High., Top.]}
            Cat: {type: object, description: The cat., required: [kind], properties: {kind: {type: string}, name: {type: string}}}
            Dog: {type: object, properties: {kind: {type: string, deprecated: true}}}
            Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {feline: '#/components/schemas/Cat', canine: '#/components/schemas/Dog'}}}
            """;

        Assert.Equal(WithoutRemarks(Run(false, One, Other)), WithoutRemarks(Run(true, One, Other)));
    }

    // The list of specifications has the names of the files, which change places here.
    private static IEnumerable<(string, string)> WithoutRemarks(GeneratorRun run) =>
        run.Files.Where(f => f.HintName != "Specifications.g.cs").Select(f => (f.HintName, Regex.Replace(f.Text, @"<remarks>[\s\S]*?</remarks>", "")));

    private static string Pet(string mapping) =>
        $"Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], discriminator: {{propertyName: kind, mapping: {{{mapping}}}}}}}\n";

    /// <summary>Generates for two documents of one client.</summary>
    /// <param name="swap">Whether the first document is the last by name.</param>
    /// <param name="one">The schemas of the first document, one a line.</param>
    /// <param name="other">The schemas of the second document.</param>
    private static GeneratorRun Run(bool swap, string one, string other, bool expectDiagnostics = false) =>
        GeneratorRun.Of([Document(swap ? "c.yml" : "a.yml", one), Document("b.yml", other)], expectDiagnostics);

    private static SpecText Document(string path, string schemas) => new(path, $$"""
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        x-humegen: {namespace: Sample, client: Sample.SampleClient}
        paths: {}
        components:
          schemas:
            {{schemas.ReplaceLineEndings("\n    ")}}
        """);
}
