using HumeGen.Audio;

namespace VoiceDesign;

/// <summary>Energy over time as a line of block characters.</summary>
internal static class Waveform
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const int Width = 40;

    public static string Of(PcmAudio sound)
    {
        var length = sound.Data.Length / sound.Format.BlockBytes / Width * sound.Format.BlockBytes;
        if (length == 0)
            return "";
        var levels = Enumerable.Range(0, Width).Select(i => new PcmAudio(sound.Data.Slice(i * length, length), sound.Format).MeasureLevel().Rms).ToList();
        var loudest = Math.Max(levels.Max(), 0.001);
        return string.Concat(levels.Select(l => Blocks[(int)Math.Round(Math.Pow(l / loudest, 2) * (Blocks.Length - 1))]));
    }
}
