using HumeGen.Server.Engines;

namespace HumeGen.Server.Codecs;

/// <summary>Extensions that let a server send MP3, the format of clients that ask for none.</summary>
public static class Mp3Codec
{
    /// <summary>Adds an encoder of MP3: 128 kbit/s, each piece of which can be decoded without those before it. It uses the library of lame, which ffmpeg uses too.</summary>
    /// <param name="engines">The engines of the server.</param>
    /// <exception cref="EngineException">The library is not installed: the message says how to install it.</exception>
    public static HumeServerEngines AddMp3Encoder(this HumeServerEngines engines)
    {
        ArgumentNullException.ThrowIfNull(engines);
        if (FindMissing() is { } missing)
            throw new EngineException(missing);

        engines.AudioEncoders.Add(new Mp3.LameEncoder(Mp3.LameLibrary.Installed!));
        return engines;
    }

    /// <summary>Finds out whether MP3 can be encoded.</summary>
    /// <returns>Null when it can; else a line that says what is missing, and how to get it.</returns>
    public static string? FindMissing() => Mp3.LameLibrary.Installed is null
        ? "MP3: the library of lame, libmp3lame, is not here, or not for this machine. Install it with: apt-get install lame"
        : null;
}
