using Hume.EmpathicVoice;

namespace Webhooks;

/// <summary>Takes webhooks whose signature and time MapHumeWebhook has checked.</summary>
internal static class Receiver
{
    /// <summary>
    /// Puts the event into the inbox, and so answers at once: the sender waits for ten seconds, and then sends again. An exception is no problem: the answer is 500,
    /// and the webhook comes again.
    /// </summary>
    public static Task ReceiveAsync(IWebhookEvent webhook, HttpContext context)
    {
        context.RequestServices.GetRequiredService<Inbox>().Add(webhook);
        return Task.CompletedTask;
    }
}
