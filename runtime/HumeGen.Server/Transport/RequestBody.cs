using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace HumeGen.Server.Transport;

/// <summary>Reads bodies within the limits of their size and their rate, and of all bodies together.</summary>
internal sealed class RequestBody(ServerLimits limits, ByteBudget incoming)
{
    private const int PieceBytes = 64 << 10;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Reads a body to its end, keeps so many bytes of it, and counts them as incoming until the caller returns them.</summary>
    public async Task<(byte[] Body, long Length)> ReadAsync(HttpRequest request, int maxKept, CancellationToken aborted)
    {
        LimitHost(request.HttpContext);
        using var kept = new MemoryStream();
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        var length = 0L;
        try
        {
            for (int count; (count = await request.Body.ReadAsync(piece, aborted).ConfigureAwait(false)) > 0;)
            {
                if ((length += count) > limits.RequestBodyBytes)
                    throw ApiRefusal.Error(413, null, "payload_too_large", $"A body has at most {limits.RequestBodyBytes} bytes.");

                var used = (int)Math.Min(count, maxKept - kept.Length);
                if (!incoming.TryTake(used))
                {
                    request.HttpContext.Response.Headers.RetryAfter = "1";
                    throw ApiRefusal.Error(503, null, "too_busy", $"Bodies of more than {incoming.Limit} bytes are being received; try again in a second.");
                }

                kept.Write(piece, 0, used);
            }

            return (kept.ToArray(), length);
        }
        catch
        {
            incoming.Return(kept.Length);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    public void Return(byte[] body) => incoming.Return(body.Length);

    // The limits of the host may be lower or higher than these, in an application that has other endpoints.
    private void LimitHost(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limits.RequestBodyBytes;

        // HTTP/2 has one rate for all requests of a connection.
        if (HttpProtocol.IsHttp11(http.Request.Protocol) && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = limits.RequestBodyBytesPerSecond > 0 ? new MinDataRate(limits.RequestBodyBytesPerSecond, Grace) : null;
    }
}
