using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Tests;

/// <summary>Changes specifications at random: their text by characters, tokens and lines, their tree by values, keys and subtrees.</summary>
internal static class SpecMutator
{
    /// <summary>The name of a class that hostile texts try to declare.</summary>
    public const string Injected = "Pwned";

    // What YAML and the grammars of documents read as something of their own.
    private static readonly string[] Tokens =
    [
        "$ref: ", "null", "~", "&a ", "*a", "<<: *a", "[", "]", "{", "}", "- ", ": ", "? ", "!!int ", "!x ", "|\n", ">-\n", "---\n", "...\n", "\t", "'", "\"",
        "#/components/schemas/", "nullable: true", "%", "\\", "\0", "\u2028", "\uD83D", "\uFFFD", "1e999", "0x1F", "$.a[?@.b == ", "remove: true\n", "\r\n", "openapi: 3.0.0\n",
        $"\u2029}} public static class {Injected} {{}} //", "*/ #error ", "</summary>", "\u202E", "9999999999999999999", "2026-11-21", "no", "012",
    ];

    // Values, keywords and references that mean something at many places, and some that mean nothing: each line is JSON.
    private static readonly string[] Values =
        """
        null
        true
        false
        0
        -1
        1e999
        2147483648
        ""
        "x"
        " "
        "string"
        "class"
        "Equals"
        "a b"
        "\u0000"
        "\u2028}"
        []
        {}
        [null]
        {"":{}}
        {"":null}
        [[1]]
        ["a","a"]
        [1,null,"b"]
        {"type":"string"}
        {"type":"integer","format":"int32"}
        {"type":"string","format":"binary"}
        {"type":"string","format":"byte"}
        {"type":["string","null"]}
        {"type":"null"}
        {"type":"array"}
        {"type":"array","items":{"type":"array","items":{"type":["integer","null"]}}}
        {"type":"object"}
        {"type":"object","additionalProperties":{"type":"string","nullable":true}}
        {"type":"object","required":["kind"],"properties":{"kind":{"const":"k","type":"string"}}}
        {"type":["string","integer","array","object"]}
        {"oneOf":[{"type":"string"},{"type":"integer"}]}
        {"oneOf":[{"type":"object","required":["a"],"properties":{"a":{}}},{"type":"object","required":["b"],"properties":{"b":{}}}]}
        {"anyOf":[{"type":"string","enum":["a"]},{"type":"string"}]}
        {"allOf":[{"type":"object","properties":{"p":{"type":"string"}}},{"required":["p"]}]}
        {"enum":["a",null]}
        {"const":"c"}
        {"deprecated":true,"type":"object","properties":{"d":{"deprecated":true,"type":"string"}},"required":["d"]}
        {"type":"string","format":"password"}
        {"x-humegen-name":"Equals","type":"object","properties":{"e":{}}}
        {"x-humegen-namespace":"System","type":"string","enum":["s"]}
        {"type":"string","format":"date-time"}
        {"type":"string","enum":[12,1.10,true,"a"]}
        {"x-humegen-type":"System.Diagnostics.Process"}
        {"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}]}
        {"type":"array","items":{"type":"array","items":{"type":"string","format":"binary"}}}
        {"nullable":true,"allOf":[{}]}
        {"type":"strnig"}
        {"minLength":"x"}
        {"exclusiveMinimum":true,"minimum":1}
        {"discriminator":{"mapping":{"a":"y","b":"#/x","c":null}}}
        "3.0.1"
        {"$ref":"#/components/schemas/area:Station<Reading>/properties/note"}
        {"$ref":"#/paths/~1stations~1{id}/get/responses/200/content/application~1json/schema"}
        {"$ref":"#/nowhere"}
        {"$ref":"#/components/schemas"}
        {"$ref":"#/components/responses"}
        {"$ref":"#/paths"}
        {"$ref":"other.yml#/a"}
        {"$ref":"0.yml#/components/schemas"}
        {"$ref":5}
        {"$ref":"#/info"}
        {"$ref":"#"}
        {"$ref":"#/components/schemas/y","nullable":true}
        "\u2029} public static class Pwned {} //"
        "\"; } public static class Pwned { string s = \""
        "</summary>]]>"
        """.Split('\n');

