using System.Runtime.InteropServices;

namespace HumeGen.Server.PocketSphinx.Native;

/// <summary>Functions of PocketSphinx and of its base library, as version 0.8+5prealpha declares them.</summary>
internal static partial class SphinxLibrary
{
    private const string Sphinx = "libpocketsphinx.so.3";
    private const string Base = "libsphinxbase.so.3";

    /// <summary>The name of a library that cannot be loaded; null when both can.</summary>
    public static string? FindMissing() => ((string[])[Sphinx, Base]).FirstOrDefault(name => !NativeLibrary.TryLoad(name, typeof(SphinxLibrary).Assembly, null, out _));

    [LibraryImport(Sphinx, EntryPoint = "ps_args")]
    public static partial nint Definitions();

    [LibraryImport(Base, EntryPoint = "cmd_ln_parse_r", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ParseOptions(nint existing, nint definitions, int count, [In] string[] arguments, int strict);

    [LibraryImport(Base, EntryPoint = "cmd_ln_free_r")]
    public static partial int FreeOptions(nint options);

    /// <summary>Sets the function that takes the log; none for no log. The library would write it to the standard error.</summary>
    [LibraryImport(Base, EntryPoint = "err_set_callback")]
    public static partial void SetLog(nint callback, nint data);

    /// <summary>Sets the file, for this thread, to which the values of options are written; none for no file.</summary>
    [LibraryImport(Base, EntryPoint = "err_set_logfp")]
    public static partial void SetLogFile(nint file);

    [LibraryImport(Base, EntryPoint = "logmath_exp")]
    public static partial double Exp(nint scale, int value);

    [LibraryImport(Base, EntryPoint = "cmn_live_get")]
    public static partial void GetMean(nint normalisation, Span<float> mean);

    [LibraryImport(Base, EntryPoint = "cmn_live_set")]
    public static partial void SetMean(nint normalisation, ReadOnlySpan<float> mean);

    [LibraryImport(Sphinx, EntryPoint = "ps_init")]
    public static partial DecoderHandle Create(nint options);

    [LibraryImport(Sphinx, EntryPoint = "ps_free")]
    public static partial int Free(nint decoder);

    [LibraryImport(Sphinx, EntryPoint = "ps_get_feat")]
    public static partial nint Features(DecoderHandle decoder);

    [LibraryImport(Sphinx, EntryPoint = "ps_get_logmath")]
    public static partial nint Scale(DecoderHandle decoder);

    [LibraryImport(Sphinx, EntryPoint = "ps_start_stream")]
    public static partial int StartStream(DecoderHandle decoder);

    [LibraryImport(Sphinx, EntryPoint = "ps_start_utt")]
    public static partial int StartUtterance(DecoderHandle decoder);

    [LibraryImport(Sphinx, EntryPoint = "ps_process_raw")]
    public static partial int Process(DecoderHandle decoder, ReadOnlySpan<short> samples, nuint count, int noSearch, int isWhole);

    [LibraryImport(Sphinx, EntryPoint = "ps_end_utt")]
    public static partial int EndUtterance(DecoderHandle decoder);

    [LibraryImport(Sphinx, EntryPoint = "ps_seg_iter")]
    public static partial nint FirstSegment(DecoderHandle decoder);

    /// <summary>The segment after this one; none frees the iterator.</summary>
    [LibraryImport(Sphinx, EntryPoint = "ps_seg_next")]
    public static partial nint NextSegment(nint segment);

    [LibraryImport(Sphinx, EntryPoint = "ps_seg_word")]
    public static partial nint Word(nint segment);

    [LibraryImport(Sphinx, EntryPoint = "ps_seg_frames")]
    public static partial void Frames(nint segment, out int first, out int last);

    [LibraryImport(Sphinx, EntryPoint = "ps_seg_prob")]
    public static partial int Probability(nint segment, out int acoustic, out int language, out int backoff);
}
