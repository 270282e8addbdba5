namespace HumeGen.Tool.Tests;

/// <summary>Diagnostics and hints of <c>check</c>.</summary>
public class CheckTests
{
    private const string Clean = """
        openapi: 3.1.0
        info: {title: Zoo, version: '1'}
        servers: [{url: https://zoo.example}]
        paths:
          /animals:
            get:
              operationId: listAnimals
              description: Lists them.
              responses:
                '200': {description: All., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Animal'}}}}}
        components:
          schemas:
            Animal: {type: object, description: One of them., properties: {name: {type: string, description: What it is called.}}}
        """;

    [Fact]
    public void Nothing_is_said_of_a_good_specification()
    {
        using var folder = new Workspace().With("zoo.yml", Clean);

        Assert.Equal((0, "1 file: 0 errors, 0 warnings, 0 infos.\n", ""), folder.Run("check", "zoo.yml"));
    }

    [Fact]
    public void Files_of_a_program_beside_the_specifications_of_a_folder_are_left_out()
    {
        using var folder = new Workspace()
            .With("zoo.yml", Clean.Replace("'#/components/schemas/Animal'", "'animal.json'", StringComparison.Ordinal))
            .With("animal.json", """{"type": "object", "description": "One of them.", "properties": {"name": {"type": "string", "description": "What it is called."}}}""")
            .With("appsettings.json", """
                {
                  // With a comment, and a comma too many.
                  "Logging": {"LogLevel": {"Default": "Information"}},
                }
                """)
            .With("compose.yaml", "services: {web: {image: web}}");

        var (exitCode, output, error) = folder.Run("check", ".", "--no-info");

        Assert.Equal((0, "2 files: 0 errors, 0 warnings, 0 infos.\n"), (exitCode, output));
        Assert.Equal("humegen: 'appsettings.json' is no specification and is left out.\nhumegen: 'compose.yaml' is no specification and is left out.\n", error);
    }

    [Theory]
    [InlineData("info: {title: Zoo}\npaths: {}", ".")]   // a specification without its version
    [InlineData("services: {}", "zoo.yml")]              // named, and not found in a folder
    public void A_file_that_is_meant_as_a_specification_and_is_none_is_an_error(string text, string path)
    {
        using var folder = new Workspace().With("zoo.yml", text);

        var (exitCode, output, _) = folder.Run("check", path);

        Assert.Equal(1, exitCode);
        Assert.Contains("zoo.yml(1,1): error HG0010", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guide_to_other_APIs_quotes_what_is_said_of_its_documents_without_their_overlay()
    {
        using var folder = new Workspace();
        foreach (var name in new[] { "parrot-openapi.yml", "parrot-asyncapi.yml" })
            folder.With(name, File.ReadAllText(Repository.Find("samples", "OtherApi", name)));
        var quoted = File.ReadLines(Repository.Find("docs", "other-apis.md")).Where(l => l.StartsWith("    parrot-", StringComparison.Ordinal)).ToArray();

        var (_, output, _) = folder.Run("check", ".");

        Assert.Equal(2, quoted.Length);
        Assert.All(quoted, line => Assert.Contains(line.Replace("...", "", StringComparison.Ordinal).Trim(), output, StringComparison.Ordinal));
    }

    [Fact]
    public void Hints_stand_at_their_place_and_do_not_fail()
    {
        using var folder = new Workspace().With("zoo.yml", Clean
            .Replace("      operationId: listAnimals\n      description: Lists them.\n", "", StringComparison.Ordinal)
            .Replace("What it is called.}}}", "What it is called.}, age: {type: integer}, legs: {type: integer}}}\n    Keeper: {type: object, properties: {pets: {type: array, items: {$ref: '#/components/schemas/Animal'}, description: Those it feeds.}}}", StringComparison.Ordinal));

        var (exitCode, output, error) = folder.Run("check", "zoo.yml");

        Assert.Equal("""
            zoo.yml(6,5): info HG0902: GET /animals: there is no description, so IntelliSense has nothing to say. Add one, in an overlay if the document is not yours.
            zoo.yml(6,5): info HG0904: GET /animals has no operationId, so its method is called GetAnimalsAsync. Give it one, or a name with x-humegen-name in an overlay.
            zoo.yml(11,123): info HG0902: Of the schema 'Animal' the properties 'age', 'legs': there is no description, so IntelliSense has nothing to say. Add one, in an overlay if the document is not yours.
            zoo.yml(12,5): info HG0901: No operation, webhook or message leads to the schema 'Keeper'. Refer to it, remove it, or leave it out of the C# with x-humegen-ignore in an overlay.
            zoo.yml(12,5): info HG0902: The schema 'Keeper': there is no description, so IntelliSense has nothing to say. Add one, in an overlay if the document is not yours.
            1 file: 0 errors, 0 warnings, 5 infos.

            """, output);
        Assert.Equal((0, ""), (exitCode, error));

        Assert.Equal((0, "1 file: 0 errors, 0 warnings, 0 infos.\n", ""), folder.Run("check", "zoo.yml", "--no-info"));
    }

    [Fact]
    public void A_misspelt_extension_is_found_where_it_stands()
    {
        using var folder = new Workspace().With("zoo.yml", Clean).With("names.yml", """
            overlay: 1.0.0
            info: {title: Names, version: '1'}
            actions:
              - target: $.components.schemas.Animal
                update: {x-humegen-nmae: Beast}
            """);

        Assert.Equal(
            (0, "names.yml(5,30): warning HG0306: 'x-humegen-nmae' is no extension of HumeGen, so it has no effect (did you mean 'x-humegen-name'?). Correct or remove it.\n2 files: 0 errors, 1 warning, 0 infos.\n", ""),
            folder.Run("check", "zoo.yml", "names.yml"));
    }

    [Fact]
    public void Warnings_fail_where_they_count_as_errors()
    {
        using var folder = new Workspace().With("zoo.yml", Clean.Replace("https://zoo.example", "ftp://zoo.example", StringComparison.Ordinal));

        var (exitCode, output, _) = folder.Run("check", "zoo.yml");
        Assert.Equal(0, exitCode);
        Assert.StartsWith("zoo.yml(3,12): warning HG0210: ", output, StringComparison.Ordinal);
        Assert.EndsWith("1 file: 0 errors, 1 warning, 0 infos.\n", output, StringComparison.Ordinal);

        (exitCode, output, _) = folder.Run("check", "zoo.yml", "--warnaserror");
        Assert.Equal(Terminal.Failure, exitCode);
        Assert.StartsWith("zoo.yml(3,12): error HG0210: ", output, StringComparison.Ordinal);
        Assert.EndsWith("1 file: 1 error, 0 warnings, 0 infos.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_fail()
    {
        using var folder = new Workspace().With("specs/zoo.yml", Clean.Replace("schemas/Animal'", "schemas/Beast'", StringComparison.Ordinal));

        var (exitCode, output, _) = folder.Run("check", "specs");

        Assert.Equal(Terminal.Failure, exitCode);
        Assert.Contains("): error HG0016: '#/components/schemas/Beast' points at nothing", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bundled_specifications_have_no_warnings()
    {
        using var folder = new Workspace().WithSpecs("specs");

        var (exitCode, output, _) = folder.Run("check", "specs", "--warnaserror", "--no-info");

        Assert.True(exitCode == 0, output);
    }
}
