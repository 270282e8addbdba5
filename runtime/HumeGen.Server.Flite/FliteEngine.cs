using HumeGen.Server.Engines;

namespace HumeGen.Server.Flite;

/// <summary>Extensions that let a server speak English by flite.</summary>
public static class FliteEngine
{
    /// <summary>Puts flite in place as what speaks, and its voices as the voices of the server. It owns nothing that needs to be disposed.</summary>
    /// <param name="engines">The engines of the server.</param>
    /// <param name="options">The options; the defaults unless given.</param>
    /// <exception cref="EngineException">flite is not installed: the message says how to install it.</exception>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public static HumeServerEngines AddFlite(this HumeServerEngines engines, FliteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(engines);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Concurrency, 1, nameof(options));
        if (FindMissing() is { } missing)
            throw new EngineException(missing);

        var voices = FliteLibrary.Installed!.Voices;
        var voice = voices.FirstOrDefault(voice => voice.Id == options.Voice)
            ?? throw new ArgumentException($"flite has no voice '{options.Voice}'. It has {string.Join(", ", voices.Select(voice => voice.Id))}.", nameof(options));
        engines.TextToSpeech = new FliteSpeechClient(FliteLibrary.Installed.Speak, [voice, .. voices.Where(other => other != voice)], options.Concurrency);
        engines.Voices = new FliteVoices(voices);
        return engines;
    }

    /// <summary>Finds out whether flite can be used.</summary>
    /// <returns>Null when it can; else a line that says what is missing, and how to get it.</returns>
    public static string? FindMissing() => FliteLibrary.Installed is { Voices.Count: > 0 }
        ? null
        : "flite: its libraries are not here, or not for this machine. Install them with: apt-get install flite";
}
