using HumeGen.Generator.Binding.Calls;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Channels;

/// <summary>
/// Turns the messages of one direction of a channel into a union, even of a single message: what arrives may always be something else. Every message
/// is a record, whatever its payload.
/// </summary>
internal sealed class MessageBinder(DocumentContext document, SchemaBinder schemas)
{
    /// <param name="operation">The direction.</param>
    /// <param name="namespace">The namespace of the channel.</param>
    /// <param name="name">The name of the union where the document gives none.</param>
    /// <param name="description">Its description where the document gives none.</param>
    /// <param name="direction">The way that the messages go.</param>
    public BoundMessages Bind(ChannelOperationNode operation, string @namespace, string name, string description, MessageDirections direction)
    {
        var given = operation.GivenName;
        var doc = SchemaDocumentation.First(operation.OwnDescription, operation.Summary, description);
        var union = new TypeDraft(DraftKind.Union, document, operation.Pointer, @namespace, given is null ? name : CSharpNames.Given(given), new DocModel(doc, false))
        {
            DefaultKeyValue = operation.Text(ExtensionWords.Default),
            IsNamed = given is not null,
            Messages = direction,
        };
        schemas.Drafts.Add(union);
        var named = new List<(string Name, TypeUse Message)>();
        foreach (var message in operation.Messages)
        {
            var first = union.Variants.Count;
            Add(union, message);
            named.AddRange(union.Variants.Skip(first).SelectMany(v => Named(union, message, v)));
        }

        TakeDiscriminator(union);
        return new BoundMessages(TypeUse.Of(union), [.. named.Distinct()]);
    }

    // The names that a document has for a message: its own, and those of its payload and of the schemas that this is a choice of.
    private IEnumerable<(string Name, TypeUse Message)> Named(TypeDraft union, MessageNode message, VariantDraft variant) =>
        new[] { message.Name, message.PayloadName }.Select(n => (Name: n, variant.Use))
            .Concat(Parts(union, variant.Use, null).Append(new Part(variant, null)).Select(p => (Name: p.Variant.SchemaName, p.Use)))
            .Where(n => n.Name is not null && (n.Name == message.Name || document.Spec.Schema(n.Name) is { StandsInline: false }))
            .Select(n => (n.Name!, n.Use));

    private void Add(TypeDraft union, MessageNode message)
    {
        if (message.ContentType is { } contentType)
        {
            var isText = MediaType.IsText(MediaType.WithoutParameters(contentType));
            AddFrame(union, message, isText ? DraftKind.Text : DraftKind.Binary, $"{(isText ? "Plain text" : "A binary frame")} of {contentType}.");
            return;
        }

        var use = message.PayloadKey is { } key ? schemas.BindComponent(key) : TypeUse.Json;
        var parts = Parts(union, use, message.Payload);
        if (!parts.Any(p => IsObject(p) || IsBinary(message, p)))
        {
            AddValue(union, message, use, NameOf(message) ?? message.PayloadName ?? union.Name + KindOf(use));
            return;
        }

        // Objects and bytes are messages of their own, so a choice of them is taken apart. One that stands inline is read nowhere else.
        var areObjects = parts.All(IsObject);
        var isInline = message.Payload is { StandsInline: true };
        if ((areObjects || isInline) && use.Draft is { Kind: DraftKind.Union } choice)
            choice.Messages |= isInline ? MessageDirections.Sent : union.Messages;
        if (areObjects)
            union.Variants.Add(new VariantDraft(use, [], message.PayloadKey));
        else
            parts.ForEach(p => AddPart(union, message, p, ofSeveral: parts.Count > 1));
    }

    private void AddPart(TypeDraft union, MessageNode message, Part part, bool ofSeveral)
    {
        if (IsObject(part))
            union.Variants.Add(part.Variant);
        else if (IsBinary(message, part))
            AddFrame(union, message, DraftKind.Binary, "A binary frame.", ofSeveral ? part.Variant.SchemaName ?? $"{NameOf(message) ?? union.Name} Bytes" : null);
        else
            AddValue(union, message, part.Use, part.Variant.SchemaName ?? $"{NameOf(message) ?? union.Name} {KindOf(part.Use)}");
    }

    private void AddFrame(TypeDraft union, MessageNode message, DraftKind kind, string description, string? wantedName = null)
    {
        var (word, frames, ending) = kind == DraftKind.Text ? ("plain text", "texts", "Text") : ("binary", "binary frames", "Bytes");
        if ((union.Messages & MessageDirections.Received) != 0 && union.Variants.Any(v => v.Use.Draft?.Kind == kind))
        {
            document.Report(Descriptors.UnsupportedMessage, message.Pointer, SchemaDocumentation.First(message.Name, union.Name),
                $"{word} like an earlier one, and {frames} cannot be told apart, so all arrive as the first");
        }

        var payload = message.PayloadKey is { } key ? schemas.BindComponent(key) : TypeUse.Json;
        var name = NameBeside(payload, wantedName ?? NameOf(message) ?? message.PayloadName ?? union.Name + ending);
        Add(union, new TypeDraft(kind, document, message.Pointer, union.Namespace, name, Doc(message, description)) { IsNamed = true });
    }

