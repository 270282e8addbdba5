using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Flite;

/// <summary>
/// The native libraries of flite. The program of the same name writes its sound to files only, and tells the ends of segments or the words, never both; the
/// libraries give sound while it is made, and know which segments belong to which word. Voices are constant, so that several threads may use one.
/// </summary>
internal sealed unsafe class FliteLibrary
{
    private const int GoOn = 0;
    private const int Stop = -1;

    // A tenth of a second at 16 kHz: what is cancelled ends within it.
    private const int SamplesAtOnce = 1600;

    private static readonly Lazy<FliteLibrary?> Loaded = new(Load);

    private readonly Dictionary<string, nint> _voices = [];
    private readonly nint _synthesis;
    private readonly delegate* unmanaged[Cdecl]<int> _init;
    private readonly delegate* unmanaged[Cdecl]<Utterance*> _newUtterance;
    private readonly delegate* unmanaged[Cdecl]<Utterance*, void> _deleteUtterance;
    private readonly delegate* unmanaged[Cdecl]<Utterance*, byte*, nint> _setText;
    private readonly delegate* unmanaged[Cdecl]<Utterance*, nint, nint, Utterance*> _synthesize;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, float, void> _setFloat;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, nint, void> _setValue;
    private readonly delegate* unmanaged[Cdecl]<StreamingInfo*> _newStreaming;
    private readonly delegate* unmanaged[Cdecl]<StreamingInfo*, nint> _streamingValue;
    private readonly delegate* unmanaged[Cdecl]<Utterance*, byte*, nint> _relation;
    private readonly delegate* unmanaged[Cdecl]<nint, nint> _head;
    private readonly delegate* unmanaged[Cdecl]<nint, nint> _next;
    private readonly delegate* unmanaged[Cdecl]<nint, nint> _daughter;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*> _text;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, float> _number;

    private FliteLibrary(nint library)
    {
        nint Export(string name) => NativeLibrary.GetExport(library, name);
        _synthesis = Export("utt_synth");
        _init = (delegate* unmanaged[Cdecl]<int>)Export("flite_init");
        _newUtterance = (delegate* unmanaged[Cdecl]<Utterance*>)Export("new_utterance");
        _deleteUtterance = (delegate* unmanaged[Cdecl]<Utterance*, void>)Export("delete_utterance");
        _setText = (delegate* unmanaged[Cdecl]<Utterance*, byte*, nint>)Export("utt_set_input_text");
        _synthesize = (delegate* unmanaged[Cdecl]<Utterance*, nint, nint, Utterance*>)Export("flite_do_synth");
        _setFloat = (delegate* unmanaged[Cdecl]<nint, byte*, float, void>)Export("flite_feat_set_float");
        _setValue = (delegate* unmanaged[Cdecl]<nint, byte*, nint, void>)Export("flite_feat_set");
        _newStreaming = (delegate* unmanaged[Cdecl]<StreamingInfo*>)Export("new_audio_streaming_info");
        _streamingValue = (delegate* unmanaged[Cdecl]<StreamingInfo*, nint>)Export("audio_streaming_info_val");
        _relation = (delegate* unmanaged[Cdecl]<Utterance*, byte*, nint>)Export("utt_relation");
        _head = (delegate* unmanaged[Cdecl]<nint, nint>)Export("relation_head");
        _next = (delegate* unmanaged[Cdecl]<nint, nint>)Export("item_next");
        _daughter = (delegate* unmanaged[Cdecl]<nint, nint>)Export("item_daughter");
        _text = (delegate* unmanaged[Cdecl]<nint, byte*, byte*>)Export("flite_ffeature_string");
        _number = (delegate* unmanaged[Cdecl]<nint, byte*, float>)Export("flite_ffeature_float");
        Voices = [.. FliteVoices.All.Where(voice => TryLoad("flite_cmu_us_" + voice.Id, out _))];
        _ = _init();
    }

    /// <summary>The libraries of this machine; null where flite is not installed.</summary>
    public static FliteLibrary? Installed => Loaded.Value;

    /// <summary>The voices that are installed.</summary>
    public IReadOnlyList<CatalogVoice> Voices { get; }

