using HumeGen.Server.Engines;

namespace HumeGen.Server.Audio;

/// <summary>The forms of recordings that can be told by their first bytes.</summary>
internal static class AudioForms
{
    /// <summary>Tells which form a recording has.</summary>
    /// <param name="beginning">Its first bytes.</param>
    /// <param name="decoders">The decoders of compressed audio.</param>
    /// <param name="decoder">The decoder that knows it; null when it is a WAV file, or not known.</param>
    /// <returns>Whether the form is known; null when more bytes are needed to tell.</returns>
    public static bool? Recognize(ReadOnlySpan<byte> beginning, IReadOnlyList<IAudioDecoder> decoders, out IAudioDecoder? decoder)
    {
        decoder = null;
        var answer = WaveStream.Begins(beginning);
        for (var i = 0; i < decoders.Count && answer != true; i++)
        {
            // One that cannot tell yet goes before those behind it.
            var next = decoders[i].CanDecode(beginning);
            if (next == true && answer == false)
                decoder = decoders[i];

            answer = answer == false ? next : answer;
        }

        return answer;
    }

    /// <summary>Names the forms, for error messages.</summary>
    public static string List(IEnumerable<IAudioDecoder> decoders) => string.Join(", ", decoders.Select(decoder => decoder.Name).Prepend("WAV"));
}
