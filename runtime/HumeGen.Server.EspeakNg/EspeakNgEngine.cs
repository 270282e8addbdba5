using HumeGen.Server.Engines;

namespace HumeGen.Server.EspeakNg;

/// <summary>Extensions that let a server speak by espeak-ng.</summary>
public static class EspeakNgEngine
{
    /// <summary>Puts espeak-ng in place as what speaks, and its voices as the voices of the server. It owns nothing that needs to be disposed.</summary>
    /// <param name="engines">The engines of the server.</param>
    /// <param name="options">The options; the defaults unless given.</param>
    /// <exception cref="EngineException">espeak-ng is not installed: the message says how to install it.</exception>
    /// <exception cref="ArgumentException">There is no such voice.</exception>
    public static HumeServerEngines AddEspeakNg(this HumeServerEngines engines, EspeakNgOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(engines);
        if (FindMissing() is { } missing)
            throw new EngineException(missing);

        var voices = EspeakNgVoices.From(EspeakNgLibrary.Installed!.ListVoices(), options?.Voice ?? new EspeakNgOptions().Voice);
        engines.TextToSpeech = new EspeakNgSpeechClient(EspeakNgLibrary.Installed.Speak, voices.All);
        engines.Voices = voices;
        return engines;
    }

    /// <summary>Finds out whether espeak-ng can be used.</summary>
    /// <returns>Null when it can; else a line that says what is missing, and how to get it.</returns>
    public static string? FindMissing() => EspeakNgLibrary.Installed is null
        ? "espeak-ng: its library or its data is not here, or not for this machine. Install it with: apt-get install espeak-ng"
        : null;
}
