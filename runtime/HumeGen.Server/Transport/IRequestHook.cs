using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Transport;

/// <summary>Sees each request before it is answered, and may answer in place of the server.</summary>
internal interface IRequestHook
{
    /// <summary>True when the request has been answered.</summary>
    /// <param name="http">The request.</param>
    /// <param name="body">Its body, or the beginning of it where the caller is unknown.</param>
    /// <param name="length">The length of the whole body in bytes.</param>
    /// <param name="stopped">Set when the client goes away or the server stops.</param>
    Task<bool> TryAnswerAsync(HttpContext http, byte[] body, long length, CancellationToken stopped);
}
