using System.Text.Json;

namespace HumeGen.Generator.Tests;

/// <summary>Values of enums and constants in the forms of documentation systems: as objects with the value inside, or in an extension.</summary>
public class WrappedValueTests
{
    public static TheoryData<string> Heads() => ["asyncapi: 2.6.0", "asyncapi: 3.0.0", "openapi: 3.0.3\npaths: {}", "openapi: 3.1.0\npaths: {}"];

    [Theory]
    [MemberData(nameof(Heads))]
    public void The_value_inside_is_the_value(string head)
    {
        using var output = new LoadedOutput(Run(head, """
            Thing:
              type: object
              required: [kind, final, fixed]
              properties:
                kind: {type: string, enum: [{type: stringLiteral, value: thing}]}
                final: {type: string, enum: [{type: booleanLiteral, value: true}]}
                level: {type: string, enum: [{type: integerLiteral, value: 1}, {type: integerLiteral, value: 2}]}
                ratio: {type: string, enum: [{value: 0.5}, {value: 1}]}
                role: {$ref: '#/components/schemas/Role'}
                voice: {oneOf: [{type: string, enum: [{value: ash}]}, {type: object, properties: {id: {type: string}}}]}
                fixed: {type: string, const: {type: stringLiteral, value: always}}
            Role: {type: string, enum: [{value: user, description: Whoever speaks.}, {value: agent}, plain]}
            """, """
            public static class Usage
            {
                public static object? Run()
                {
                    bool final = new Thing().Final;
                    long? level = new Thing().Level;
                    double? ratio = new Thing().Ratio;
                    return ApiJson.WriteString(new Thing { Role = Role.Agent, Level = 2, Ratio = 0.5 });
                }
            }
            """));

        Assert.Equal("""{"kind":"thing","final":true,"level":2,"ratio":0.5,"role":"agent","fixed":"always"}""", output.Run());
        output.AssertRoundTrip("Sample.Thing", """{"kind":"thing","final":true,"level":1,"ratio":1,"role":"user","voice":"ash","fixed":"always"}""");
        Assert.ThrowsAny<JsonException>(() => output.Read("Sample.Thing", """{"kind":{"type":"stringLiteral","value":"thing"},"final":true}"""));
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void A_value_that_may_be_null_stays_so(string head)
    {
        using var output = new LoadedOutput(Run(head, """
            Thing:
              type: object
              required: [flag, role]
              properties:
                flag: {type: string, nullable: true, enum: [{value: true}, null]}
                role: {type: [string, 'null'], enum: [{value: user}, {value: agent}, null]}
            """));

        output.AssertRoundTrip("Sample.Thing", """{"flag":null,"role":null}""");
        output.AssertRoundTrip("Sample.Thing", """{"flag":true,"role":"agent"}""");
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void An_object_that_is_meant_stays_one(string head)
    {
        using var output = new LoadedOutput(Run(head, """
            Thing:
              type: object
              properties:
                a: {type: object, enum: [{value: 1}, {value: 2}]}
                b: {const: {value: 0}}
                c: {enum: [{value: 1, unit: s}]}
                d: {type: [object, string], enum: [{value: x}, x]}
                e: {enum: [{value: {deep: 1}}]}
                f: {enum: [{value: 1}], properties: {value: {type: integer}}}
            """));

        output.AssertRoundTrip("Sample.Thing", """{"a":{"value":1},"b":{"value":0},"c":{"value":1,"unit":"s"},"d":{"value":"x"},"e":{"value":{"deep":1}},"f":{"value":1}}""");
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void A_literal_of_an_extension_is_a_constant(string head)
    {
        using var output = new LoadedOutput(Run(head, """
            Ping: {type: object, required: [type, again, n], properties: {type: {x-fern-type: literal<"ping">, description: Its kind.}, again: {x-fern-type: literal<true>}, n: {type: string, x-fern-type: literal<3>}}}
            Pong: {type: object, required: [type], properties: {type: {x-fern-type: literal<"pong">}, text: {x-fern-type: optional<string>}, other: {x-fern-type: literal<a b>}, own: {type: string, enum: [a, b], x-fern-type: literal<"a">}}}
            Any: {oneOf: [{$ref: '#/components/schemas/Ping'}, {$ref: '#/components/schemas/Pong'}]}
            """, """
            public static class Usage
            {
                public static object? Run() => ApiJson.WriteString(new Ping());
            }
            """));

        Assert.Equal("""{"type":"ping","again":true,"n":3}""", output.Run());
        Assert.Equal("Ping", output.ReadUnion("Sample.IAny", """{"again":true,"n":3,"type":"ping"}""").GetType().Name);
        Assert.Equal("Pong", output.ReadUnion("Sample.IAny", """{"type":"pong"}""").GetType().Name);
        output.AssertRoundTrip("Sample.Pong", """{"type":"pong","text":1,"other":[true],"own":"b"}""");
    }

    private static GeneratorRun Run(string head, string schemas, string userCode = "") => GeneratorRun.Of(
        $"{head}\ninfo: {{title: Sample, version: '1'}}\nservers: {(head[0] == 'o' ? "[{url: https://sample.example}]" : "{}")}\ncomponents:\n  schemas:\n    {schemas.Replace("\n", "\n    ", StringComparison.Ordinal)}\n",
        userCode: userCode.Length == 0 ? "" : "using HumeGen.Json;\nusing Sample;\n\n" + userCode);
}
