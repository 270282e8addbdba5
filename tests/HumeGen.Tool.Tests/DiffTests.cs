namespace HumeGen.Tool.Tests;

/// <summary>Changes for callers, and breaking changes.</summary>
public class DiffTests
{
    // What is sent: NewBird, Cage. What is received: Bird, Egg. Both: Food. Neither: Feather, which a webhook brings.
    private const string Birds = """
        openapi: 3.1.0
        info: {title: Birds, version: '1'}
        x-humegen: {client: Birds.BirdClient, apiKeyVariable: BIRD_KEY, tokenPath: /token}
        servers: [{url: https://birds.example}]
        paths:
          /birds/{id}:
            get:
              operationId: getBird
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
              responses:
                '200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Bird'}}}}
          /birds:
            post:
              operationId: addBird
              parameters:
                - {name: loud, in: query, schema: {type: boolean}}
              requestBody:
                required: true
                content: {application/json: {schema: {$ref: '#/components/schemas/NewBird'}}}
              responses:
                '204': {description: Done.}
        webhooks:
          moult:
            post:
              requestBody:
                content: {application/json: {schema: {$ref: '#/components/schemas/Feather'}}}
        components:
          schemas:
            Bird:
              type: object
              required: [id, egg]
              properties:
                id: {type: string}
                age: {type: integer}
                song: {type: string}
                egg: {$ref: '#/components/schemas/Egg'}
                food: {$ref: '#/components/schemas/Food'}
                family: {$ref: '#/components/schemas/Family'}
            Egg:
              oneOf:
                - {$ref: '#/components/schemas/White'}
                - {$ref: '#/components/schemas/Blue'}
            White: {type: object, required: [type], properties: {type: {const: white, type: string}}}
            Blue: {type: object, required: [type], properties: {type: {const: blue, type: string}}}
            Brown: {type: object, required: [type], properties: {type: {const: brown, type: string}}}
            NewBird:
              type: object
              required: [name]
              properties:
                name: {type: string}
                cage: {$ref: '#/components/schemas/Cage'}
                food: {$ref: '#/components/schemas/Food'}
                weight: {type: integer, format: int32}
            Cage: {type: object, properties: {size: {type: integer}}}
            Food: {type: object, required: [name], properties: {name: {type: string}, grams: {type: integer}}}
            Feather: {type: object, properties: {color: {type: string}}}
            Family: {type: string, enum: [parrot, owl]}
        """;

    private const string Legend = "- removed   ! changed, breaking   + added   ~ changed, compatible\n";

