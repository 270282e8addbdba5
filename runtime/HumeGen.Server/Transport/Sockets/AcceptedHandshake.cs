using System.Text.Json.Nodes;
using HumeGen.Server.Validation;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Transport.Sockets;

/// <summary>The checked handshake of a WebSocket.</summary>
/// <param name="Channel">The channel that is opened.</param>
/// <param name="Socket">The connection that comes of it.</param>
/// <param name="Path">The path parameters.</param>
/// <param name="Query">The declared query parameters, typed, but for objects in brackets.</param>
/// <param name="RawQuery">The query as it came.</param>
/// <param name="Limits">The limits of the server.</param>
/// <param name="Trace">What the log may know of the connection.</param>
internal sealed record AcceptedHandshake(
    ApiChannel Channel, ServerSocket Socket, IReadOnlyDictionary<string, string> Path, JsonObject Query, IQueryCollection RawQuery, ServerLimits Limits, RequestTrace Trace);
