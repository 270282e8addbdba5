namespace HumeGen.Generator.Model;

/// <summary>A WebSocket channel: how it is opened, and the connection that it gives, typed by the messages that may go each way.</summary>
/// <param name="Namespace">The namespace of the connection class.</param>
/// <param name="Name">The name of the connection class.</param>
/// <param name="Method">The name of the method that opens it, without <c>Async</c>.</param>
/// <param name="Server">The address of the server, or a path on the API's own host.</param>
/// <param name="Path">The channel's path, with placeholders.</param>
/// <param name="Query">Query and header parameters; null when there are none.</param>
/// <param name="Constants">Query and header parameters that have one value.</param>
/// <param name="Send">The union of messages that the client may send.</param>
/// <param name="Receive">The union of messages that may arrive.</param>
/// <param name="Unknown">The record of the receive union for messages that fit no member.</param>
/// <param name="ApiKeyQuery">The query parameter that takes an API key; null when there is none.</param>
/// <param name="AccessTokenQuery">The query parameter that takes an access token; null when there is none.</param>
/// <param name="Binary">The record that binary frames become; null where none are expected.</param>
/// <param name="Text">The record that frames of plain text become; null where none are expected.</param>
/// <param name="ReceivesJson">Whether JSON may arrive; otherwise all text is plain text.</param>
internal sealed record ChannelModel(
    string Namespace,
    string Name,
    string Method,
    string Server,
    string Path,
    DocModel Doc,
    EquatableArray<ParameterModel> PathParameters,
    ParametersModel? Query,
    EquatableArray<ConstantParameterModel> Constants,
    TypeRef Send,
    TypeRef Receive,
    string Unknown,
    string? ApiKeyQuery,
    string? AccessTokenQuery,
    string? Binary,
    string? Text,
    bool ReceivesJson)
{
    /// <summary>Credentials of its opening.</summary>
    public SecurityModel Security { get; init; } = new(false, default);

    /// <summary>Rules of its conversation; null where the document tells none.</summary>
    public SessionModel? Session { get; init; }

    /// <summary>The lines of an example; empty where there is none.</summary>
    public EquatableArray<string> Example { get; init; }

    /// <summary>The full name of the connection class.</summary>
    public string FullName => $"global::{Namespace}.{Name}";

    /// <summary>The name of its interface.</summary>
    public string InterfaceName => "I" + Name;

    /// <summary>The full name of its interface.</summary>
    public string FullInterfaceName => $"global::{Namespace}.{InterfaceName}";
}
