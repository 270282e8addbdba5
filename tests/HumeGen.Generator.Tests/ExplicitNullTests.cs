namespace HumeGen.Generator.Tests;

/// <summary>Null on purpose, and null that came: compiled, run, and looked at on the wire.</summary>
public class ExplicitNullTests
{
    private const string Contacts = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /contacts/{id}:
            patch:
              operationId: changeContact
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
              requestBody: {required: true, content: {application/merge-patch+json: {schema: {$ref: '#/components/schemas/Contact'}}}}
              responses: {'200': {description: The contact., content: {application/json: {schema: {$ref: '#/components/schemas/Contact'}}}}}
        components:
          schemas:
            Contact:
              type: object
              required: [id, team]
              properties:
                id: {type: [string, 'null']}
                team: {type: [string, 'null']}
                nick-name: {type: string}
                phone: {type: [string, 'null']}
                age: {type: integer}
                active: {type: boolean}
                since: {type: string, format: date-time}
                born: {type: [string, 'null'], format: date}
                photo: {type: string, contentEncoding: base64}
                level: {type: string, enum: [low, high]}
                tags: {type: array, items: {type: [string, 'null']}}
                notes: {type: object, additionalProperties: {type: [string, 'null']}}
                address: {$ref: '#/components/schemas/Address'}
                pet: {$ref: '#/components/schemas/Pet'}
                pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
                homes: {type: object, additionalProperties: {$ref: '#/components/schemas/Address'}}
                either: {oneOf: [{type: string}, {type: integer}]}
                anything: {}
                gone: {type: string, deprecated: true}
            Address: {type: object, properties: {street: {type: string}, city: {type: [string, 'null']}}}
            Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
            Cat: {type: object, required: [kind], properties: {kind: {const: cat}, name: {type: string}}}
            Dog: {type: object, required: [kind], properties: {kind: {const: dog}, owner: {$ref: '#/components/schemas/Address'}}}
            Scores: {type: object, properties: {note: {type: string}}, additionalProperties: {type: [integer, 'null']}}
        """;

    private const string Map = "System.Collections.Generic.Dictionary<string, System.Text.Json.JsonElement>";

    private const string NullEverywhere = """
        {
          "id": null, "team": null, "nick-name": null, "phone": null, "age": null, "active": null, "since": null, "born": null, "photo": null, "level": null,
          "tags": null, "notes": null, "address": null, "pet": null, "pets": null, "homes": null, "either": null, "anything": null, "gone": null, "beyond": null
        }
        """;

    [Theory]
    [InlineData("Sample.Contact", NullEverywhere)]
    [InlineData("Sample.Contact", """{"id":"a","team":null}""")]
    [InlineData("Sample.Contact", """{"id":"a","team":"b","nick-name":null,"phone":"1","beyond":null}""")]
    [InlineData("Sample.Contact", """{"id":"a","team":"b","address":{"street":null},"homes":{"sea":{"city":null,"street":"s"},"hill":{}},"notes":{"n":null},"tags":["a",null]}""")]
    [InlineData("Sample.Contact", """{"id":"a","team":"b","pet":{"kind":"cat","name":null},"pets":[{"kind":"dog","owner":null},{"kind":"dog","owner":{"city":null}},{"kind":"cat"}]}""")]
    [InlineData("Sample.Scores", """{"note":null,"a":1,"b":null}""")]
    [InlineData("Sample.Scores", """{"b":null}""")]
    public void Null_that_came_is_written_back_and_nothing_else(string type, string json)
    {
        using var output = new LoadedOutput(GeneratorRun.Of(Contacts));
        output.AssertRoundTrip(type, json);
        // Readers share what they know of the nulls of a type.
        output.AssertRoundTrip("Sample.Address", """{"city":null}""");
        output.AssertRoundTrip(type, json);
    }

    [Theory]
    [InlineData("new() { Id = \"a\", Team = \"b\" }", """{"id":"a","team":"b"}""")]
    [InlineData("new() { Id = \"a\", Team = null, ExplicitNulls = [nameof(Contact.NickName), nameof(Contact.Age)] }", """{"id":"a","team":null,"nick-name":null,"age":null}""")]
    [InlineData("new() { Id = \"a\", Team = \"b\", Phone = \"1\", ExplicitNulls = [nameof(Contact.Phone)] }", """{"id":"a","team":"b","phone":"1"}""")]
    [InlineData("new() { Id = \"a\", Team = \"b\", ExplicitNulls = [nameof(Contact.Phone), nameof(Contact.Phone)] }", """{"id":"a","team":"b","phone":null}""")]
    [InlineData("new() { Id = \"a\", Team = \"b\", Address = new() { ExplicitNulls = [nameof(Address.City)] } }", """{"id":"a","team":"b","address":{"city":null}}""")]
    [InlineData("new() { Id = \"a\", Team = \"b\", Pet = new Cat { ExplicitNulls = [nameof(Cat.Name)] } }", """{"id":"a","team":"b","pet":{"kind":"cat","name":null}}""")]
    public async Task Null_on_purpose_is_sent(string contact, string expected)
    {
        var sent = await Send($"client.ChangeContactAsync(\"7\", {contact})");

        Assert.Equal(("PATCH /contacts/7", "application/merge-patch+json", expected), (sent.Line, sent.Headers["Content-Type"], sent.Body));
    }

    [Theory]
    [InlineData("came", """{"id":"a","team":"b","phone":null}""")]
    [InlineData("came with { Phone = \"1\" }", """{"id":"a","team":"b","phone":"1"}""")]
    [InlineData("came with { ExplicitNulls = [] }", """{"id":"a","team":"b"}""")]
    [InlineData("came with { ExplicitNulls = [.. came.ExplicitNulls, nameof(Contact.Age)] }", """{"id":"a","team":"b","phone":null,"age":null}""")]
    public async Task A_copy_keeps_the_nulls_that_its_values_do_not_replace(string contact, string expected)
    {
        const string Came = "var came = HumeGen.Json.ApiJson.Read<Contact>(\"{\\\"id\\\":\\\"a\\\",\\\"team\\\":\\\"b\\\",\\\"phone\\\":null}\");";

        Assert.Equal(expected, (await Send($"{{ {Came} return client.ChangeContactAsync(\"7\", {contact}); }}")).Body);
    }

    [Theory]
    [InlineData("new() { Id = \"a\", Team = \"b\", AdditionalProperties = came.AdditionalProperties }", null)]
    [InlineData("came with { AdditionalProperties = new " + Map + " { [\"nick-name\"] = came.AdditionalProperties![\"beyond\"] } }", "nick-name")]
    [InlineData("came with { AdditionalProperties = new " + Map + " { [\"Id\"] = default, [\"gone\"] = default } }", "gone")]
    [InlineData("came with { Pet = new Cat { AdditionalProperties = new " + Map + " { [\"kind\"] = default } } }", "kind")]
    [Trait("Fault", "docs/reliability.md#extra-fields-and-unknown-values")]
    public async Task No_name_of_a_property_is_written_twice(string contact, string? refused)
    {
        const string Came = "var came = HumeGen.Json.ApiJson.Read<Contact>(\"{\\\"id\\\":\\\"a\\\",\\\"team\\\":\\\"b\\\",\\\"beyond\\\":1}\");";

        var sending = Send($"{{ {Came} return client.ChangeContactAsync(\"7\", {contact}); }}");

        if (refused is null)
            Assert.Equal("""{"id":"a","team":"b","beyond":1}""", (await sending).Body);
        else
            Assert.Contains($"AdditionalProperties has '{refused}'", (await Assert.ThrowsAsync<ArgumentException>(() => sending)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Contact.Team", "Team")]
    [InlineData("Address.Street", "Street")]
    public async Task A_name_that_no_optional_property_has_is_refused(string property, string name)
    {
        var e = await Assert.ThrowsAsync<ArgumentException>(
            () => Send($"client.ChangeContactAsync(\"7\", new() {{ Id = \"a\", Team = \"b\", ExplicitNulls = [nameof({property})] }})"));

        Assert.Contains($"'{name}', but Contact has no optional property of this name", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_are_equal_when_their_nulls_are()
    {
        using var output = new LoadedOutput(GeneratorRun.Of(Contacts));
        var both = output.Read("Sample.Address", """{"street":null,"city":null}""");

        Assert.Equal(both, output.Read("Sample.Address", """{"city":null,"street":null}"""));
        Assert.Equal(both.GetHashCode(), output.Read("Sample.Address", """{"city":null,"street":null}""").GetHashCode());
        Assert.NotEqual(both, output.Read("Sample.Address", """{"city":null}"""));
        Assert.NotEqual(both, output.Read("Sample.Address", "{}"));
        Assert.Contains("ExplicitNulls = [Street, City]", both.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_whose_properties_are_all_required_has_no_such_list()
    {
        var run = GeneratorRun.Of("""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths: {}
            components: {schemas: {Pair: {type: object, required: [a, b], properties: {a: {type: string}, b: {type: [string, 'null']}}}}}
            """);

        Assert.DoesNotContain("ExplicitNulls", run.File("Sample.Pair.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("PropertyNames", run.File("Sample.Pair.Json.g.cs"), StringComparison.Ordinal);
    }

    private static async Task<SentRequest> Send(string call)
    {
        var handler = new Recorder(_ => """{"id":"a","team":"b"}""");
        await SampleCalls.Run(handler, [new SpecText("spec.yml", Contacts)], $"() => {call}", "", expectDiagnostics: false);
        return Assert.Single(handler.Sent);
    }
}
