using System.Runtime.InteropServices;

namespace HumeGen.Server.Codecs.Mp3;

/// <summary>
/// The native library of lame, which the packages lame and ffmpeg of Debian both bring. It encodes while samples arrive, and takes microseconds to start, where the
/// programs would be a process for each snippet. NAudio.Lame has the library for Windows only.
/// </summary>
internal sealed unsafe class LameLibrary
{
    private const int Kilobits = 128;
    private const int Mono = 3;
    private const int Quality = 5;

    private static readonly Lazy<LameLibrary?> Loaded = new(() => Load(OperatingSystem.IsWindows() ? ["libmp3lame.dll", "lame_enc.dll"]
        : OperatingSystem.IsMacOS() ? ["libmp3lame.0.dylib", "libmp3lame.dylib"]
        : ["libmp3lame.so.0"]));

    // It fills tables of its own when the first encoders start.
    private readonly object _starting = new();
    private readonly delegate* unmanaged[Cdecl]<nint> _init;
    private readonly delegate* unmanaged[Cdecl]<nint, int> _initParameters;
    private readonly List<(nint Set, int Value)> _settings;
    private readonly nint _setInputRate;
    private readonly nint _setOutputRate;

    private LameLibrary(nint library)
    {
        nint Export(string name) => NativeLibrary.GetExport(library, name);
        _init = (delegate* unmanaged[Cdecl]<nint>)Export("lame_init");
        _initParameters = (delegate* unmanaged[Cdecl]<nint, int>)Export("lame_init_params");
        _setInputRate = Export("lame_set_in_samplerate");
        _setOutputRate = Export("lame_set_out_samplerate");
        _settings =
        [
            (Export("lame_set_num_channels"), 1),
            (Export("lame_set_mode"), Mono),
            (Export("lame_set_brate"), Kilobits),
            (Export("lame_set_quality"), Quality),

            // A frame with the length of the whole would come first, and nobody knows it yet.
            (Export("lame_set_bWriteVbrTag"), 0),

            // Frames then need no bits of those before them, so that a piece can be decoded alone.
            (Export("lame_set_disable_reservoir"), 1),
        ];
        Encode = (delegate* unmanaged[Cdecl]<nint, short*, short*, int, byte*, int, int>)Export("lame_encode_buffer");
        Flush = (delegate* unmanaged[Cdecl]<nint, byte*, int, int>)Export("lame_encode_flush");
        Close = (delegate* unmanaged[Cdecl]<nint, int>)Export("lame_close");
    }

    /// <summary>The library of this machine; null where it is not installed.</summary>
    public static LameLibrary? Installed => Loaded.Value;

    /// <summary>Encodes samples of the left and the right channel into a buffer, and returns the number of its bytes, or a negative number.</summary>
    public delegate* unmanaged[Cdecl]<nint, short*, short*, int, byte*, int, int> Encode { get; }

    /// <summary>Ends a file.</summary>
    public delegate* unmanaged[Cdecl]<nint, byte*, int, int> Flush { get; }

    /// <summary>Frees an encoder.</summary>
    public delegate* unmanaged[Cdecl]<nint, int> Close { get; }

    /// <summary>Loads the first library of these names; null when there is none.</summary>
    public static LameLibrary? Load(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            try
            {
                if (NativeLibrary.TryLoad(name, out var library))
                    return new LameLibrary(library);
            }
            catch (EntryPointNotFoundException)
            {
                // Another library of this name.
            }
        }

        return null;
    }

    /// <summary>Starts a file of one channel.</summary>
    /// <exception cref="InvalidOperationException">lame cannot encode this rate.</exception>
    public nint Start(int sampleRate)
    {
        lock (_starting)
        {
            var encoder = _init();
            if (encoder == 0)
                throw new InvalidOperationException("lame could not start.");

            foreach (var (set, value) in (IEnumerable<(nint, int)>)[(_setInputRate, sampleRate), (_setOutputRate, sampleRate), .. _settings])
                _ = ((delegate* unmanaged[Cdecl]<nint, int, int>)set)(encoder, value);

            if (_initParameters(encoder) >= 0)
                return encoder;

            _ = Close(encoder);
            throw new InvalidOperationException($"lame cannot encode {sampleRate} samples a second.");
        }
    }
}
