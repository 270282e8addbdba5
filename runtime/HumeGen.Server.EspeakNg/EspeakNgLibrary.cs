using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace HumeGen.Server.EspeakNg;

/// <summary>
/// The native library of espeak-ng, which tells the times of words and phonemes while it speaks; the program of the same name does not. Only one thread may call it
/// at a time.
/// </summary>
internal sealed unsafe class EspeakNgLibrary
{
    // Values of espeak-ng's speak_lib.h.
    private const int OutputSynchronous = 2;
    private const int PhonemeEvents = 1;
    private const int PhonemesInIpa = 2;
    private const int DoNotExit = 0x8000;
    private const int RateParameter = 1;
    private const uint Utf8 = 1;
    private const uint EndPause = 0x1000;
    private const uint ByCharacter = 1;
    private const int PieceMilliseconds = 100;

    private static readonly Lazy<EspeakNgLibrary?> Loaded = new(Load);

    // There is one utterance at a time.
    private static EspeakNgSpeech? _speech;
    private static int _sampleRate;

    private readonly delegate* unmanaged[Cdecl]<byte*, int> _setVoice;
    private readonly delegate* unmanaged[Cdecl]<int, int, int, int> _setParameter;
    private readonly delegate* unmanaged[Cdecl]<byte*, nuint, uint, uint, uint, uint, uint*, nint, int> _synthesize;
    private readonly delegate* unmanaged[Cdecl]<nint, Voice**> _listVoices;

    private EspeakNgLibrary(nint library)
    {
        nint Export(string name) => NativeLibrary.GetExport(library, name);
        _setVoice = (delegate* unmanaged[Cdecl]<byte*, int>)Export("espeak_SetVoiceByName");
        _setParameter = (delegate* unmanaged[Cdecl]<int, int, int, int>)Export("espeak_SetParameter");
        _synthesize = (delegate* unmanaged[Cdecl]<byte*, nuint, uint, uint, uint, uint, uint*, nint, int>)Export("espeak_Synth");
        _listVoices = (delegate* unmanaged[Cdecl]<nint, Voice**>)Export("espeak_ListVoices");
        var initialize = (delegate* unmanaged[Cdecl]<int, int, byte*, int, int>)Export("espeak_Initialize");
        var setCallback = (delegate* unmanaged[Cdecl]<delegate* unmanaged[Cdecl]<short*, int, Event*, int>, void>)Export("espeak_SetSynthCallback");
        _sampleRate = initialize(OutputSynchronous, PieceMilliseconds, null, PhonemeEvents | PhonemesInIpa | DoNotExit);
        setCallback(&OnAudio);
    }

    private enum EventType
    {
        End = 0,
        Word = 1,
        Phoneme = 7,
    }

    /// <summary>The library of this machine; null where espeak-ng or its data is not installed.</summary>
    public static EspeakNgLibrary? Installed => Loaded.Value;

    /// <summary>The name and the file of each language.</summary>
    public IReadOnlyList<(string Name, string File)> ListVoices()
    {
        var voices = new List<(string, string)>();
        for (var voice = _listVoices(0); *voice is not null; voice++)
            voices.Add((Marshal.PtrToStringUTF8((nint)(*voice)->Name)!, Marshal.PtrToStringUTF8((nint)(*voice)->Identifier)!));

        return voices;
    }

    /// <inheritdoc cref="SpeakText"/>
    /// <exception cref="InvalidOperationException">espeak-ng cannot use the voice, or fails.</exception>
    public void Speak(string voice, int wordsPerMinute, EspeakNgSpeech speech)
    {
        _speech = speech;
        try
        {
            fixed (byte* name = Encoding.UTF8.GetBytes(voice + "\0"))
                Check(_setVoice(name));

            Check(_setParameter(RateParameter, wordsPerMinute, 0));
            var bytes = Encoding.UTF8.GetBytes(speech.Text + "\0");
            fixed (byte* text = bytes)
                Check(_synthesize(text, (nuint)bytes.Length, 0, ByCharacter, 0, Utf8 | EndPause, null, 0));
        }
        finally
        {
            _speech = null;
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new InvalidOperationException($"espeak-ng has failed with {error}.");
    }

    private static EspeakNgLibrary? Load()
    {
        string[] names = OperatingSystem.IsWindows() ? ["libespeak-ng.dll", "espeak-ng.dll"]
            : OperatingSystem.IsMacOS() ? ["libespeak-ng.1.dylib", "libespeak-ng.dylib"]
            : ["libespeak-ng.so.1"];
        foreach (var name in names)
        {
            try
            {
                if (NativeLibrary.TryLoad(name, out var library) && new EspeakNgLibrary(library) is var loaded && _sampleRate > 0)
                    return loaded;
            }
            catch (EntryPointNotFoundException)
            {
                // Another library of this name.
            }
        }

        return null;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnAudio(short* samples, int count, Event* events)
    {
        const int goOn = 0;
        const int stop = 1;
        try
        {
            if (_speech is not { } speech || !speech.Add(new ReadOnlySpan<short>(samples, samples is null ? 0 : count), _sampleRate))
                return stop;

            for (; events->Type != EventType.End; events++)
            {
                if (events->Type == EventType.Word)
                    speech.AddWord(events->TextPosition - 1);
                else if (events->Type == EventType.Phoneme)
                    speech.AddPhoneme(Phoneme(events->Name), events->Sample);
            }

            return goOn;
        }
        catch (Exception)
        {
            // Nothing may be thrown into native code.
            return stop;
        }
    }

    /// <summary>A phoneme of at most eight bytes, which may be cut within a character.</summary>
    private static string Phoneme(byte* name)
    {
        var bytes = new ReadOnlySpan<byte>(name, 8);
        var length = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(length < 0 ? bytes : bytes[..length]).TrimEnd('\ufffd');
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Event
    {
        public EventType Type;
        public uint Utterance;
        public int TextPosition;
        public int Length;
        public int Milliseconds;
        public int Sample;
        public nint State;
        public fixed byte Name[8];
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Voice
    {
        public byte* Name;
        public byte* Languages;
        public byte* Identifier;
    }
}
