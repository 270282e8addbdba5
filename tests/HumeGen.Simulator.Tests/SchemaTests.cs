using System.Text.Json.Nodes;
using HumeGen.Server.Validation;

namespace HumeGen.Simulator.Tests;

/// <summary>The check of JSON against a schema, construct by construct.</summary>
public sealed class SchemaTests
{
    private const string Components = """
        {
          "Pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]},
          "Cat": {"type": "object", "required": ["type", "lives"], "properties": {"type": {"type": "string", "enum": ["cat"]}, "lives": {"type": "integer"}}},
          "Dog": {"type": "object", "required": ["type"], "properties": {"type": {"const": "dog"}, "name": {"type": "string"}}},
          "Ref": {"oneOf": [{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}, {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}]},
          "batch:State<Inference>": {"type": "string", "enum": ["on"]},
          "Tree": {"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}},
          "Base": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}},
          "Derived": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"b": {"type": "string"}}}]}
        }
        """;

    [Theory]
    [InlineData("""{"type":"string"}""", "\"x\"")]
    [InlineData("""{"type":"integer"}""", "60.0")]
    [InlineData("""{"type":"number"}""", "1")]
    [InlineData("""{"type":["string","null"]}""", "null")]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"oneOf":[{"$ref":"#/components/schemas/Cat"},{"type":"null"}]}""", "null")]
    [InlineData("""{}""", """{"anything":[1,null]}""")]
    [InlineData("""{"type":"object","properties":{}}""", """{"anything":1}""")]
    [InlineData("""{"type":"object","properties":{"a":{}},"additionalProperties":true}""", """{"other":1}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"number"}}""", """{"a":1,"b":2.5}""")]
    [InlineData("""{"$ref":"#/components/schemas/batch:State<Inference>"}""", "\"on\"")]
    [InlineData("""{"$ref":"#/components/schemas/Pet","description":"d"}""", """{"name":"Rex","type":"dog"}""")]
    [InlineData("""{"$ref":"#/components/schemas/Tree"}""", """{"children":[{"children":[]}]}""")]
    [InlineData("""{"$ref":"#/components/schemas/Derived"}""", """{"a":"1","b":"2"}""")]
    [InlineData("""{"$ref":"#/components/schemas/Ref"}""", """{"name":"n"}""")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"795c949a-1510-4a80-9646-7d0863b023ab\"")]
    public void A_value_that_fits_is_accepted(string schema, string value) => Assert.Empty(Check(schema, value));

    [Theory]
    [InlineData("""{"type":"string"}""", "1", "body: Input should be a string (string_type)")]
    [InlineData("""{"type":"integer"}""", "1.5", "body: Input should be an integer (int_type)")]
    [InlineData("""{"type":"boolean"}""", "\"true\"", "body: Input should be a boolean (bool_type)")]
    [InlineData("""{"type":"string"}""", "null", "body: Input must not be null; leave the member out instead (none_forbidden)")]
    [InlineData("""{"type":"array","items":{"type":"number"}}""", "[1,\"2\"]", "body[1]: Input should be a number (float_type)")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"c\"", "body: Input should be one of 'a', 'b' (enum)")]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{}}}""", "{}", "body.a: Field required (missing)")]
    [InlineData("""{"type":"object","properties":{"a":{}}}""", """{"b":1}""", "body.b: The API does not know this member; remove it or correct its name (extra_forbidden)")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/components/schemas/Tree"}}}""", """{"a":{"children":[{"kids":[]}]}}""", "body.a.children[0].kids: The API does not know this member; remove it or correct its name (extra_forbidden)")]
    [InlineData("""{"$ref":"#/components/schemas/Derived"}""", """{"b":"2","c":"3"}""", "body.c: The API does not know this member; remove it or correct its name (extra_forbidden)|body.a: Field required (missing)")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":5}""", "6", "body: Input should be less than or equal to 5 (less_than_equal)")]
    [InlineData("""{"type":"string","minLength":1}""", "\"\"", "body: String should have at least 1 characters (string_too_short)")]
    [InlineData("""{"type":"array","items":{},"minItems":1}""", "[]", "body: List should have at least 1 items, not 0 (too_short)")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"17\"", "body: Input should be a UUID such as 795c949a-1510-4a80-9646-7d0863b023ab (uuid_parsing)")]
    [InlineData("""{"$ref":"#/components/schemas/Pet"}""", """{"lives":9}""", "body.type: Field required; it is one of 'cat', 'dog' (union_tag_not_found)")]
    [InlineData("""{"$ref":"#/components/schemas/Pet"}""", """{"type":"cow"}""", "body.type: Input 'cow' should be one of 'cat', 'dog' (union_tag_invalid)")]
    [InlineData("""{"$ref":"#/components/schemas/Pet"}""", """{"type":"cat"}""", "body.lives: Field required (missing)")]
    [InlineData("""{"$ref":"#/components/schemas/Ref"}""", "{}", "body: Input has none of the allowed forms (body.id: Field required; or body.name: Field required) (union_no_match)")]
    [InlineData("""{"oneOf":[{"type":"object","required":["id"],"properties":{"id":{"type":"string"}}},{"type":"null"}]}""", """{"id":7}""", "body.id: Input should be a string (string_type)")]
    public void Refuses_and_says_where_and_why(string schema, string value, string expected) =>
        Assert.Equal(expected.Split('|'), Check(schema, value).Select(problem => $"{problem.LocationText}: {problem.Message} ({problem.Type})"));

    [Fact]
    public void A_reference_to_nothing_is_an_error_of_the_spec() =>
        Assert.Contains("Nowhere", Assert.Throws<InvalidDataException>(() => Check("""{"$ref":"#/components/schemas/Nowhere"}""", "1")).Message, StringComparison.Ordinal);

    private static List<ValidationProblem> Check(string schema, string value)
    {
        var document = new JsonObject { ["components"] = new JsonObject { ["schemas"] = JsonNode.Parse(Components) } };
        return SchemaValidator.Validate(JsonNode.Parse(value), new SchemaCompiler(document).Compile(JsonNode.Parse(schema)), ["body"]);
    }
}
