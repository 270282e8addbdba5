namespace HumeGen.Generator.Reading;

/// <summary>Kinds of values behind the keys of OpenAPI, AsyncAPI and JSON Schema.</summary>
internal static class OpenApiGrammar
{
    /// <summary>The HTTP methods that a path item names; others are in its <c>additionalOperations</c>.</summary>
    public static readonly IReadOnlyList<string> Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    /// <summary>In schemas: keywords whose members have free names and are schemas.</summary>
    public static readonly HashSet<string> SchemaMaps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

    /// <summary>In schemas: keywords whose items are schemas.</summary>
    public static readonly HashSet<string> SchemaLists = ["allOf", "anyOf", "oneOf", "prefixItems"];

    /// <summary>In schemas: keywords that are a schema. <c>additionalProperties</c> and <c>unevaluatedProperties</c> are none of them, as they may also be true or false.</summary>
    public static readonly HashSet<string> Schemas =
    [
        "items", "not", "contains", "propertyNames", "if", "then", "else", "unevaluatedItems", "contentSchema", "additionalItems",
    ];

    /// <summary>Outside schemas: keys whose members have free names, and the section of the components that a <c>$ref</c> there must point into.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Maps = new Dictionary<string, string?>
    {
        ["paths"] = "pathItems",
        ["webhooks"] = "pathItems",
        ["pathItems"] = "pathItems",
        ["responses"] = "responses",
        ["parameters"] = "parameters",
        ["headers"] = "headers",
        ["requestBodies"] = "requestBodies",
        ["securitySchemes"] = "securitySchemes",
        ["callbacks"] = "callbacks",
        ["content"] = "mediaTypes",
        ["mediaTypes"] = "mediaTypes",
        ["encoding"] = null,
        ["variables"] = null,
        ["servers"] = null,
        ["channels"] = null,
        ["messages"] = null,
        ["operations"] = null,
    };

    /// <summary>Further keys with a mapping behind them, in OpenAPI.</summary>
    public static readonly HashSet<string> OpenApiMappings =
    [
        "info", "contact", "license", "components", "externalDocs", "requestBody", "flows", "implicit", "password", "clientCredentials",
        "authorizationCode", "additionalOperations", .. Methods,
    ];

    /// <summary>Further keys with a mapping behind them, in AsyncAPI.</summary>
    public static readonly HashSet<string> AsyncApiMappings = ["info", "components", "publish", "subscribe", "message", "bindings", "ws"];

    /// <summary>Keys with a list of mappings behind them, in OpenAPI.</summary>
    public static readonly HashSet<string> OpenApiLists = ["parameters", "servers", "security"];

    /// <summary>Keys with a list of mappings behind them, in AsyncAPI.</summary>
    public static readonly HashSet<string> AsyncApiLists = ["oneOf", "messages", "security"];

    // Data rather than description: nothing in there is a schema or a reference that matters.
    private static readonly HashSet<string> Data = ["example", "examples", "default", "value", "enum", "const"];

    /// <summary>Whether a document that is brought into one form keeps what is behind a key as it is. Links describe no call, so they are as good as data.</summary>
    public static bool IsKept(string key) => key == "links" || Data.Contains(key);

    /// <summary>Whether references behind a key lead to no part of the description. Those of links do, and their parts may be in other files.</summary>
    public static bool IsData(string key) => Data.Contains(key);

    /// <summary>Whether members have free names, to whoever cannot tell where in a document he is. <c>parameters</c> and <c>servers</c> are lists almost everywhere.</summary>
    public static bool HasFreeNames(string key) =>
        key is "schemas" or "links" || SchemaMaps.Contains(key) || (Maps.ContainsKey(key) && key is not ("parameters" or "servers"));

    /// <summary>Whether the key of a mapping is an extension.</summary>
    public static bool IsExtension(string key) => key.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>Whether the key of a component is a name that someone gave it. One with slashes or dots is the way to where a tool found it.</summary>
    public static bool IsName(string key) => key.IndexOfAny(['/', '.']) < 0;

    /// <summary>Whether a step of a pointer into an AsyncAPI document only tells where things are kept, and not what they are.</summary>
    public static bool IsStructure(string key) => key is "components" or "schemas" or "properties" or "$defs" or "definitions" or "prefixItems" or "channels" or "messages" or "message" or "payload";

    /// <summary>The section of the components for the like of what stands behind a key; members with free names stand under their own.</summary>
    /// <param name="key">The key.</param>
    /// <param name="around">The section for what the key stands in.</param>
    public static string SectionOf(string key, string around) => key switch
    {
        "paths" or "webhooks" or "pathItems" => "pathItems",
        "parameters" or "responses" or "headers" or "callbacks" or "links" or "securitySchemes" or "requestBodies" or "messages" or "channels" or "operations" or "servers" => key,
        "requestBody" => "requestBodies",
        _ when around == "pathItems" && Methods.Contains(key) => "operations",
        "message" or "oneOf" when around is "messages" or "channels" => "messages",
        "schema" or "schemas" or "payload" or "items" or "properties" or "allOf" or "anyOf" or "additionalProperties" or "itemSchema" or "content" => "schemas",
        _ => around,
    };
}
