using System.Buffers.Binary;
using System.Text;

namespace HumeGen.Fuzz.Frames;

/// <summary>The end of a connection, after the last byte of the server.</summary>
internal enum FrameEnd
{
    /// <summary>Closes the connection of TCP.</summary>
    Finish,

    /// <summary>Breaks it with a reset.</summary>
    Reset,

    /// <summary>Says nothing until the client gives up.</summary>
    Silence,
}

/// <summary>Makes sequences of frames: messages whole and in fragments, control frames, closes, each broken now and then.</summary>
internal static class FrameMutator
{
    private const int Continuation = 0;
    private const int Text = 1;
    private const int Bytes = 2;
    private const int Close = 8;
    private const int Ping = 9;
    private const int Pong = 10;

    private static readonly byte[][] Payloads =
    [
        .. new[]
        {
            """{"type":"heard","text":"hello"}""", """{"type":"sound","seq":1,"data":"AQID"}""", """{"type":"error","code":"E1","message":"no"}""", """{"type":"error","code":{},"message":[]}""",
            """{"type":"new","a":[1,{"b":null}]}""", """{"text":"x","type":"heard"}""", """{"type":"heard"}""", """{"type":"heard","text":"\ud800"}""", """{"type":"sound","seq":1e-30,"data":"@@@"}""", "{", "", "null",
            "\uFEFF{}", "plain text", """{"type":"heard","type":"sound","text":"x"}""", "äöü€😀", """{"type":"error","code":"E","message":"\r\n\u2028\u001b[31m"}""", new string('[', 100),
        }.Select(Encoding.UTF8.GetBytes),
        [0xC3], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xF0, 0x9F, 0x98], Encoding.UTF8.GetBytes($$"""{"type":"heard","text":"{{new string('x', 3000)}}"}"""), new byte[70_000],
    ];

    private static readonly int[] Codes = [1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1011, 1012, 1013, 1014, 1015, 2999, 3000, 4000, 4999, 0, 999, 5000, 65535];

    /// <summary>Bytes to send, what comes after them, and how many are sent at once.</summary>
    public static (byte[] Bytes, FrameEnd End, int Piece) Next(Random random)
    {
        var bytes = new List<byte>();
        for (var i = random.Next(1, 8); i > 0; i--)
            AddMessage(bytes, random);
        if (random.Next(3) != 0)
            bytes.AddRange(CloseFrame(random));
        for (var i = random.Next(3) == 0 ? random.Next(1, 4) : 0; i > 0 && bytes.Count > 0; i--)
            ChangeByte(bytes, random);
        var end = random.Next(20) switch { 0 => FrameEnd.Silence, < 5 => FrameEnd.Reset, _ => FrameEnd.Finish };
        return ([.. bytes], end, random.Next(6) == 0 && bytes.Count < 500 ? random.Next(1, 20) : int.MaxValue / 2);
    }

    private static void AddMessage(List<byte> bytes, Random random)
    {
        var payload = Payloads[random.Next(Payloads.Length)];
        var kind = random.Next(4) == 0 ? Bytes : Text;
        switch (random.Next(10))
        {
            case 0:
                bytes.AddRange(Frame(random.Next(2) == 0 ? Ping : Pong, payload.AsSpan(0, Math.Min(payload.Length, random.Next(130))), random));
                break;
            case 1:
                bytes.AddRange(Frame(random.Next(16), payload, random));
                break;
            case 2 or 3 or 4:
                // In fragments, with a control frame between them.
                var at = random.Next(payload.Length + 1);
                bytes.AddRange(Frame(kind, payload.AsSpan(0, at), random, final: false));
                if (random.Next(3) == 0)
                    bytes.AddRange(Frame(Ping, [], random));
                for (var i = random.Next(20) == 0 ? random.Next(2000) : 0; i > 0; i--)
                    bytes.AddRange(Frame(Continuation, [], random, final: false));
                bytes.AddRange(Frame(Continuation, payload.AsSpan(at), random));
                break;
            case 5 when random.Next(4) == 0:
                // The head of a frame that promises more than comes.
                bytes.AddRange([0x81, 127, .. BitConverter.GetBytes(random.NextInt64(long.MinValue, long.MaxValue))]);
                break;
            default:
                bytes.AddRange(Frame(kind, payload, random));
                break;
        }
    }

    private static byte[] CloseFrame(Random random)
    {
        var code = Codes[random.Next(Codes.Length)];
        byte[] payload = random.Next(6) switch
        {
            0 => [],
            1 => [3],
            2 => [(byte)(code >> 8), (byte)code, 0xFF, 0xC0],
            3 => [(byte)(code >> 8), (byte)code, .. new byte[random.Next(140)]],
            _ => [(byte)(code >> 8), (byte)code, .. "going away"u8],
        };
        return Frame(Close, payload, random);
    }

    private static byte[] Frame(int opcode, ReadOnlySpan<byte> payload, Random random, bool final = true)
    {
        // Now and then with reserved bits, masked, or with a length in more bytes than it needs.
        var reserved = random.Next(60) == 0 ? random.Next(1, 8) << 4 : 0;
        var mask = random.Next(60) == 0 ? 0x80 : 0;
        var isLong = random.Next(60) == 0;
        var head = (byte)((final ? 0x80 : 0) | reserved | opcode);
        byte[] length = payload.Length < 126 && !isLong ? [(byte)(mask | payload.Length)]
            : payload.Length <= 0xFFFF && !isLong ? [(byte)(mask | 126), (byte)(payload.Length >> 8), (byte)payload.Length]
            : [(byte)(mask | 127), .. BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness((long)payload.Length))];
        return [head, .. length, .. mask != 0 ? [0, 0, 0, 0] : (byte[])[], .. payload];
    }

    private static void ChangeByte(List<byte> bytes, Random random)
    {
        // Mostly near a head, where it means most.
        var at = random.Next(2) == 0 ? random.Next(Math.Min(bytes.Count, 16)) : random.Next(bytes.Count);
        switch (random.Next(3))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                break;
            default:
                bytes.Insert(at, (byte)random.Next(256));
                break;
        }
    }
}
