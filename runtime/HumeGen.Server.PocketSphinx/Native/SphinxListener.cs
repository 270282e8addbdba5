using System.Runtime.InteropServices;
using HumeGen.Server.Engines;

namespace HumeGen.Server.PocketSphinx.Native;

/// <summary>A decoder of PocketSphinx with a loaded model.</summary>
internal sealed class SphinxListener : IListener
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(10);

    private readonly DecoderHandle _decoder;
    private readonly CepstralMean _mean;
    private bool _hears;
    private bool _hasSound;

    /// <exception cref="EngineException">The library refuses the model.</exception>
    public SphinxListener(SphinxModel model)
    {
        SphinxLibrary.SetLog(0, 0);
        SphinxLibrary.SetLogFile(0);

        // Frames of silence stay in, as the times of words would be wrong without them.
        string[] arguments =
            ["", "-hmm", model.AcousticModel, "-lm", model.LanguageModel, "-dict", model.Dictionary, "-samprate", $"{Hearing.SampleRate}", "-remove_silence", "no"];
        var options = SphinxLibrary.ParseOptions(0, SphinxLibrary.Definitions(), arguments.Length, arguments, 1);
        if (options == 0)
            throw new EngineException("PocketSphinx does not take the options of its model.");

        _decoder = SphinxLibrary.Create(options);
        _ = SphinxLibrary.FreeOptions(options);
        if (_decoder.IsInvalid)
            throw new EngineException($"PocketSphinx cannot load its model from {model.AcousticModel}.");

        _mean = new CepstralMean(_decoder);
    }

    public void Reset()
    {
        // A call that was cancelled has left its phrase open.
        End();
        _mean.Reset();
    }

    public void Begin()
    {
        Check(SphinxLibrary.StartStream(_decoder));
        Check(SphinxLibrary.StartUtterance(_decoder));
        (_hears, _hasSound) = (true, false);
    }

    public void Hear(ReadOnlySpan<short> samples)
    {
        Check(SphinxLibrary.Process(_decoder, samples, (nuint)samples.Length, 0, 0));
        _hasSound = true;
    }

    public IReadOnlyList<HeardWord> Words()
    {
        var words = new List<HeardWord>();
        if (!_hasSound)
            return words;

        var scale = SphinxLibrary.Scale(_decoder);
        for (var segment = SphinxLibrary.FirstSegment(_decoder); segment != 0; segment = SphinxLibrary.NextSegment(segment))
        {
            // Fillers are such as <sil> and [NOISE]; further pronunciations of a word have a number in brackets.
            var text = Marshal.PtrToStringUTF8(SphinxLibrary.Word(segment)) ?? "";
            if (text.Length == 0 || text[0] is '<' or '[' or '+')
                continue;

            SphinxLibrary.Frames(segment, out var first, out var last);
            var confidence = Math.Clamp(SphinxLibrary.Exp(scale, SphinxLibrary.Probability(segment, out _, out _, out _)), 0, 1);
            words.Add(new HeardWord(text.Split('(')[0], first * Frame, (last + 1) * Frame, confidence));
        }

        return words;
    }

    public void End()
    {
        if (!_hears)
            return;

        _hears = false;
        Check(SphinxLibrary.EndUtterance(_decoder));
    }

    public void Dispose() => _decoder.Dispose();

    private static void Check(int result)
    {
        if (result < 0)
            throw new EngineException("PocketSphinx has refused the sound.");
    }
}
