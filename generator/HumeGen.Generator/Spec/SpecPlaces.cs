using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Spec;

/// <summary>Tells the kind of a node from that of the node around it and its key.</summary>
internal static class SpecPlaces
{
    /// <summary>The kind of a node, or that of the members of a mapping with free names.</summary>
    /// <param name="around">The kind of the node that has the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="isMap">Whether the node is a mapping with free names.</param>
    public static SpecPlace Find(SpecPlace around, string key, out bool isMap)
    {
        isMap = (around, key) switch
        {
            (SpecPlace.Schema, _) => OpenApiGrammar.SchemaMaps.Contains(key),
            (SpecPlace.Document, "paths" or "webhooks" or "channels" or "operations") => true,
            (SpecPlace.Components, _) => true,
            (SpecPlace.PathItem, "additionalOperations") or (SpecPlace.Operation, "responses" or "callbacks") => true,
            (SpecPlace.Body or SpecPlace.Parameter, "content" or "headers") or (SpecPlace.MediaType, "encoding") => true,
            (SpecPlace.Channel, "parameters" or "messages") => true,
            _ => false,
        };
        return (around, key) switch
        {
            (SpecPlace.Document, "paths" or "webhooks") or (SpecPlace.Components, "pathItems") => SpecPlace.PathItem,
            (SpecPlace.Document, "channels") or (SpecPlace.Components, "channels") => SpecPlace.Channel,
            (SpecPlace.Document, "operations") or (SpecPlace.Components, "operations") => SpecPlace.ChannelOperation,
            (SpecPlace.Document, "components") => SpecPlace.Components,
            (SpecPlace.Components, "schemas") => SpecPlace.Schema,
            (SpecPlace.Components, "parameters" or "headers") => SpecPlace.Parameter,
            (SpecPlace.Components, "requestBodies" or "responses") => SpecPlace.Body,
            (SpecPlace.Components, "messages") => SpecPlace.Message,
            (SpecPlace.Components, "callbacks") or (SpecPlace.Operation, "callbacks") => SpecPlace.Callback,
            (SpecPlace.Components, "mediaTypes") => SpecPlace.MediaType,
            (SpecPlace.PathItem or SpecPlace.Operation, "parameters") or (SpecPlace.Body, "headers") => SpecPlace.Parameter,
            (SpecPlace.PathItem, "additionalOperations") => SpecPlace.Operation,
            (SpecPlace.PathItem, _) when OperationNode.IsFixedMethod(key) => SpecPlace.Operation,
            (SpecPlace.Callback, _) => SpecPlace.PathItem,
            (SpecPlace.Operation, "requestBody" or "responses") => SpecPlace.Body,
            (SpecPlace.Body or SpecPlace.Parameter, "content") => SpecPlace.MediaType,
            (SpecPlace.MediaType, "schema" or "itemSchema") or (SpecPlace.Parameter or SpecPlace.ChannelParameter, "schema") => SpecPlace.Schema,
            (SpecPlace.MediaType, "encoding") => SpecPlace.Encoding,
            (SpecPlace.Channel, "publish" or "subscribe") => SpecPlace.ChannelOperation,
            (SpecPlace.Channel, "parameters") => SpecPlace.ChannelParameter,
            (SpecPlace.Channel, "messages") or (SpecPlace.ChannelOperation, "message" or "messages") or (SpecPlace.Message, "oneOf") => SpecPlace.Message,
            (SpecPlace.Channel, "bindings") or (SpecPlace.ChannelBindings, "ws") => SpecPlace.ChannelBindings,
            (SpecPlace.ChannelBindings, "query" or "headers") or (SpecPlace.Message, "payload" or "headers") => SpecPlace.Schema,
            (SpecPlace.Schema, "discriminator") => SpecPlace.Discriminator,
            (SpecPlace.Schema, _) => SpecPlace.Schema,
            _ => SpecPlace.Other,
        };
    }
}
