using HumeGen;

namespace Hume.EmpathicVoice;

/// <summary>A webhook was not accepted.</summary>
public sealed class WebhookRefusedException : ApiClientException
{
    /// <summary>Creates an exception with its reason.</summary>
    /// <param name="refusal">Reason of the refusal.</param>
    /// <param name="message">Description of the reason.</param>
    /// <param name="innerException">Cause; null if there is none.</param>
    public WebhookRefusedException(WebhookRefusal refusal, string message, Exception? innerException = null)
        : base(message, innerException) => Refusal = refusal;

    /// <summary>Reason of the refusal.</summary>
    public WebhookRefusal Refusal { get; }
}

/// <summary>Reason why a webhook is not accepted.</summary>
public enum WebhookRefusal
{
    /// <summary>The header with the signature or with the timestamp is missing.</summary>
    Unsigned,

    /// <summary>The signature was made with another key, or for another body or timestamp.</summary>
    WrongSignature,

    /// <summary>The timestamp is too old, too far ahead, or no number.</summary>
    OutsideWindow,

    /// <summary>The same webhook was accepted before.</summary>
    Repeated,

    /// <summary>The signature is right, but the body is not an event in JSON.</summary>
    Unreadable,
}
