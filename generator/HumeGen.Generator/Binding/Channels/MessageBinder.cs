using HumeGen.Generator.Binding.Calls;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Channels;

/// <summary>Turns the messages of one direction of a channel into a union, even of a single message: what arrives may always be something else.</summary>
internal sealed class MessageBinder(DocumentContext document, SchemaBinder schemas)
{
    /// <param name="operation">The direction.</param>
    /// <param name="namespace">The namespace of the channel.</param>
    /// <param name="name">The name of the union where the document gives none.</param>
    /// <param name="description">Its description where the document gives none.</param>
    /// <param name="arrives">Whether the client receives the messages.</param>
    public TypeUse Bind(ChannelOperationNode operation, string @namespace, string name, string description, bool arrives)
    {
        var given = operation.GivenName;
        var doc = SchemaDocumentation.First(operation.OwnDescription, operation.Summary, description);
        var union = new TypeDraft(DraftKind.Union, document, operation.Pointer, @namespace, given is null ? name : CSharpNames.Given(given), new DocModel(doc, false))
        {
            DefaultKeyValue = operation.Text(ExtensionWords.Default),
            IsNamed = given is not null,
        };
        schemas.Drafts.Add(union);
        foreach (var message in operation.Messages)
            Add(union, message, @namespace, arrives);
        return TypeUse.Of(union);
    }

    private void Add(TypeDraft union, MessageNode message, string @namespace, bool arrives)
    {
        if (message.ContentType is not { } contentType)
        {
            if (message.PayloadKey is { } payload)
                union.Variants.Add(new VariantDraft(schemas.BindComponent(payload), [], payload));
            return;
        }

        var name = SchemaDocumentation.First(message.Name, union.Name);
        if (MediaType.IsText(MediaType.WithoutParameters(contentType)))
        {
            document.Report(
                Descriptors.UnsupportedMessage, message.Pointer, name, $"text of the kind '{contentType}', so it is left out, and one that comes arrives as the unknown");
            return;
        }

        if (arrives && union.Variants.Any(v => v.Use.Draft is { Kind: DraftKind.Binary }))
            document.Report(Descriptors.UnsupportedMessage, message.Pointer, name, "binary like another one before it, and nothing tells binary frames apart, so all arrive as the first");
        var doc = SchemaDocumentation.First(message.OwnDescription, message.Summary, $"A binary frame of {contentType}.");
        var binary = new TypeDraft(
            DraftKind.Binary,
            document,
            message.Pointer,
            @namespace,
            CSharpNames.Pascal(message.GivenName ?? SchemaDocumentation.First(message.Name, union.Name + "Bytes")),
            new DocModel(doc, false))
        {
            IsNamed = true,
        };
        schemas.Drafts.Add(binary);
        union.Variants.Add(new VariantDraft(TypeUse.Of(binary), [], null));
    }
}