    // A value that is no object with properties of its own: a record around it.
    private void AddValue(TypeDraft union, MessageNode message, TypeUse use, string wantedName)
    {
        var doc = Doc(message, message.Payload?.Description ?? $"A message that is a {KindOf(use).ToLowerInvariant()}.");
        var draft = new TypeDraft(DraftKind.Message, document, message.Pointer, union.Namespace, NameBeside(use, wantedName), doc)
        {
            IsNamed = NameOf(message) is not null,
        };
        var constant = use.Draft is null && message.Payload is { } payload ? SchemaConstant.Of(payload) : null;
        draft.Properties.Add(new PropertyDraft(
            "value",
            null,
            constant is { } known ? TypeUse.Of(known.Kind) : use,
            Required: true,
            constant?.Text,
            Secret: message.Payload?.IsSecret == true,
            new DocModel("The value, which is all of the message.", false)));
        Add(union, draft);
    }

    private void Add(TypeDraft union, TypeDraft member)
    {
        schemas.Drafts.Add(member);
        union.Variants.Add(new VariantDraft(TypeUse.Of(member), [], null));
    }

    // Of a direction with a single payload, the payload says how its objects are told apart.
    private static void TakeDiscriminator(TypeDraft union)
    {
        if (union.Variants.Count != 1 || union.Variants[0].Use.Draft is not { Kind: DraftKind.Union } payload)
            return;
        union.DeclaredKey = payload.DeclaredKey;
        union.DefaultKeyValue ??= payload.DefaultKeyValue;
        union.DefaultSchema = payload.DefaultSchema;
    }

    /// <summary>One of the schemas that a payload leaves a choice of.</summary>
    /// <param name="Variant">The schema as a variant.</param>
    /// <param name="Schema">The schema in the document; null where its place is not known.</param>
    private sealed record Part(VariantDraft Variant, SchemaNode? Schema)
    {
        public TypeUse Use => Variant.Use;
    }

    // A payload that is no choice is its only part. Each union counts once.
    private static List<Part> Parts(TypeDraft union, TypeUse use, SchemaNode? schema)
    {
        var parts = new List<Part>();
        var seen = new HashSet<TypeDraft> { union };
        var open = new Stack<Part>([new Part(new VariantDraft(use, [], null), schema)]);
        while (open.Count > 0)
        {
            var part = open.Pop();
            if (part.Use.Draft is not { Kind: DraftKind.Union or DraftKind.ValueUnion } choice)
            {
                parts.Add(part);
                continue;
            }

            if (!seen.Add(choice))
                continue;
            var alternatives = part.Schema?.Target.Alternatives.Where(a => !a.IsNullAlone).ToArray() ?? [];
            for (var i = choice.Variants.Count - 1; i >= 0; i--)
                open.Push(new Part(choice.Variants[i], alternatives.Length == choice.Variants.Count ? alternatives[i] : null));
        }

        return parts;
    }

    private static bool IsObject(Part part) => part.Use.Draft is { Kind: DraftKind.Record };

    // By format, by encoding, or by a media type that is no text; but where the message is said to be JSON, they are base64.
    private static bool IsBinary(MessageNode message, Part part)
    {
        if (message.SaysJson || part.Use.Kind == RefKind.File)
            return !message.SaysJson;
        if (part.Schema?.Target is not { HasStructure: false } schema || (schema.TypesButNull & ~JsonTypes.String) != 0 || schema.Format is not (null or "binary"))
            return false;
        return schema is { Format: not null } or { ContentEncoding: "binary" } || (schema is { ContentEncoding: null, ContentMediaType: { } type } && IsOfBytes(type));
    }

    private static string? NameOf(MessageNode message) => message.GivenName ?? (string.IsNullOrWhiteSpace(message.Name) ? null : message.Name);

    // The type of a payload is often called as the message is.
    private static string NameBeside(TypeUse payload, string wantedName)
    {
        var name = CSharpNames.Pascal(wantedName);
        for (var part = payload; part is not null; part = part.Element)
        {
            if (part.Draft?.Name == name)
                return name + "Message";
        }

        return name;
    }

    private static bool IsOfBytes(string mediaType) => MediaType.WithoutParameters(mediaType) is var type && !MediaType.IsText(type) && !MediaType.IsJson(type);

    private static string KindOf(TypeUse use) => (ValueKinds.Of(use) & ~JsonKinds.Null) switch
    {
        JsonKinds.Text => "Text",
        JsonKinds.Number => "Number",
        JsonKinds.Number | JsonKinds.Text when use.OrText => "Number",
        JsonKinds.Boolean => "Boolean",
        JsonKinds.List => "List",
        JsonKinds.Object => "Map",
        _ => "Value",
    };

    private static DocModel Doc(MessageNode message, string description) => new(SchemaDocumentation.First(message.OwnDescription, message.Summary, description), false);
}
