using System.Buffers;
using System.Text;

namespace HumeGen;

/// <summary>The secrets that one call sent, so that an echo of them can be taken out of all that the server or the network says.</summary>
internal sealed class CallSecrets
{
    // Shorter ones than the first are none, and shorter ones than the second count as whole words only: taking out more would garble the text.
    private const int Shortest = 4;
    private const int ShortestInWords = 8;

    // The longest first, as one may be part of another.
    private readonly List<byte[]> _secrets = [];

    private static ReadOnlySpan<byte> Mark => "[redacted]"u8;

    /// <summary>Remembers a secret, as it is. Every spelling of it is found.</summary>
    public void Remember(string? secret)
    {
        if (secret is null || secret.Length < Shortest)
            return;
        var bytes = Encoding.UTF8.GetBytes(secret);
        var place = 0;
        foreach (var known in _secrets)
        {
            if (known.AsSpan().SequenceEqual(bytes))
                return;
            place += known.Length >= bytes.Length ? 1 : 0;
        }

        _secrets.Insert(place, bytes);
    }

    /// <summary>Remembers the credential of an Authorization header; of basic authentication, also what is packed in it.</summary>
    public void RememberAuthorization(string value)
    {
        var credential = value[(value.LastIndexOf(' ') + 1)..];
        Remember(credential);
        if (!value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return;
        try
        {
            var login = Encoding.UTF8.GetString(Convert.FromBase64String(credential));
            Remember(login);
            Remember(login[(login.IndexOf(':') + 1)..]);
        }
        catch (FormatException)
        {
            // Not base64 after all, so nothing is packed in it.
        }
    }

    /// <summary>The text without the secrets.</summary>
    public string Redact(string text)
    {
        if (_secrets.Count == 0 || text.Length < Shortest)
            return text;
        return Replace(Encoding.UTF8.GetBytes(text)) is { } redacted ? Encoding.UTF8.GetString(redacted.WrittenSpan) : text;
    }

    /// <summary>The bytes without the secrets; the same bytes when there are none in them.</summary>
    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> bytes) =>
        _secrets.Count > 0 && Replace(bytes.Span) is { } redacted ? redacted.WrittenMemory : bytes;

    /// <summary>A server's words for a message: without secrets, on one line, and not too long.</summary>
    public string Clean(string text, int longest = MessageText.LongestQuote) => MessageText.OneLine(Redact(text), longest);

    /// <summary>An error such as may be the inner exception of one of ours: the same when no message in it tells a secret, else a copy that does not.</summary>
    public Exception Clean(Exception error) => CleanException.Of(error, this);

    // Null when there was nothing to replace.
    private ArrayBufferWriter<byte>? Replace(ReadOnlySpan<byte> text)
    {
        Span<bool> starts = stackalloc bool[256];
        foreach (var secret in _secrets)
        {
            for (var first = 0; first < starts.Length; first++)
                starts[first] |= SecretSpelling.MayEscape((byte)first) || SecretSpelling.IsSame((byte)first, secret[0]);
        }

        ArrayBufferWriter<byte>? result = null;
        var copied = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!starts[text[at]] || LengthAt(text, at) is not (var length and > 0))
                continue;
            result ??= new ArrayBufferWriter<byte>(text.Length + Mark.Length);
            result.Write(text[copied..at]);
            result.Write(Mark);
            copied = at + length;
            at = copied - 1;
        }

        result?.Write(text[copied..]);
        return result;
    }

    private int LengthAt(ReadOnlySpan<byte> text, int at)
    {
        foreach (var secret in _secrets)
        {
            var length = SecretSpelling.LengthAt(text[at..], secret);
            if (length > 0 && (secret.Length >= ShortestInWords || IsWord(text, at, length)))
                return length;
        }

        return 0;
    }

    private static bool IsWord(ReadOnlySpan<byte> text, int at, int length) =>
        (at == 0 || !char.IsLetterOrDigit((char)text[at - 1])) && (at + length == text.Length || !char.IsLetterOrDigit((char)text[at + length]));
}
