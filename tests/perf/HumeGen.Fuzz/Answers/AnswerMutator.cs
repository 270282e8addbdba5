using System.IO.Compression;
using System.Text;

namespace HumeGen.Fuzz.Answers;

/// <summary>The end of a connection, after the last byte of the server.</summary>
internal enum AnswerEnd
{
    /// <summary>Closes the connection of TCP.</summary>
    Finish,

    /// <summary>Breaks it with a reset.</summary>
    Reset,

    /// <summary>Says nothing until the client gives up.</summary>
    Silence,
}

/// <summary>Makes answers of HTTP: status lines, headers, lengths, chunks, compression and bodies, each broken now and then.</summary>
/// <param name="secret">A credential of the client, which the server repeats here and there.</param>
internal sealed class AnswerMutator(string secret)
{
    private static readonly string[] StatusLines =
    [
        "HTTP/1.1 200 OK", "HTTP/1.1 200", "HTTP/1.0 200 OK", "HTTP/1.1 201 Created", "HTTP/1.1 204 No Content", "HTTP/1.1 206 Partial", "HTTP/1.1 301 Moved", "HTTP/1.1 304 Not Modified", "HTTP/1.1 307 There",
        "HTTP/1.1 400 Bad", "HTTP/1.1 401 Who", "HTTP/1.1 403 No", "HTTP/1.1 404 Nothing", "HTTP/1.1 409 Conflict", "HTTP/1.1 418 Tea", "HTTP/1.1 422 Wrong", "HTTP/1.1 429 Slow", "HTTP/1.1 500 Broken",
        "HTTP/1.1 503 Busy", "HTTP/1.1 599 ?", "HTTP/1.1 101 Switching", "HTTP/1.1 999 Odd", "HTTP/1.1 099 Odd", "HTTP/1.1 2OO OK", "HTTP/2 200 OK", "HTTP/9.9 200 OK", "ICY 200 OK", "", " ", "{}", "HTTP/1.1",
        "HTTP/1.1 200 \u0000\u001b[31m", "HTTP/1.1  200 OK", "http/1.1 200 ok", "HTTP/1.1 20000 OK",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16", "application/json; charset=nonsense", "application/problem+json", "text/html", "text/plain", "text/event-stream",
        "application/x-ndjson", "audio/wav", "application/octet-stream", "", "///", "application/json; charset=\"", "multipart/form-data", "text/plain; charset=utf-7", "APPLICATION/JSON",
    ];

    private static readonly string[] Headers =
    [
        "Retry-After: 0", "Retry-After: 9999999999999999999999", "Retry-After: -1", "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT", "Retry-After: soon", "Retry-After-Ms: NaN", "Location: http://evil.example/", "Location: //",
        "Location: ", "Link: <http://evil.example/2>; rel=\"next\"", "Link: <<>>;;,;rel", "Set-Cookie: a=b", "X-Request-Id: r\u0001", "Content-Disposition: attachment; filename=\"../../x\"", "Content-Disposition: ;;=",
        "Content-Range: bytes */x", "Connection: close", "Connection: upgrade", "Upgrade: websocket", "Date: yesterday", "no colon", ": no name", "X Y: space", "X\u0000: nul", " folded: line", "ETag: \"", "Trailer: X",
        "WWW-Authenticate: Basic realm=\"", "Proxy-Authenticate: Basic", "Age: -5", "Content-Encoding: identity", "Content-Encoding: zstd", "Content-Encoding: gzip, gzip", "Transfer-Encoding: gzip", "Vary: *", "TE: x",
    ];

    private static readonly string[] Bodies =
    [
        """{"type":"heard","text":"hello"}""", """{"type":"heard"}""", """{"type":"heard","text":"\ud800"}""", """{"error":{"code":"E1","message":"wrong"}}""", """{"message":"wrong","code":5,"errors":[{"field":null}]}""",
        """{"detail":[{"loc":["body",1],"msg":"m","type":"t"}]}""", "", " ", "null", "[]", "{", "\uFEFF{}", "<html>busy</html>", "plain", """{"a":1e999}""",
        "data: {\"type\":\"heard\",\"text\":\"a\"}\n\ndata: {\"type\":\"new\"}\n\n", "id: 1\nretry: 5\nevent: x\ndata: {\"type\":\"heard\"\ndata: ,\"text\":\"b\"}\n\n", "data: {\"type\":\"heard\",\"text\":\"c\"}\r\rdata: [DONE]\r\r",
        ": comment\n\n\n\ndata\n\ndata:\n\nevent\n", "retry: 99999999999999999999\nid: \u0000\ndata: {}\n\n", "{\"type\":\"heard\",\"text\":\"a\"}\n{\"type\":\"heard\",\"text\":\"b\"}\n", "{\"type\":\"heard\",\"text\":\"a\"}\n{\"type\"\n",
        "\n\n\n", "[{\"type\":\"heard\",\"text\":\"a\"},{\"type\":\"heard\",\"text\":\"b\"}]", "[{\"type\":\"heard\",\"text\":\"a\"}{", new string('[', 300), new string('x', 5_000), new string('\n', 5_000),
        "data: " + new string('x', 100_000), "{\"type\":\"heard\",\"text\":\"" + new string('y', 100_000) + "\"}",
    ];

