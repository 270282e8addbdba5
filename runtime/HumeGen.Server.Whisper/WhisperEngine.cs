using HumeGen.Server.Engines;
using Whisper.net;
using Whisper.net.LibraryLoader;

namespace HumeGen.Server.Whisper;

/// <summary>Extensions that let a server understand speech by Whisper.</summary>
public static class WhisperEngine
{
    private static readonly Lazy<string?> MissingLibrary = new(FindMissingLibrary);

    /// <summary>
    /// Puts Whisper in place as what understands speech. The model is loaded with the first recording, and kept until the engine is disposed, which is for whoever
    /// set it: the server does not.
    /// </summary>
    /// <param name="engines">The engines of the server.</param>
    /// <param name="options">The model.</param>
    /// <exception cref="EngineException">The model or the native library is missing: the message says what to do.</exception>
    public static HumeServerEngines AddWhisper(this HumeServerEngines engines, WhisperOptions options)
    {
        ArgumentNullException.ThrowIfNull(engines);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Concurrency, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        if (FindMissing(options) is { } missing)
            throw new EngineException(missing);

        engines.SpeechToText = new WhisperHearing(options);
        return engines;
    }

    /// <summary>Finds out what Whisper lacks.</summary>
    /// <param name="options">The model.</param>
    /// <returns>Null when it can be used; else a line that says what is missing, and how to get it.</returns>
    public static string? FindMissing(WhisperOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return File.Exists(options.Model)
            ? MissingLibrary.Value
            : $"whisper: the model {options.Model} does not exist. Download one in the format of whisper.cpp, such as ggml-base.en.bin.";
    }

    private static string? FindMissingLibrary()
    {
        // The libraries of a program that is one file are unpacked elsewhere. The loader looks beside the file that is named here.
        var places = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (places.FirstOrDefault(place => Directory.Exists(Path.Combine(place, "runtimes"))) is { } place)
            RuntimeOptions.LibraryPath ??= Path.Combine(place, "whisper");

        try
        {
            WhisperFactory.GetRuntimeInfo();
            return null;
        }
        catch (Exception)
        {
            // The loader of Whisper.net has no exception of its own for a library that is not there.
            return "whisper: its native library is not here, or not for this machine. Add the package Whisper.net.Runtime, or one of its variants, to the application.";
        }
    }
}
