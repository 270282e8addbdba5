using System.Buffers;
using System.Text;

namespace HumeGen;

/// <summary>The secrets that one call sent, so that an echo of them can be taken out of all that the server or the network says.</summary>
internal sealed class CallSecrets
{
    // Shorter ones than the first are none, and shorter ones than the second count as whole words only: taking out more would garble the text.
    private const int Shortest = 4;
    private const int ShortestInWords = 8;
    private const int ShortestLikeKey = 16;

    // The longest first, as one may be part of another.
    private readonly List<byte[]> _secrets = [];

    // Those of _secrets by the byte they begin with. No lock: whoever needs it first makes it, and all make the same.
    private byte[][]?[]? _byStart;

    private static readonly string[] SecretNames = ["token", "secret", "password", "passwd", "credential", "signature", "authorization", "cookie", "session"];

    private static ReadOnlySpan<byte> Mark => "[redacted]"u8;

    /// <summary>Remembers a secret, as it is. Every spelling of it is found, in base64 as well, whatever is packed together with it.</summary>
    public void Remember(string? secret)
    {
        if (secret is null || secret.Length < Shortest)
            return;
        var bytes = Encoding.UTF8.GetBytes(secret);
        if (!TryAdd(bytes))
            return;
        AddPacked(Convert.ToBase64String(bytes).TrimEnd('='));
        for (var before = 0; before < 3; before++)
        {
            // The letters that depend on the secret alone.
            var packed = Convert.ToBase64String((byte[])[.. new byte[before], .. bytes]);
            var (first, end) = (((before * 8) + 5) / 6, (before + bytes.Length) * 8 / 6);
            if (end - first >= ShortestInWords)
                AddPacked(packed[first..end]);
        }
    }

    /// <summary>Remembers what looks like a key or a token in what others say, as they may tell one that is not known here.</summary>
    public void RememberKeysIn(Exception error)
    {
        foreach (var text in CleanException.TextsOf(error))
        {
            var start = 0;
            for (var at = 0; at <= text.Length; at++)
            {
                if (at < text.Length && (char.IsLetterOrDigit(text[at]) || "+/=_-%~\\&#;".Contains(text[at], StringComparison.Ordinal)))
                    continue;
                var word = text[start..at];
                if (word.Length >= ShortestLikeKey && word.Any(char.IsDigit) && word.Any(char.IsLetter))
                    Remember(word);
                start = at + 1;
            }
        }
    }

    /// <summary>Whether a name is such as secrets have: <c>api_key</c>, <c>X-Auth-Token</c>, <c>password</c>.</summary>
    public static bool IsSecretName(string name) =>
        name.EndsWith("key", StringComparison.OrdinalIgnoreCase)
        || SecretNames.Any(n => name.Contains(n, StringComparison.OrdinalIgnoreCase));

    /// <summary>Remembers a value that has the name of a secret, unless it is as short as a word.</summary>
    public void RememberNamed(string name, string value)
    {
        if (value.Length >= ShortestInWords && IsSecretName(name))
            Remember(value);
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

    private void AddPacked(string base64)
    {
        TryAdd(Encoding.ASCII.GetBytes(base64));
        if (base64.IndexOfAny(['+', '/']) >= 0)
            TryAdd(Encoding.ASCII.GetBytes(base64.Replace('+', '-').Replace('/', '_')));
    }

    private bool TryAdd(byte[] secret)
    {
        var place = 0;
        foreach (var known in _secrets)
        {
            if (known.AsSpan().SequenceEqual(secret))
                return false;
            place += known.Length >= secret.Length ? 1 : 0;
        }

        _secrets.Insert(place, secret);
        _byStart = null;
        return true;
    }

    // Null when there was nothing to replace.
    private ArrayBufferWriter<byte>? Replace(ReadOnlySpan<byte> text)
    {
        var byStart = _byStart ??= Index();
        Span<byte> starts = stackalloc byte[SecretSpelling.MostStarts];
        ArrayBufferWriter<byte>? result = null;
        var copied = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var length = 0;
            if (!SecretSpelling.MayEscape(text[at]))
            {
                length = LengthAt(text, at, byStart[text[at]]);
            }
            else
            {
                foreach (var start in starts[..SecretSpelling.StartsOf(text[at..], starts)])
                    length = Math.Max(length, LengthAt(text, at, byStart[start]));
            }

            if (length == 0)
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

    private byte[][]?[] Index() =>
        [.. Enumerable.Range(0, 256).Select(b => _secrets.Where(s => SecretSpelling.IsSame((byte)b, s[0])).ToArray() is { Length: > 0 } some ? some : null)];

    private static int LengthAt(ReadOnlySpan<byte> text, int at, byte[][]? secrets)
    {
        foreach (var secret in secrets ?? [])
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
