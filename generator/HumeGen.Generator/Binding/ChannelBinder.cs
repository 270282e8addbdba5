using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Binding;

/// <summary>Turns the channels of one AsyncAPI document into drafts, with a union of what may go each way.</summary>
internal sealed class ChannelBinder(DocumentContext document, SchemaBinder schemas, List<TypeDraft> drafts)
{
    private readonly HashSet<string> _credentials = new(CredentialNames(document.Source.Root), StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ChannelDraft> Bind()
    {
        foreach (var channel in document.Source.Root["channels"] as JsonObject ?? [])
        {
            var pointer = DocumentContext.Join("/channels", channel.Key);
            if (channel.Value is not JsonObject node || document.OwnFlag(pointer, "x-humegen-ignore") || Server(node, pointer) is not { } server)
                continue;

            var group = CSharpNames.Path(document.OwnText(pointer, "x-humegen-group") ?? document.Source.ChannelName(node) ?? CSharpNames.Pascal(channel.Key));
            var @namespace = document.OwnText(pointer, "x-humegen-namespace") is { } given ? document.FindNamespace(given) : document.Namespace;
            var name = group.Substring(group.LastIndexOf('.') + 1);
            var send = Messages(DocumentContext.Join(pointer, "publish"), @namespace, name + "ClientMessage", $"What can be sent to {channel.Key}.", arrives: false);
            var receive = Messages(DocumentContext.Join(pointer, "subscribe"), @namespace, name + "ServerMessage", $"What comes from {channel.Key}.", arrives: true);
            yield return new ChannelDraft(
                document,
                pointer,
                group,
                @namespace,
                name,
                server,
                channel.Key.StartsWith("/", StringComparison.Ordinal) ? channel.Key : "/" + channel.Key,
                new DocModel(SchemaDocs.First(document.OwnText(pointer, "description"), $"The channel {channel.Key}."), false),
                [.. Parameters(node, pointer)],
                send,
                receive,
                QueryCredential(pointer, token: false),
                QueryCredential(pointer, token: true));
        }
    }

    // The names tell a key that lasts from a token that does not; the types of security schemes do not.
    private string? QueryCredential(string pointer, bool token)
    {
        var query = DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(pointer, "bindings"), "ws"), "query");
        // A scheme may name a parameter that the binding does not.
        return (document.Own(query, "properties") as JsonObject ?? []).Select(p => p.Key).Where(_credentials.Contains)
            .Concat(CredentialNames(document.Source.Root, inQuery: true))
            .FirstOrDefault(p => p.IndexOf("token", StringComparison.OrdinalIgnoreCase) >= 0 == token);
    }

    // A union even of a single message: what arrives may always be something else.
    private TypeDraft Messages(string pointer, string @namespace, string name, string description, bool arrives)
    {
        var given = document.OwnText(pointer, "x-humegen-name");
        var doc = SchemaDocs.First(document.OwnText(pointer, "description"), document.OwnText(pointer, "summary"), description);
        var draft = new TypeDraft(DraftKind.Union, document, pointer, @namespace, given is null ? name : CSharpNames.Given(given), new DocModel(doc, false))
        {
            DefaultKeyValue = document.OwnText(pointer, "x-humegen-default"),
            IsNamed = given is not null,
        };
        drafts.Add(draft);
        var messages = DocumentContext.Join(pointer, "message");
        if (document.Own(messages, "oneOf") is JsonArray variants)
        {
            for (var i = 0; i < variants.Count; i++)
                Add(draft, variants[i] as JsonObject, DocumentContext.Join(messages, "oneOf", i), @namespace, arrives);
        }
        else if (document.Node(messages) is JsonObject message)
        {
            Add(draft, message, messages, @namespace, arrives);
        }

        return draft;
    }

    private void Add(TypeDraft union, JsonObject? message, string pointer, string @namespace, bool arrives)
    {
        var key = "";
        if (message?["$ref"] is JsonValue reference)
        {
            key = reference.ToString().Split('/').Last();
            pointer = DocumentContext.Join("/components/messages", key);
            message = document.Node(pointer) as JsonObject;
        }

        if (message is null)
            return;
        if (message["contentType"] is JsonValue type && type.ToString() is var contentType && !contentType.Contains("json"))
        {
            if (MediaType.IsText(MediaType.Plain(contentType)))
            {
                document.Report(Descriptors.UnsupportedMessage, pointer, SchemaDocs.First(key, (message["name"] as JsonValue)?.ToString(), union.Name), $"text of the kind '{contentType}', so it is left out, and one that comes arrives as the unknown");
                return;
            }

            if (arrives && union.Variants.Any(v => v.Use.Draft is { Kind: DraftKind.Binary }))
                document.Report(Descriptors.UnsupportedMessage, pointer, SchemaDocs.First(key, (message["name"] as JsonValue)?.ToString(), union.Name), "binary like another one before it, and nothing tells binary frames apart, so all arrive as the first");
            var name = document.OwnText(pointer, "x-humegen-name") ?? SchemaDocs.First(key, (message["name"] as JsonValue)?.ToString(), union.Name + "Bytes");
            var doc = SchemaDocs.First(document.OwnText(pointer, "description"), document.OwnText(pointer, "summary"), $"A binary frame of {contentType}.");
            var binary = new TypeDraft(DraftKind.Binary, document, pointer, @namespace, CSharpNames.Pascal(name), new DocModel(doc, false)) { IsNamed = true };
            drafts.Add(binary);
            union.Variants.Add(new VariantDraft(TypeUse.Of(binary), [], null));
        }
        else if (JsonPointer.Step(message["payload"], "$ref") is JsonValue payload)
        {
            var schema = payload.ToString().Split('/').Last().Replace("~1", "/").Replace("~0", "~");
            union.Variants.Add(new VariantDraft(schemas.BindComponent(schema), [], schema));
        }
    }

    private IEnumerable<ParameterDraft> Parameters(JsonObject channel, string pointer)
    {
        foreach (var parameter in channel["parameters"] as JsonObject ?? [])
        {
            var at = DocumentContext.Join(DocumentContext.Join(pointer, "parameters"), parameter.Key);
            yield return Parameter(parameter.Key, (parameter.Value as JsonObject)?["schema"] as JsonObject, at, ParameterPlace.Path, true);
        }

        foreach (var (place, kind) in new[] { ("query", ParameterPlace.Query), ("headers", ParameterPlace.Header) })
        {
            var at = DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(pointer, "bindings"), "ws"), place);
            var required = (document.Own(at, "required") as JsonArray)?.Select(r => r?.ToString()).ToArray() ?? [];
            foreach (var property in document.Own(at, "properties") as JsonObject ?? [])
            {
                if (_credentials.Contains(property.Key) || property.Value is not JsonObject schema)
                    continue;
                var propertyAt = DocumentContext.Join(DocumentContext.Join(at, "properties"), property.Key);
                yield return Parameter(property.Key, schema, propertyAt, kind, required.Contains(property.Key));
            }
        }
    }

    private ParameterDraft Parameter(string name, JsonObject? schema, string pointer, ParameterPlace place, bool required)
    {
        var use = schema?["$ref"] is JsonValue reference
            ? schemas.BindComponent(reference.ToString().Split('/').Last().Replace("~1", "/").Replace("~0", "~"))
            : TypeUse.Of(RefKind.String);
        if (place == ParameterPlace.Query && use is { Draft.Kind: DraftKind.Record } or { Kind: RefKind.Map })
            place = ParameterPlace.DeepQuery;
        var text = SchemaDocs.First(document.OwnText(pointer, "description"), (schema?["description"] as JsonValue)?.ToString(), $"The parameter \"{name}\".");
        var given = document.OwnText(pointer, "x-humegen-name");
        var property = new PropertyDraft(
            name, given is null ? null : CSharpNames.Given(given), use, required, null, false, new DocModel(text, document.OwnFlag(pointer, "deprecated")));
        var spelling = place switch
        {
            ParameterPlace.DeepQuery => ParameterSpelling.DeepObject,
            ParameterPlace.Query => ParameterSpelling.Form,
            _ => ParameterSpelling.Simple,
        };
        return new ParameterDraft(property, place, spelling, true, pointer);
    }

    // The first server that speaks WebSocket; null where there are only others.
    private string? Server(JsonObject channel, string pointer)
    {
        var servers = document.Source.Root["servers"] as JsonObject ?? [];
        var wanted = (channel["servers"] as JsonArray ?? []).Select(s => s switch
        {
            JsonValue name => name.ToString(),
            JsonObject reference => reference["$ref"]?.ToString().Split('/').Last(),
            _ => null,
        }).OfType<string>().Where(servers.ContainsKey).ToArray();
        var candidates = wanted.Length > 0 ? wanted.Select(n => servers[n]).ToArray() : [.. servers.Select(s => s.Value)];
        var usable = candidates.FirstOrDefault(s => s?["protocol"]?.ToString().ToLowerInvariant() is null or "ws" or "wss" or "http" or "https");
        if (usable is null && candidates.Length > 0)
        {
            document.Report(Descriptors.UnsupportedBinding, pointer, $"The servers of the channel speak {candidates[0]?["protocol"]}", "the channel is left out");
            return null;
        }

        if (JsonPointer.Step(JsonPointer.Step(channel["bindings"], "ws"), "method")?.ToString() is { } method && !method.Equals("GET", StringComparison.OrdinalIgnoreCase))
            document.Report(Descriptors.UnsupportedBinding, DocumentContext.Join(pointer, "bindings"), $"The binding asks for {method}", "that is done");
        return Address(usable as JsonObject);
    }

    private string Address(JsonObject? server)
    {
        var protocol = server?["protocol"]?.ToString().ToLowerInvariant() switch { "ws" or "http" => "ws", _ => "wss" };
        // AsyncAPI 2 gives one address, AsyncAPI 3 its parts.
        var address = server?["url"]?.ToString() ?? (server is null ? "wss://localhost" : $"{protocol}://{server["host"]}{server["pathname"]}");
        foreach (var variable in server?["variables"] as JsonObject ?? [])
            address = address.Replace("{" + variable.Key + "}", JsonPointer.Step(variable.Value, "default")?.ToString() ?? "");
        if (!address.Contains("://"))
            address = $"{protocol}://{address}";
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == "wss" || (uri.Scheme == "ws" && uri.IsLoopback)) && uri is { UserInfo: "", Query: "", Fragment: "" })
            return address.TrimEnd('/');
        document.Report(Descriptors.BadServer, "/servers", address);
        return "wss://localhost";
    }

    // Documents of AsyncAPI 2 call a key in a query or a header apiKey as often as httpApiKey.
    private static IEnumerable<string> CredentialNames(JsonObject root, bool inQuery = false) => ((root["components"] as JsonObject)?["securitySchemes"] as JsonObject ?? [])
        .Select(s => s.Value as JsonObject)
        .Where(s => s?["type"]?.ToString() is "httpApiKey" or "apiKey" && s["name"] is not null && (!inQuery || s["in"]?.ToString() == "query"))
        .Select(s => s!["name"]!.ToString());
}

/// <summary>A channel in the making.</summary>
internal sealed record ChannelDraft(
    DocumentContext Document,
    string Pointer,
    string Group,
    string Namespace,
    string Name,
    string Server,
    string Path,
    DocModel Doc,
    IReadOnlyList<ParameterDraft> Parameters,
    TypeDraft Send,
    TypeDraft Receive,
    string? ApiKeyQuery,
    string? AccessTokenQuery);
