using Hume.EmpathicVoice;
using Microsoft.AspNetCore.Http;

namespace Hume.AspNetCore;

/// <summary>Answers webhooks.</summary>
internal sealed class WebhookEndpoint
{
    private readonly WebhookVerifier _verifier;
    private readonly int _maxBodyBytes;
    private readonly Func<IWebhookEvent, HttpContext, Task> _handler;

    public WebhookEndpoint(HumeWebhookOptions options, Func<IWebhookEvent, HttpContext, Task> handler)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBodyBytes, 1);
        _verifier = new(options.SigningKey, options.Tolerance, options.TimeProvider);
        _maxBodyBytes = options.MaxBodyBytes;
        _handler = handler;
    }

    public async Task HandleAsync(HttpContext context)
    {
        if (await BoundedBody.ReadAsync(context.Request, _maxBodyBytes, context.RequestAborted).ConfigureAwait(false) is not { } body)
        {
            await Problem.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body is longer than {_maxBodyBytes} bytes.").ConfigureAwait(false);
            return;
        }

        var signature = Header(context, WebhookVerifier.SignatureHeader);
        IWebhookEvent webhook;
        try
        {
            webhook = _verifier.Verify(body, Header(context, WebhookVerifier.TimestampHeader), signature);
        }
        catch (WebhookRefusedException e)
        {
            var status = e.Refusal == WebhookRefusal.Unreadable ? StatusCodes.Status400BadRequest : StatusCodes.Status401Unauthorized;
            await Problem.WriteAsync(context, status, e.Message).ConfigureAwait(false);
            return;
        }

        try
        {
            await _handler(webhook, context).ConfigureAwait(false);
        }
        catch
        {
            // What was not handled may be sent again.
            _verifier.Forget(signature!);
            throw;
        }
    }

    // Two headers of one name are one text with a comma, which no signature matches.
    private static string? Header(HttpContext context, string name) => context.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