    private static readonly string[] Names =
    [
        "nullable", "deprecated", "required", "type", "format", "enum", "const", "default", "description", "items", "properties", "additionalProperties", "oneOf", "anyOf", "allOf", "not", "prefixItems", "$defs",
        "discriminator", "$ref", "x-humegen-name", "x-humegen-namespace", "x-humegen-ignore", "x-humegen-group", "x-humegen-paging", "x-humegen-default", "x-humegen-facts", "x-humegen-type", "x-enum-varnames",
        "x-enum-descriptions", "a-b", "a_b", "AB", "Equals", "class", "", "new/one", "explode", "style", "schema", "content", "application/json", "multipart/form-data", "text/plain", "application/octet-stream",
        "text/event-stream", "200", "post", "in", "name", "encoding", "payload", "headers", "messages", "traits", "bindings", "parameters", "servers",
    ];

    private static readonly Func<JsonNode, JsonNode>[] Links =
    [
        next => next, next => new JsonObject { ["allOf"] = new JsonArray(next) }, next => new JsonObject { ["allOf"] = new JsonArray(next), ["properties"] = new JsonObject { ["p"] = new JsonObject() } },
        next => new JsonObject { ["oneOf"] = new JsonArray(next, new JsonObject { ["type"] = "string" }) }, next => new JsonObject { ["anyOf"] = new JsonArray(next, new JsonObject { ["type"] = "null" }) },
        next => new JsonObject { ["type"] = "array", ["items"] = next }, next => new JsonObject { ["type"] = "array", ["prefixItems"] = new JsonArray(next) },
        next => new JsonObject { ["type"] = "object", ["additionalProperties"] = next }, next => new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["next"] = next } },
        next => new JsonObject { ["not"] = next }, next => new JsonObject { ["$defs"] = new JsonObject { ["d"] = next } },
        next => new JsonObject { ["oneOf"] = new JsonArray(next), ["discriminator"] = new JsonObject { ["propertyName"] = "t", ["mapping"] = new JsonObject { ["a"] = next["$ref"]!.DeepClone() } } },
    ];

    /// <summary>Changes the text of a file.</summary>
    public static string Text(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var n = random.Next(1, 5); n > 0 && mutated.Length > 0; n--)
        {
            var at = random.Next(mutated.Length);
            var length = Math.Min(random.Next(1, 40), mutated.Length - at);
            switch (random.Next(8))
            {
                case 0:
                    mutated.Remove(at, length);
                    break;
                case 1:
                    mutated.Insert(random.Next(mutated.Length), mutated.ToString(at, length));
                    break;
                case 2:
                    mutated.Insert(at, Tokens[random.Next(Tokens.Length)]);
                    break;
                case 3:
                    mutated[at] = (char)random.Next(9, 127);
                    break;
                case 4:
                    mutated.Insert(at, new string(' ', random.Next(1, 6)));
                    break;
                case 5:
                    mutated.Remove(at, length).Insert(at, Tokens[random.Next(Tokens.Length)]);
                    break;
                default:
                    MoveLines(mutated, random);
                    break;
            }
        }

        return mutated.ToString();
    }

    /// <summary>Changes the tree of a document.</summary>
    /// <param name="json">The document as JSON.</param>
    /// <param name="random">Source of all choices.</param>
    /// <param name="donor">Another document, parts of which may come in; null for none.</param>
    /// <returns>The changed document as JSON.</returns>
    public static string Tree(string json, Random random, string? donor = null)
    {
        var root = JsonNode.Parse(json)!;
        var parts = new List<JsonNode>();
        if (donor is not null && random.Next(3) == 0)
            Collect(JsonNode.Parse(donor), parts);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var nodes = new List<JsonNode>();
            Collect(root, nodes);
            var node = nodes[random.Next(nodes.Count)];
            // Mostly below the members of the root, so that the document stays one.
            if (node.Parent is null || (node.Parent.Parent is null && random.Next(8) != 0))
                continue;
            Change(node, nodes, parts, random, root);
        }

        if (random.Next(40) == 0)
            AddChain(root, random);
        return root.ToJsonString();
    }

    // Takes some lines out, and puts them in elsewhere or twice.
    private static void MoveLines(StringBuilder text, Random random)
    {
        var lines = text.ToString().Split('\n').ToList();
        var at = random.Next(lines.Count);
        var some = lines.GetRange(at, Math.Min(random.Next(1, 8), lines.Count - at));
        if (random.Next(2) == 0)
            lines.RemoveRange(at, some.Count);
        lines.InsertRange(random.Next(lines.Count + 1), some);
        text.Clear().AppendJoin('\n', lines);
    }

    private static void Change(JsonNode node, List<JsonNode> nodes, List<JsonNode> parts, Random random, JsonNode root)
    {
        switch (random.Next(8))
        {
            case 0 when node is JsonObject o:
                o[Names[random.Next(Names.Length)]] = Value(random, root);
                break;
            case 1 when node is JsonArray a:
                a.Insert(random.Next(a.Count + 1), Value(random, root));
                break;
            case 2 when node.Parent is JsonObject parent:
                // The same thing under another name beside it, or in its place.
                var copy = node.DeepClone();
                if (random.Next(2) == 0)
                    parent.Remove(node.GetPropertyName());
                parent[Names[random.Next(Names.Length)]] = copy;
                break;
            case 3 when node.Parent is JsonObject parent:
                parent.Remove(node.GetPropertyName());
                break;
            case 4:
                // Two parts change places.
                var other = nodes[random.Next(nodes.Count)];
                if (other.Parent is null || Contains(node, other) || Contains(other, node))
                    break;
                var (first, second) = (node.DeepClone(), other.DeepClone());
                node.ReplaceWith(second);
                other.ReplaceWith(first);
                break;
            case 5 when parts.Count > 0:
                node.ReplaceWith(parts[random.Next(parts.Count)].DeepClone());
                break;
            default:
                node.ReplaceWith(Value(random, root));
                break;
        }
    }

    private static bool Contains(JsonNode outer, JsonNode? inner)
    {
        for (; inner is not null; inner = inner.Parent)
        {
            if (ReferenceEquals(inner, outer))
                return true;
        }

        return false;
    }

    // Schemas of which each refers to the next one, in ways that differ or not; the last one may lead back.
    private static void AddChain(JsonNode root, Random random)
    {
        if (root is not JsonObject || (root["components"] as JsonObject)?["schemas"] is not JsonObject schemas)
            return;
        var length = random.Next(2, 300);
        var only = random.Next(2) == 0 ? Links[random.Next(Links.Length)] : null;
        for (var i = 0; i < length; i++)
        {
            var next = new JsonObject { ["$ref"] = $"#/components/schemas/Chain{(i + 1 == length && random.Next(2) == 0 ? random.Next(length) : i + 1)}" };
            schemas[$"Chain{i}"] = (only ?? Links[random.Next(Links.Length)])(next);
        }

        schemas[$"Chain{length}"] = Value(random, root);
    }

    private static JsonNode? Value(Random random, JsonNode root)
    {
        if (root is JsonObject && root["components"] is JsonObject components && components["schemas"] is JsonObject { Count: > 0 } schemas && random.Next(4) == 0)
            return new JsonObject { ["$ref"] = "#/components/schemas/" + schemas.ElementAt(random.Next(schemas.Count)).Key };
        return JsonNode.Parse(Values[random.Next(Values.Length)]);
    }

    private static void Collect(JsonNode? node, List<JsonNode> nodes)
    {
        if (node is null)
            return;
        nodes.Add(node);
        foreach (var child in node switch { JsonObject o => o.Select(m => m.Value), JsonArray a => a, _ => [] })
            Collect(child, nodes);
    }
}
