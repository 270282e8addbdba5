using System.Security.Cryptography;
using System.Text;

namespace HumeGen.Fuzz.Frames;

/// <summary>The answer to a request for a WebSocket.</summary>
internal static class Handshake
{
    private const string KeyHeader = "Sec-WebSocket-Key:";

    public static string Answer(string request)
    {
        var key = request.Split("\r\n").Single(line => line.StartsWith(KeyHeader, StringComparison.OrdinalIgnoreCase))[KeyHeader.Length..].Trim();
#pragma warning disable CA5350 // What the protocol asks for.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        return $"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n";
    }
}
