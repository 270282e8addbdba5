using System.Globalization;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.References;

/// <summary>Names for what stands in the middle of an OpenAPI document: like those that types get of themselves, from the operation and from what is meant there.</summary>
internal static class PlaceNames
{
    /// <summary>The words of the name.</summary>
    /// <param name="root">The document.</param>
    /// <param name="tokens">The way to the place.</param>
    public static IEnumerable<string> Of(JsonObject root, string[] tokens)
    {
        var names = new List<string>();
        var next = 0;
        if (tokens.Length > 3 && tokens[0] is "paths" or "webhooks" && OpenApiGrammar.Methods.Contains(tokens[2]))
        {
            var operation = JsonPointer.Find(root, [tokens[0], tokens[1], tokens[2]]);
            names.Add((operation as JsonObject)?["operationId"].AsText() ?? tokens[2] + "_" + tokens[1]);
            next = 3;
        }
        else if (tokens.Length > 2 && tokens[0] is "paths" or "webhooks")
        {
            next = 2;
        }
        else if (tokens.Length > 3 && tokens[0] == "components" && tokens[1] is not "schemas")
        {
            names.Add(tokens[2]);
            AddOnce(tokens[1] switch { "responses" => "Response", "requestBodies" => "Request", _ => "" });
            next = 3;
        }

        for (; next < tokens.Length; next++)
        {
            var following = next + 1 < tokens.Length ? tokens[next + 1] : null;
            switch (tokens[next])
            {
                case "parameters" when following is not null:
                    var parameter = JsonPointer.Find(root, [.. tokens.Take(next + 2)]) as JsonObject;
                    names.Add(parameter?["name"].AsText() ?? following);
                    next++;
                    break;
                case "responses" when following is not null:
                    AddOnce(following.Length > 0 && following[0] == '2' ? "Response" : "Error");
                    next++;
                    break;
                case "requestBody":
                    names.Add("Request");
                    break;
                case "content":
                    next++;
                    break;
                case "properties" or "headers" or "$defs" or "definitions" or "patternProperties" when following is not null:
                    names.Add(following);
                    next++;
                    break;
                case "oneOf" or "anyOf" or "allOf" or "prefixItems" when JsonPointer.TryIndex(following ?? "", out var index):
                    names.Add((index + 1).ToString(CultureInfo.InvariantCulture));
                    next++;
                    break;
                case "items":
                    names.Add("Item");
                    break;
                case "additionalProperties":
                    names.Add("Value");
                    break;
                case "schema" or "itemSchema" or "schemas" or "components":
                    break;
                default:
                    names.Add(tokens[next]);
                    break;
            }
        }

        return names;

        void AddOnce(string word)
        {
            if (word.Length > 0 && (names.Count == 0 || !names[names.Count - 1].EndsWith(word, StringComparison.OrdinalIgnoreCase)))
                names.Add(word);
        }
    }
}
