using Hume.EmpathicVoice;

namespace Webhooks;

/// <summary>Keeps the first webhook as it came, as someone on the way could; only for the forgeries of this sample.</summary>
internal sealed class Eavesdropper
{
    public RecordedWebhook? First { get; private set; }

    public async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Request.Body.Position = 0;
        First ??= new(body.ToArray(), context.Request.Headers[WebhookVerifier.TimestampHeader].ToString(), context.Request.Headers[WebhookVerifier.SignatureHeader].ToString());
        await next(context);
    }
}

/// <summary>A webhook, byte by byte, and its two headers.</summary>
internal sealed record RecordedWebhook(byte[] Body, string Timestamp, string Signature);
