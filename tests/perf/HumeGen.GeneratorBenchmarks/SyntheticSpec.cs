using System.Globalization;
using System.Text;

namespace HumeGen.GeneratorBenchmarks;

/// <summary>An OpenAPI document of any size that looks like real ones: objects that refer to each other, enums, unions and calls.</summary>
internal static class SyntheticSpec
{
    private const string Subject = "What this is, in about as many words as people find for it, with 1 to 100 as its range.";

    /// <param name="characters">Least length of the document, in characters.</param>
    public static string Make(int characters)
    {
        var paths = new StringBuilder();
        var schemas = new StringBuilder();
        for (var i = 0; paths.Length + schemas.Length < characters; i++)
            Add(paths, schemas, i);
        return "openapi: 3.1.0\ninfo: {title: Synthetic, version: '1'}\nservers: [{url: https://synthetic.example}]\npaths:\n" + paths + "components:\n  schemas:\n" + schemas;
    }

    private static void Add(StringBuilder paths, StringBuilder schemas, int i)
    {
        var culture = CultureInfo.InvariantCulture;
        var earlier = i / 2;
        paths.Append(culture, $$"""
              /groups/{{i / 20}}/things/{{i}}/{id}:
                post:
                  operationId: change_thing_{{i}}
                  tags: [group {{i / 20}}]
                  description: {{Subject}}
                  parameters:
                    - {name: id, in: path, required: true, description: Whose it is., schema: {type: string} }
                    - {name: limit, in: query, description: How many there may be., schema: {type: integer, format: int32} }
                  requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing{{i}}'} } } }
                  responses: {'200': {description: What became of it., content: {application/json: {schema: {$ref: '#/components/schemas/Thing{{earlier}}'} } } } }

            """);
        schemas.Append(culture, $$"""
                Kind{{i}}: {type: string, enum: [small, large, kind-{{i}}], description: {{Subject}} }
                Thing{{i}}:
                  type: object
                  description: {{Subject}}
                  required: [type, name, kind]
                  properties:
                    type: {type: string, enum: [thing-{{i}}], description: Always the same. }
                    name: {type: string, description: {{Subject}} }
                    kind: {$ref: '#/components/schemas/Kind{{i}}'}
                    size: {type: [number, 'null'], description: {{Subject}} }
                    count_{{i}}: {type: integer, description: {{Subject}} }
                    made_at: {type: string, format: date-time, description: {{Subject}} }
                    parts: {type: array, items: {$ref: '#/components/schemas/Thing{{earlier}}'}, description: {{Subject}} }
                    notes: {type: object, additionalProperties: {type: string}, description: {{Subject}} }

            """);
        if (i % 10 == 9)
        {
            schemas.Append(culture, $"    Choice{i}:\n      description: {Subject}\n      oneOf:\n");
            for (var n = i - 9; n <= i; n++)
                schemas.Append(culture, $"        - $ref: '#/components/schemas/Thing{n}'\n");
        }
    }
}