    [Theory]
    // Calls.
    [InlineData("operationId: getBird", "operationId: fetchBird", "Client Birds.BirdClient", "- Task<Bird> GetBirdAsync(string id) (GET /birds/{id} is now BirdClient.FetchBirdAsync)", "+ Task<Bird> FetchBirdAsync(string id)")]
    [InlineData("/birds/{id}:", "/birds/{id}/whole:", "Client Birds.BirdClient", "~ GetBirdAsync: calls GET /birds/{id}/whole, was GET /birds/{id}")]
    [InlineData("{name: id, in: path, required: true, schema: {type: string}}", "{name: id, in: path, required: true, schema: {type: integer}}", "Client Birds.BirdClient", "! GetBirdAsync: the argument id is long, was string")]
    [InlineData("{name: id, in: path, required: true, schema: {type: string}}", "{name: id, in: path, required: true, x-humegen-name: birdId, schema: {type: string}}", "Client Birds.BirdClient", "! GetBirdAsync: the argument id is now called birdId")]
    [InlineData("in: path, required: true, schema: {type: string}}", "in: path, required: true, schema: {type: string}}\n        - {name: depth, in: query, schema: {type: integer}}", "Client Birds.BirdClient", "! GetBirdAsync: takes GetBirdRequest? query as well, in front of options: calls that give options or cancellationToken by position have to name them")]
    [InlineData("{name: loud, in: query, schema: {type: boolean}}", "{name: loud, in: query, required: true, schema: {type: boolean}}", "Client Birds.BirdClient", "! AddBirdAsync: the argument query must be given now", "Type Birds.AddBirdRequest", "! required bool Loud, was bool? Loud: it must be set now")]
    [InlineData("{name: loud, in: query, schema: {type: boolean}}", "{name: loud, in: query, schema: {type: boolean}}\n        - {name: twice, in: query, schema: {type: boolean}}", "Type Birds.AddBirdRequest", "+ bool? Twice")]
    [InlineData("required: true\n        content: {application/json: {schema: {$ref: '#/components/schemas/NewBird'", "content: {application/json: {schema: {$ref: '#/components/schemas/NewBird'", "Client Birds.BirdClient", "! AddBirdAsync: the arguments stand in another order", "~ AddBirdAsync: the argument body can be left out now")]
    [InlineData("'204': {description: Done.}", "'200': {description: Done., content: {application/json: {schema: {$ref: '#/components/schemas/Bird'}}}}", "Client Birds.BirdClient", "! AddBirdAsync: returns Task<Bird>, was Task")]
    [InlineData("operationId: addBird", "operationId: addBird\n      deprecated: true", "Client Birds.BirdClient", "~ AddBirdAsync: is deprecated now")]
    [InlineData("operationId: addBird", "operationId: addBird\n      x-humegen-group: Cages", "Client Birds.BirdClient", "- Task AddBirdAsync(NewBird body, AddBirdRequest? query = null) (POST /birds is now CagesClient.AddBirdAsync)", "Client Birds.CagesClient", "+ The client is new.", "+ Task AddBirdAsync(NewBird body, CagesAddBirdRequest? query = null)")]
    [InlineData("https://birds.example", "https://parrots.example", "Client Birds.BirdClient", "~ The base address is https://parrots.example, was https://birds.example")]
    [InlineData("BIRD_KEY", "PARROT_KEY", "Client Birds.BirdClient", "! The environment variable of the API key is PARROT_KEY, was BIRD_KEY")]
    [InlineData(", tokenPath: /token", "", "Client Birds.BirdClient", "! The path that gives access tokens is not given, was /token")]
    [InlineData("{name: loud, in: query, schema: {type: boolean}}", "{name: loud, in: header, schema: {type: boolean}}", "Client Birds.BirdClient", "~ AddBirdAsync: sends Loud as Header loud (Simple), was Query loud (Form)")]
    [InlineData("components:\n", "security: [{user: []}]\ncomponents:\n  securitySchemes: {user: {type: http, scheme: basic}}\n", "Client Birds.BirdClient", "! The shortest constructor takes a user name and a password, was an API key", "! A credential is needed now", "~ The header of the API key is not given, was X-Api-Key")]
    // What callers set.
    [InlineData("required: [name]\n      properties:\n        name: {type: string}\n        cage", "required: [name, cage]\n      properties:\n        name: {type: string}\n        cage", "Type Birds.NewBird", "! required Cage Cage, was Cage? Cage: it must be set now")]
    [InlineData("weight: {type: integer, format: int32}", "weight: {type: integer, format: int32}\n        wing: {type: string}", "Type Birds.NewBird", "+ string? Wing")]
    [InlineData("required: [name]\n      properties:\n        name: {type: string}\n        cage", "required: [name, wing]\n      properties:\n        wing: {type: string}\n        name: {type: string}\n        cage", "Type Birds.NewBird", "! required string Wing is new and must be set")]
    [InlineData("required: [name]\n      properties:\n        name: {type: string}\n        cage", "properties:\n        name: {type: string}\n        cage", "Type Birds.NewBird", "~ string? Name, was required string Name: it can be left out now")]
    [InlineData("weight: {type: integer, format: int32}", "weight: {type: integer, format: int64}", "Type Birds.NewBird", "~ long? Weight, was int? Weight")]
    [InlineData("weight: {type: integer, format: int32}", "weight: {type: string}", "Type Birds.NewBird", "! string? Weight, was int? Weight")]
    [InlineData("weight: {type: integer, format: int32}", "mass: {type: integer, format: int32}", "Type Birds.NewBird", "- int? Weight", "+ int? Mass")]
    [InlineData("weight: {type: integer, format: int32}", "weight: {type: integer, format: int32, x-humegen-name: Mass}", "Type Birds.NewBird", "- int? Weight (\"weight\" is now Mass)", "+ int? Mass")]
    [InlineData("weight: {type: integer, format: int32}", "weight_g: {type: integer, format: int32, x-humegen-name: Weight}", "Type Birds.NewBird", "~ Weight is \"weight_g\" on the wire, was \"weight\"")]
    // What callers read.
    [InlineData("required: [id, egg]", "required: [egg]", "Type Birds.Bird", "! string? Id, was required string Id: it may be null now")]
    [InlineData("required: [id, egg]", "required: [id, egg, song]", "Type Birds.Bird", "~ required string Song, was string? Song: it is never null now")]
    [InlineData("required: [id, egg]", "required: [id, egg, age]", "Type Birds.Bird", "! required long Age, was long? Age: it is never null now")]
    [InlineData("song: {type: string}", "song: {type: string, deprecated: true}", "Type Birds.Bird", "~ Song is deprecated now")]
    [InlineData("Feather: {type: object, properties", "Feather: {type: object, required: [color], properties", "Type Birds.Feather", "~ required string Color, was string? Color: it is never null now")]
    // Both.
    [InlineData("Food: {type: object, required: [name]", "Food: {type: object, required: []", "Type Birds.Food", "! string? Name, was required string Name: it may be null now")]
    [InlineData("Food: {type: object, required: [name]", "Food: {type: object, additionalProperties: {type: string}, required: [name]", "Type Birds.Food", "! AdditionalProperties are string, were JsonElement")]
    // Unions and enums.
    [InlineData("        - {$ref: '#/components/schemas/Blue'}\n", "        - {$ref: '#/components/schemas/Blue'}\n        - {$ref: '#/components/schemas/Brown'}\n", "Type Birds.IEgg", "+ The member Brown")]
    [InlineData("        - {$ref: '#/components/schemas/Blue'}\n", "", "Type Birds.Bird", "! required White Egg, was required IEgg Egg", "Type Birds.IEgg", "- The union of 2 records is gone.")]
    [InlineData("size: {type: integer}", "size: {type: integer}, place: {type: array, prefixItems: [{type: number}, {type: string}], items: false}", "Type Birds.Cage", "+ CagePlace? Place", "Type Birds.CagePlace", "+ The tuple of 2 items is new.")]
    [InlineData("enum: [parrot, owl]", "enum: [parrot, owl, hen]", "Type Birds.Family", "+ Hen = \"hen\"")]
    [InlineData("enum: [parrot, owl]", "enum: [parrot]", "Type Birds.Family", "- Owl = \"owl\"")]
    [InlineData("enum: [parrot, owl]", "enum: [parrot, owl], x-enum-varnames: [Parrot, Hooter]", "Type Birds.Family", "- Owl = \"owl\" (the value \"owl\" is now Hooter)", "+ Hooter = \"owl\"")]
    [InlineData("Family: {type: string, enum: [parrot, owl]}", "Family: {type: object, properties: {name: {type: string}}}", "Type Birds.Family", "! It is a record, was an enum.")]
    // Types.
    [InlineData("    Brown: {type: object, required: [type], properties: {type: {const: brown, type: string}}}\n", "", "Type Birds.Brown", "- The record with 1 property is gone.")]
    [InlineData("    Brown: {", "    Green: {", "Type Birds.Brown", "- The record with 1 property is gone. Birds.Green is new and has the same shape: it may be a new name.", "Type Birds.Green", "+ The record with 1 property is new.")]
    public void A_change_is_reported(string old, string @new, params string[] expected)
    {
        using var folder = new Workspace().With("old.yml", Birds).With("new.yml", Birds).Edit("new.yml", old, @new);

        var (exitCode, output, error) = folder.Run("diff", "old.yml", "new.yml", "--fail-on-breaking");

        var lines = output[..output.IndexOf(Legend, StringComparison.Ordinal)].Split('\n')
            .Where(l => l.Length > 0)
            .Select(l => l.Trim().Split("  [")[0]);
        Assert.Equal(expected, lines);
        Assert.Empty(error);
        Assert.Equal(expected.Any(e => e[0] is '-' or '!') ? Terminal.Breaking : Terminal.Success, exitCode);
    }
}
