using System.Text;

namespace HumeGen.Load;

/// <summary>Messages with made-up sound.</summary>
internal static class Sounds
{
    public const int Rate = 16_000;

    private static readonly Dictionary<(int, short), byte[]> Made = [];

    public static byte[] Speech(int milliseconds) => Of(milliseconds, 8_000);

    public static byte[] Silence(int milliseconds) => Of(milliseconds, 0);

    private static byte[] Of(int milliseconds, short amplitude)
    {
        lock (Made)
        {
            if (!Made.TryGetValue((milliseconds, amplitude), out var message))
                Made[(milliseconds, amplitude)] = message = Make(milliseconds, amplitude);

            return message;
        }
    }

    private static byte[] Make(int milliseconds, short amplitude)
    {
        var samples = new byte[Rate / 1000 * milliseconds * sizeof(short)];
        for (var i = 0; i < samples.Length / sizeof(short); i++)
            BitConverter.TryWriteBytes(samples.AsSpan(i * sizeof(short)), (short)(amplitude * Math.Sin(2 * Math.PI * 220 * i / Rate)));

        return Encoding.UTF8.GetBytes($$"""{"type":"audio_input","data":"{{Convert.ToBase64String(samples)}}"}""");
    }
}