    /// <inheritdoc cref="SpeakChunk"/>
    /// <exception cref="InvalidOperationException">flite gives nothing.</exception>
    public void Speak(string voice, string text, double stretch, FliteSpeech speech)
    {
        var native = Native(voice);
        var handle = GCHandle.Alloc(speech);
        try
        {
            var utterance = _newUtterance();
            fixed (byte* bytes = Encoding.ASCII.GetBytes(text + "\0"))
                _setText(utterance, bytes);

            // Names are kept as pointers: those of literals stay where they are.
            _setFloat(utterance->Features, Name("duration_stretch"u8), (float)stretch);
            var streaming = _newStreaming();
            streaming->SmallestPiece = SamplesAtOnce;
            streaming->OnAudio = &OnAudio;
            streaming->State = GCHandle.ToIntPtr(handle);
            _setValue(utterance->Features, Name("streaming_info"u8), _streamingValue(streaming));

            // It deletes the utterance itself when it fails.
            utterance = _synthesize(utterance, native, _synthesis);
            if (utterance is null)
                throw new InvalidOperationException("flite could not speak the text.");

            AddTimes(utterance, speech);
            _deleteUtterance(utterance);
        }
        finally
        {
            handle.Free();
        }
    }

    /// <summary>Loads a library by the name that it has on this system.</summary>
    public static bool TryLoad(string name, out nint library)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{name}.dll", $"lib{name}.dll"]
            : OperatingSystem.IsMacOS() ? [$"lib{name}.1.dylib", $"lib{name}.dylib"]
            : [$"lib{name}.so.1"];
        library = 0;
        foreach (var candidate in names)
        {
            if (NativeLibrary.TryLoad(candidate, out library))
                return true;
        }

        return false;
    }

    private static FliteLibrary? Load()
    {
        try
        {
            return TryLoad("flite", out var library) ? new FliteLibrary(library) : null;
        }
        catch (EntryPointNotFoundException)
        {
            // Another library of this name, or a version that is too old.
            return null;
        }
    }

    private nint Native(string voice)
    {
        // Voices fill tables that they share when they are registered.
        lock (_voices)
            return _voices.TryGetValue(voice, out var native) ? native : _voices[voice] = Register(voice);
    }

    private static nint Register(string voice)
    {
        TryLoad("flite_cmu_us_" + voice, out var library);
        return ((delegate* unmanaged[Cdecl]<nint, nint>)NativeLibrary.GetExport(library, "register_cmu_us_" + voice))(0);
    }

    /// <summary>Tells when each word of the text is heard, as it was written, and its phonemes.</summary>
    private void AddTimes(Utterance* utterance, FliteSpeech speech)
    {
        var segments = Segments(utterance);
        for (var token = _head(_relation(utterance, Name("Token"u8))); token != 0; token = _next(token))
        {
            // A token such as $5.50 is spoken as several words.
            var (begin, end) = (double.MaxValue, 0.0);
            for (var word = _daughter(token); word != 0; word = _next(word))
            {
                double wordEnd = _number(word, Name("R:SylStructure.daughtern.daughtern.R:Segment.end"u8));
                if (wordEnd > 0)
                {
                    begin = Math.Min(begin, _number(word, Name("R:SylStructure.daughter1.daughter1.R:Segment.p.end"u8)));
                    end = wordEnd;
                }
            }

            if (end <= begin)
                continue;

            speech.Add(Marshal.PtrToStringUTF8((nint)_text(token, Name("name"u8)))!, isPhoneme: false, begin, end);
            foreach (var segment in segments)
            {
                if (segment.Begin >= begin && segment.End <= end)
                    speech.Add(segment.Phoneme, isPhoneme: true, segment.Begin, segment.End);
            }
        }
    }

    private List<(string Phoneme, double Begin, double End)> Segments(Utterance* utterance)
    {
        var segments = new List<(string, double, double)>();
        var begin = 0.0;
        for (var segment = _head(_relation(utterance, Name("Segment"u8))); segment != 0; segment = _next(segment))
        {
            double end = _number(segment, Name("end"u8));
            if (FlitePhonemes.ToIpa(Marshal.PtrToStringUTF8((nint)_text(segment, Name("name"u8)))!) is { } phoneme)
                segments.Add((phoneme, begin, end));

            begin = end;
        }

        return segments;
    }

    // The compiler puts a zero behind such literals, and keeps them in a place that never moves.
    private static byte* Name(ReadOnlySpan<byte> literal) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(literal));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnAudio(Wave* wave, int start, int size, int last, StreamingInfo* streaming)
    {
        try
        {
            var speech = (FliteSpeech)GCHandle.FromIntPtr(streaming->State).Target!;
            return speech.Add(new ReadOnlySpan<short>(wave->Samples + start, size), wave->SampleRate) ? GoOn : Stop;
        }
        catch (Exception)
        {
            // Nothing may be thrown into native code.
            return Stop;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Utterance
    {
        public nint Features;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Wave
    {
        public byte* Type;
        public int SampleRate;
        public int SampleCount;
        public int Channels;
        public short* Samples;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct StreamingInfo
    {
        public int SmallestPiece;
        public delegate* unmanaged[Cdecl]<Wave*, int, int, int, StreamingInfo*, int> OnAudio;
        public nint Utterance;
        public nint Item;
        public nint State;
    }
}
