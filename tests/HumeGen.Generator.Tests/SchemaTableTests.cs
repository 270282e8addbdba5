using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Tests;

/// <summary>Tables of names, namespaces and left-out schemas in <c>x-humegen</c>.</summary>
public class SchemaTableTests
{
    private const string Schemas = """
            harbour_in:
              type: object
              properties: {berth: {oneOf: [{type: object, required: [quay], properties: {quay: {type: string}}}, {type: object, required: [buoy], properties: {buoy: {type: string}}}]}}
            tide/table: {type: object, properties: {height: {type: number}}}
            Old: {type: object, properties: {a: {type: string}}}
        """;

    [Fact]
    public void Entries_name_place_and_leave_out_schemas()
    {
        var run = GeneratorRun.Of([new SpecText("harbour.yml", Document("""
            names:
              harbour_in: NewHarbour
              harbour_in/properties/berth/oneOf/0: Quay
              harbour_in/properties/berth/oneOf/1: Buoy
              tide/table: Tides
            namespaces: {Sea.Tides: [tide/table]}
            ignore: [Old]
            """))]);

        Assert.Equal(
            ["Sea.NewHarbour", "Sea.Buoy", "Sea.Quay", "Sea.Tides.Tides"],
            new[] { "Sea.NewHarbour", "Sea.Buoy", "Sea.Quay", "Sea.Tides.Tides" }.Where(t => run.Files.Any(f => f.HintName == t + ".g.cs")));
        Assert.DoesNotContain(run.Files, f => f.HintName.StartsWith("Sea.Old", StringComparison.Ordinal) || f.HintName.Contains("HarbourIn", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("names: {harbour_inn: «NewHarbour»}", "x-humegen.names names 'harbour_inn', which is no schema of the document (did you mean 'harbour_in'?).")]
    [InlineData("names: {harbour_in/oneOf/0: «Quay»}", "('harbour_in' has no schema at '/oneOf/0')")]
    [InlineData("namespaces: {Sea.Tides: [Old, «Lighthouse»]}", "x-humegen.namespaces.Sea.Tides names 'Lighthouse', which is no schema of the document (none has a similar name).")]
    [InlineData("ignore: [«Olt»]", "x-humegen.ignore names 'Olt', which is no schema of the document (did you mean 'Old'?).")]
    public void An_entry_that_names_no_schema_is_reported_at_its_line(string tables, string message) =>
        Assert.Contains(message, ReadHelper.Expect("HG0313", Document(tables)), StringComparison.Ordinal);

    [Theory]
    [InlineData("names: {Named: «Other»}", "x-humegen.names gives \"Other\" to 'Named', which has \"Given\" from its own extension or an earlier entry.")]
    [InlineData("namespaces: {Sea.A: [Old], Sea.B: [«Old»]}", "x-humegen.namespaces.Sea.B gives \"Sea.B\" to 'Old', which has \"Sea.A\"")]
    public void An_entry_that_contradicts_is_reported(string tables, string message)
    {
        var document = Document(tables) + "    Named: {type: object, x-humegen-name: Given}\n";
        Assert.Contains(message, ReadHelper.Expect("HG0314", document), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("names: {Old: «5»}", "x-humegen.names has 'Old', which must be a string, but is 5.")]
    [InlineData("namespaces: {Sea.A: «Old»}", "x-humegen.namespaces.Sea.A must be a list of schemas, but is \"Old\".")]
    [InlineData("ignore: [«5»]", "x-humegen.ignore has an item that must be the text of a schema, but is 5.")]
    public void An_entry_of_a_wrong_kind_has_no_effect(string tables, string message) =>
        Assert.StartsWith(message, ReadHelper.Expect("HG0307", Document(tables)), StringComparison.Ordinal);

    [Fact]
    public void An_overlay_has_tables_and_is_told_of_their_mistakes_in_its_own_file() => Assert.Contains(
        "did you mean 'Old'?",
        ReadHelper.Expect("HG0313", Document("ignore: []"), """
            overlay: 1.0.0
            info: {title: O, version: '1'}
            x-document: Harbour
            actions:
              - target: $
                update: {x-humegen: {names: {Old: Ancient, Odl: «Ancient»}}}
            """),
        StringComparison.Ordinal);

    [Fact]
    public void A_schema_takes_the_entries_of_its_file_along_to_others()
    {
        var harbour = new SpecText("harbour.yml", Document("names: {Old: Ancient}"));
        var ferry = new SpecText("ferry.yml", """
            openapi: 3.1.0
            info: {title: Ferry, version: '1'}
            x-humegen: {client: Ferry.FerryClient}
            paths:
              /old: {get: {operationId: getOld, responses: {'200': {description: D., content: {application/json: {schema: {$ref: 'harbour.yml#/components/schemas/Old'}}}}}}}
            """);

        var run = GeneratorRun.Of([harbour, ferry]);

        Assert.Contains("Ferry.Ancient.g.cs", run.Files.Select(f => f.HintName));
    }

    [Fact]
    public void Actions_without_a_document_of_their_own_are_for_that_of_their_overlay()
    {
        const string Overlay = """
            overlay: 1.0.0
            info: {title: O, version: '1'}
            x-document: Harbour
            actions:
              - {target: $, update: {x-first: 1}}
              - {target: $, x-document: Ferry, update: {x-second: 2}}
            """;

        var (documents, diagnostics) = ReadHelper.Apply(Document("ignore: []"), Document("ignore: []").Replace("Harbour", "Ferry", StringComparison.Ordinal), Overlay);

        Assert.Empty(diagnostics);
        Assert.Equal(
            [("Harbour", true, false), ("Ferry", false, true)],
            documents.Select(d => (d.File.Title, d.Root.ContainsKey("x-first"), d.Root.ContainsKey("x-second"))));
    }

    [Fact]
    public void A_document_that_is_not_there_is_reported_once_where_the_overlay_names_it() => ReadHelper.Expect(
        "HG0022",
        Document("ignore: []"),
        "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nx-document: «Habour»\nactions:\n- {target: $, update: {}}\n- {target: $.paths, update: {}}\n");

    [Fact]
    public void A_document_that_is_no_text_stops_the_overlay() => Assert.Contains(
        "'x-document' is not a string",
        ReadHelper.Expect("HG0023", Document("ignore: []"), "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nx-document: «5»\nactions:\n- {target: $, update: {}}\n"),
        StringComparison.Ordinal);

    [Fact]
    public void A_path_in_an_overlay_begins_at_the_folder_of_the_overlay()
    {
        SpecDocument[] files =
        [
            ReadHelper.File(Document("ignore: []"), "/app/harbour.yml"),
            ReadHelper.File("overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n- {target: $.components.schemas, update: {Mole: {$ref: 'parts.yml#/Mole'}}}\n", "/package/names.yml"),
            ReadHelper.File("Mole: {type: object, description: A wall in the sea.}\n", "/package/parts.yml"),
        ];

        var specs = Spec.SpecLoader.Load(files, CancellationToken.None);

        Assert.Empty(specs.Diagnostics);
        Assert.Empty(specs.Documents.Single().Document.Diagnostics);
        Assert.Equal("A wall in the sea.", specs.Documents.Single().Api!.Schema("Mole")!.Target.OwnDescription);
    }

    [Fact]
    public void Parts_in_a_file_that_is_no_document_hide_no_action_that_matches_nothing() => Assert.Equal(
        [Descriptors.TargetMatchesNothing.Id],
        ReadHelper.TryLoad(
            Document("ignore: []") + "    Mole: {$ref: '1.yml#/Mole'}\n",
            "Mole: {type: object}\n",
            "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n- {target: $.nothing, update: {}}\n").Diagnostics.Ids());

    private static string Document(string tables) =>
        $"openapi: 3.1.0\ninfo: {{title: Harbour, version: '1'}}\nx-humegen:\n  client: Sea.SeaClient\n  {tables.ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal)}\npaths: {{}}\ncomponents:\n  schemas:\n{Schemas.ReplaceLineEndings("\n")}\n";
}
