using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HumeGen;
using HumeGen.Json;

namespace Hume.EmpathicVoice;

/// <summary>
/// Checks that a webhook comes from Hume, is recent and comes for the first time, and reads its event. Safe for use by many threads: make one and keep it, as
/// it remembers the webhooks that it has accepted.
/// </summary>
public sealed class WebhookVerifier
{
    /// <summary>Name of the header with the signature: HMAC-SHA256 of the body, a dot and the timestamp, in hexadecimal digits.</summary>
    public const string SignatureHeader = "X-Hume-AI-Webhook-Signature";

    /// <summary>Name of the header with the time of sending, in seconds since 1970.</summary>
    public const string TimestampHeader = "X-Hume-AI-Webhook-Timestamp";

    private readonly byte[] _key;
    private readonly TimeSpan _tolerance;
    private readonly TimeProvider _time;
    private readonly object _lock = new();
    private readonly HashSet<string> _accepted = new(StringComparer.Ordinal);
    private readonly Queue<KeyValuePair<string, DateTimeOffset>> _expiring = new();

    /// <summary>Creates a verifier that has accepted nothing yet.</summary>
    /// <param name="signingKey">Webhook signing key of the account, as Hume's portal shows it.</param>
    /// <param name="tolerance">Longest difference between the timestamp and now, in either direction; 180 seconds by default.</param>
    /// <param name="timeProvider">Clock; the system's by default.</param>
    /// <exception cref="ArgumentException">The key is empty, or begins or ends with white space.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is not above zero, or is more than a day.</exception>
    public WebhookVerifier(string signingKey, TimeSpan? tolerance = null, TimeProvider? timeProvider = null)
    {
        if (string.IsNullOrWhiteSpace(signingKey))
            throw new ArgumentException("The webhook signing key is missing. Copy it from the settings of the Hume account.", nameof(signingKey));
        if (char.IsWhiteSpace(signingKey[0]) || char.IsWhiteSpace(signingKey[signingKey.Length - 1]))
            throw new ArgumentException("The webhook signing key begins or ends with white space, such as the line break of a file. Remove it.", nameof(signingKey));
        _key = Encoding.UTF8.GetBytes(signingKey);
        _tolerance = tolerance ?? TimeSpan.FromSeconds(180);
        if (_tolerance <= TimeSpan.Zero || _tolerance > TimeSpan.FromDays(1))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance must be above zero and at most a day.");
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Checks a webhook and reads its event. The same webhook is refused the next time, unless <see cref="Forget"/> is called.</summary>
    /// <param name="body">Body of the request, byte by byte as it came.</param>
    /// <param name="timestamp">Value of <see cref="TimestampHeader"/>; null if the header is missing.</param>
    /// <param name="signature">Value of <see cref="SignatureHeader"/>; null if the header is missing.</param>
    /// <returns>The event; an <see cref="UnknownWebhookEvent"/> for a kind that is newer than this client.</returns>
    /// <exception cref="WebhookRefusedException">The webhook is forged, altered, too old, repeated or unreadable; it names which.</exception>
    public IWebhookEvent Verify(ReadOnlyMemory<byte> body, string? timestamp, string? signature)
    {
        if (string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signature))
            throw new WebhookRefusedException(WebhookRefusal.Unsigned, $"The request needs the headers {TimestampHeader} and {SignatureHeader}.");
        var expected = Sign(body, timestamp!);
        if (!IsSame(expected, signature!))
            throw new WebhookRefusedException(WebhookRefusal.WrongSignature, "The signature does not belong to this body, timestamp and signing key.");

        var now = _time.GetUtcNow();
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - (decimal)seconds) > (decimal)_tolerance.TotalSeconds)
        {
            throw new WebhookRefusedException(
                WebhookRefusal.OutsideWindow, $"The timestamp differs from the time of this server by more than {_tolerance.TotalSeconds:0} seconds.");
        }

        var read = Read(body);
        if (!TryAccept(expected, now))
            throw new WebhookRefusedException(WebhookRefusal.Repeated, "This webhook was accepted before.");
        return read;
    }

    /// <summary>Forgets that a webhook was accepted, so that the sender may repeat it; for a webhook that could not be handled.</summary>
    /// <param name="signature">Value of <see cref="SignatureHeader"/>.</param>
    public void Forget(string signature)
    {
        if (signature is null)
            throw new ArgumentNullException(nameof(signature));
        lock (_lock)
            _accepted.Remove(signature.ToLowerInvariant());
    }

    private string Sign(ReadOnlyMemory<byte> body, string timestamp)
    {
        var suffix = Encoding.UTF8.GetBytes("." + timestamp);
        var signed = new byte[body.Length + suffix.Length];
        body.CopyTo(signed);
        suffix.CopyTo(signed, body.Length);
        using var hmac = new HMACSHA256(_key);
        var digits = new StringBuilder(64);
        foreach (var value in hmac.ComputeHash(signed))
            digits.Append(value.ToString("x2", CultureInfo.InvariantCulture));
        return digits.ToString();
    }

    // As long for the first difference as for the last, so that nobody can guess a signature digit by digit.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static bool IsSame(string expected, string given)
    {
        var difference = expected.Length ^ given.Length;
        for (var i = 0; i < expected.Length; i++)
        {
            var digit = i < given.Length ? given[i] : '\0';
            difference |= expected[i] ^ (digit is >= 'A' and <= 'F' ? digit | 0x20 : digit);
        }

        return difference == 0;
    }

    private static IWebhookEvent Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return ApiJson.Read(body.Span, IWebhookEvent.JsonConverter.ReadJson);
        }
        catch (JsonException e)
        {
            throw new WebhookRefusedException(WebhookRefusal.Unreadable, "The body is not the JSON of an event.", e);
        }
    }

    private bool TryAccept(string signature, DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_expiring.Count > 0 && _expiring.Peek().Value < now)
                _accepted.Remove(_expiring.Dequeue().Key);
            if (!_accepted.Add(signature))
                return false;

            // By then even a timestamp that was ahead of this clock is outside the window.
            _expiring.Enqueue(new KeyValuePair<string, DateTimeOffset>(signature, now + _tolerance + _tolerance + TimeSpan.FromSeconds(1)));
            return true;
        }
    }
}