    /// <summary>An answer, what comes after it, and how many bytes are sent at once.</summary>
    public (byte[] Bytes, AnswerEnd End, int Piece) Next(Random random)
    {
        var head = new StringBuilder();
        if (random.Next(15) == 0)
            head.Append(random.Next(3) switch { 0 => "HTTP/1.1 100 Continue\r\n\r\n", 1 => "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", _ => "\r\n\r\n" });
        head.Append(random.Next(3) == 0 ? StatusLines[random.Next(StatusLines.Length)] : "HTTP/1.1 200 OK").Append(random.Next(30) == 0 ? $" {secret}" : "").Append("\r\n");
        head.Append("Content-Type: ").Append(ContentTypes[random.Next(random.Next(2) == 0 ? 1 : ContentTypes.Length)]).Append("\r\n");
        for (var i = random.Next(3); i > 0; i--)
            head.Append(Headers[random.Next(Headers.Length)]).Append("\r\n");
        if (random.Next(20) == 0)
            head.Append("X-Echo: ").Append(secret).Append("\r\nX-Request-Id: ").Append(secret).Append("\r\n");
        if (random.Next(60) == 0)
            head.AppendJoin("", Enumerable.Repeat("X-Many: 1\r\n", random.Next(3000)));

        var body = Encoding.UTF8.GetBytes(Bodies[random.Next(Bodies.Length)].Replace("wrong", random.Next(2) == 0 ? secret : "wrong", StringComparison.Ordinal));
        body = Compress(head, body, random);
        body = Frame(head, body, random);
        byte[] bytes = [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. body];
        for (var i = random.Next(3) == 0 ? random.Next(1, 4) : 0; i > 0 && bytes.Length > 0; i--)
            bytes = Change(bytes, random);
        var end = random.Next(25) switch { 0 => AnswerEnd.Silence, < 4 => AnswerEnd.Reset, _ => AnswerEnd.Finish };
        return (bytes, end, random.Next(8) == 0 && bytes.Length < 600 ? random.Next(1, 30) : int.MaxValue / 2);
    }

    private static byte[] Compress(StringBuilder head, byte[] body, Random random)
    {
        if (random.Next(6) != 0)
            return body;
        head.Append("Content-Encoding: gzip\r\n");
        if (random.Next(8) == 0)
            return body;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            // Now and then far more than it looks.
            if (random.Next(8) == 0)
                gzip.Write(new byte[2_000_000]);
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    private static byte[] Frame(StringBuilder head, byte[] body, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                return body;
            case 1:
                string[] lengths = ["-1", "x", "0", "99999999999999999999", "1e3", $"{body.Length + random.Next(1, 50)}", $"{Math.Max(0, body.Length - random.Next(1, 50))}", $"{body.Length}\r\nContent-Length: 1"];
                head.Append("Content-Length: ").Append(lengths[random.Next(lengths.Length)]).Append("\r\n");
                return body;
            case 2 or 3:
                head.Append("Transfer-Encoding: chunked\r\n");
                return Chunks(body, random);
            default:
                head.Append("Content-Length: ").Append(body.Length).Append("\r\n");
                return body;
        }
    }

    private static byte[] Chunks(byte[] body, Random random)
    {
        var chunks = new List<byte>();
        for (var at = 0; at < body.Length;)
        {
            var length = Math.Min(random.Next(1, 2_000), body.Length - at);
            var size = random.Next(25) switch { 0 => "FFFFFFFFFFFFFFFFF", 1 => "-1", 2 => "zz", 3 => "", 4 => $"{length + 1:x}", 5 => $"{length:x};a=b", 6 => $"000000{length:X}", _ => $"{length:x}" };
            chunks.AddRange([.. Encoding.ASCII.GetBytes(size), .. "\r\n"u8, .. body.AsSpan(at, length), .. "\r\n"u8]);
            at += length;
        }

        if (random.Next(10) != 0)
            chunks.AddRange(random.Next(5) == 0 ? "0\r\nX-Trailer: 1\r\n: \r\n\r\n"u8 : "0\r\n\r\n"u8);
        return [.. chunks];
    }

    private static byte[] Change(byte[] bytes, Random random)
    {
        var at = random.Next(2) == 0 ? random.Next(Math.Min(bytes.Length, 200)) : random.Next(bytes.Length);
        var length = Math.Min(random.Next(1, 10), bytes.Length - at);
        var before = bytes.AsSpan(0, at);
        var after = bytes.AsSpan(at);
        return random.Next(4) switch
        {
            0 => [.. before, (byte)random.Next(256), .. after[1..]],
            1 => [.. before, .. after[length..]],
            2 => [.. before, .. after[..length], .. after],
            _ => before.ToArray(),
        };
    }
}
