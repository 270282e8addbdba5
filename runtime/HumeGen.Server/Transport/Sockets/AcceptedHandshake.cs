using System.Text.Json.Nodes;
using HumeGen.Server.Authentication;
using HumeGen.Server.Validation;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Transport.Sockets;

/// <summary>The checked handshake of a WebSocket.</summary>
/// <param name="Channel">The channel that is opened.</param>
/// <param name="Socket">The connection that comes of it.</param>
/// <param name="Key">Counts what the API key of the client uses.</param>
/// <param name="Place">The place of the connection among those that count for its key; null where connections do not count.</param>
/// <param name="IsForwarded">Whether another server opens it for its client.</param>
/// <param name="Path">The path parameters.</param>
/// <param name="Query">The declared query parameters, typed, but for objects in brackets.</param>
/// <param name="RawQuery">The query as it came.</param>
/// <param name="Limits">The limits of the server.</param>
/// <param name="Trace">The part of the connection that the log may show.</param>
internal sealed record AcceptedHandshake(
    ApiChannel Channel,
    ServerSocket Socket,
    KeyMeter Key,
    IAsyncDisposable? Place,
    bool IsForwarded,
    IReadOnlyDictionary<string, string> Path,
    JsonObject Query,
    IQueryCollection RawQuery,
    ServerLimits Limits,
    RequestTrace Trace)
{
    /// <summary>Refuses the handshake when the key has no audio left.</summary>
    public async ValueTask RequireAudioAsync()
    {
        try
        {
            await Key.RequireAudioAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (KeyLimitException limit)
        {
            throw limit.Refusal;
        }
    }
}
