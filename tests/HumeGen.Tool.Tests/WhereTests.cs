namespace HumeGen.Tool.Tests;

/// <summary><c>where</c>: the part of a file that a C# name comes from.</summary>
public class WhereTests
{
    private const string Zoo = """
        openapi: 3.1.0
        info: {title: Zoo, version: '1'}
        servers: [{url: https://zoo.example}]
        paths:
          /animals:
            get:
              operationId: listAnimals
              tags: [animals]
              parameters: [{name: max_legs, in: query, schema: {type: integer}}]
              responses:
                '200': {description: All., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/animal_body'}}}}}
        components:
          schemas:
            animal_body:
              type: object
              properties:
                legs: {type: integer}
                mood: {$ref: '#/components/schemas/Mood'}
            Mood:
              type: string
              enum: [calm, wild]
        """;

    private const string Names = """
        overlay: 1.0.0
        info: {title: Names, version: '1'}
        actions:
          - target: $.components.schemas.animal_body
            update: {x-humegen-name: Animal}
          - target: $.components.schemas
            update: {Mood: {description: How it feels.}, Keeper: {type: object, properties: {name: {type: string}}}}
          - target: $.paths['/animals'].get.parameters[0]
            update: {description: At most so many.}
        """;

    private const string Radio = """
        asyncapi: 2.6.0
        info: {title: Radio, version: '1'}
        x-humegen: {perspective: client}
        servers: {live: {url: wss://radio.example, protocol: wss}}
        channels:
          /listen:
            subscribe: {message: {name: Song, payload: {type: object, properties: {title: {type: string}}}}}
        """;

    [Theory]
    [InlineData("Zoo.Animal", """
        Zoo.Animal: record
          zoo.yml:14 #/components/schemas/animal_body
            changed at names.yml:4, target $.components.schemas.animal_body

        """)]
    [InlineData("Animal.Legs", """
        Zoo.Animal.Legs: property
          zoo.yml:17 #/components/schemas/animal_body/properties/legs

        """)]
    [InlineData("mood.WILD", """
        Zoo.Mood.Wild: enum value
          zoo.yml:21 #/components/schemas/Mood/enum/1

        """)]
    [InlineData("Zoo.Mood", """
        Zoo.Mood: enum
          zoo.yml:19 #/components/schemas/Mood
            changed at names.yml:6, target $.components.schemas

        """)]
    [InlineData("Keeper", """
        Zoo.Keeper: record
          names.yml:7 #/actions/1/update/Keeper

        """)]
    [InlineData("Animals.ListAnimalsAsync", """
        Zoo.AnimalsClient.ListAnimalsAsync: call, GET /animals
          zoo.yml:6 #/paths/~1animals/get
            changed at names.yml:8, target $.paths['/animals'].get.parameters[0]

        """)]
    [InlineData("AnimalsClient", """
        Zoo.AnimalsClient: client of these calls
          zoo.yml:6 #/paths/~1animals/get
            changed at names.yml:8, target $.paths['/animals'].get.parameters[0]

        """)]
    [InlineData("MaxLegs", """
        Zoo.AnimalsListAnimalsRequest.MaxLegs: argument
          zoo.yml:9 #/paths/~1animals/get/parameters/0
            changed at names.yml:8, target $.paths['/animals'].get.parameters[0]

        """)]
    [InlineData("ListenConnection", """
        Radio.ListenConnection: connection, /listen
          radio.yml:6 #/channels/~1listen

        """)]
    [InlineData("IListenConnection", """
        Radio.IListenConnection: interface of the connection, /listen
          radio.yml:6 #/channels/~1listen

        """)]
    [InlineData("Radio.Song.Title", """
        Radio.Song.Title: property
          radio.yml:7 #/channels/~1listen/subscribe/message/payload/properties/title

        """)]
    public void A_name_has_its_file_and_line_and_the_actions_that_change_it(string name, string expected)
    {
        using var folder = new Workspace().With("zoo.yml", Zoo).With("radio.yml", Radio).With("names.yml", Names);

        Assert.Equal((0, expected, ""), folder.Run("where", name, "zoo.yml", "radio.yml", "names.yml"));
    }

    [Theory]
    [InlineData("Beast", "Zoo.Beast: record\n  zoo.yml:14 #/components/schemas/animal_body\n    changed at tables.yml:5, entry names.animal_body of x-humegen\n")]
    [InlineData("Mood.Calm", "Zoo.Feelings.Mood.Calm: enum value\n  zoo.yml:21 #/components/schemas/Mood/enum/0\n")]
    [InlineData("Feelings.Mood", "Zoo.Feelings.Mood: enum\n  zoo.yml:19 #/components/schemas/Mood\n    changed at tables.yml:5, entry namespaces.Zoo.Feelings.0 of x-humegen\n")]
    [InlineData("IdOrName", "Zoo.IdOrName: union\n  tables.yml:7 #/actions/1/update/IdOrName\n")]
    public void Entries_of_tables_count_as_well(string name, string expected)
    {
        using var folder = new Workspace().With("zoo.yml", Zoo).With("tables.yml", """
            overlay: 1.0.0
            info: {title: Names, version: '1'}
            actions:
              - target: $
                update: {x-humegen: {names: {animal_body: Beast}, namespaces: {Zoo.Feelings: [Mood]}}}
              - target: $.components.schemas
                update: {IdOrName: {type: [string, integer]}}
            """);

        Assert.Equal((0, expected, ""), folder.Run("where", name, "zoo.yml", "tables.yml"));
    }

    [Theory]
    [InlineData("Animl", ". Did you mean 'Zoo.Animal'?")]
    [InlineData("Animal.Leg", ". Did you mean 'Zoo.Animal.Legs'?")]
    [InlineData("Animals.ListAnimlsAsync", ". Did you mean 'Zoo.ZooClient.Animals.ListAnimalsAsync'?")]
    [InlineData("Spaceship", "; what is written by hand and what is HumeGen's own come from none.")]
    public void A_name_that_is_not_there_may_be_meant_as_another(string name, string expected)
    {
        using var folder = new Workspace().With("zoo.yml", Zoo).With("names.yml", Names);

        Assert.Equal((Terminal.Failure, "", $"humegen: error: No specification gives the name '{name}'{expected}\n"), folder.Run("where", name, "zoo.yml", "names.yml"));
    }

    [Fact]
    public void Calls_of_one_address_in_two_APIs_have_each_their_file()
    {
        using var folder = new Workspace().With("zoo.yml", Zoo).With("farm.yml", "# The second.\n" + Zoo.Replace("title: Zoo", "title: Farm", StringComparison.Ordinal));

        Assert.Contains("farm.yml:7 ", folder.Run("where", "Farm.AnimalsClient.ListAnimalsAsync", "zoo.yml", "farm.yml").Out, StringComparison.Ordinal);
        Assert.Contains("zoo.yml:6 ", folder.Run("where", "Zoo.AnimalsClient.ListAnimalsAsync", "zoo.yml", "farm.yml").Out, StringComparison.Ordinal);
    }
}
