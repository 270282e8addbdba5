using Microsoft.AspNetCore.Http;

namespace Hume.AspNetCore;

/// <summary>Reads bodies that may not be longer than a limit.</summary>
internal static class BoundedBody
{
    /// <summary>The whole body; null if it is longer than the limit.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            if (body.Length + count > limit)
                return null;
            body.Write(buffer, 0, count);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
