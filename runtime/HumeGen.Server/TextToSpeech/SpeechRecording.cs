using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HumeGen.Server.Audio;
using HumeGen.Server.Transport;

namespace HumeGen.Server.TextToSpeech;

/// <summary>
/// Speech that is complete before it is sent, as its length stands before it or it is sent twice. A long one is kept in a file that is gone when it is
/// closed, so that it does not fill the memory.
/// </summary>
internal sealed class SpeechRecording : IAsyncDisposable
{
    private const int MaxInMemory = 1 << 20;
    private const int SamplesAtOnce = SpeechSynthesizer.SampleRate / 2;

    private Stream _bytes = new MemoryStream();

    /// <summary>The number of samples so far.</summary>
    public long Length { get; private set; }

    public async ValueTask AddAsync(ReadOnlyMemory<short> samples, CancellationToken cancellationToken)
    {
        var bytes = MemoryMarshal.AsBytes(samples.Span).ToArray();
        if (_bytes is MemoryStream && _bytes.Length + bytes.Length > MaxInMemory)
        {
            var file = OpenFile();
            _bytes.Position = 0;
            await _bytes.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            _bytes = file;
        }

        await _bytes.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        Length += samples.Length;
    }

    /// <summary>The samples from one place on. Nothing may be added meanwhile.</summary>
    public async IAsyncEnumerable<short[]> ReadAsync(long start, long count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _bytes.Position = start * sizeof(short);
        while (count > 0)
        {
            var bytes = new byte[Math.Min(count, SamplesAtOnce) * sizeof(short)];
            await _bytes.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            count -= bytes.Length / sizeof(short);
            yield return MemoryMarshal.Cast<byte, short>(bytes).ToArray();
        }
    }

    /// <summary>Answers a call with all of it as one file.</summary>
    public async Task AnswerAsync(ApiCall call, AudioFormat format)
    {
        using var file = format.Start(Length);
        call.StartStream(format.SizeOf(Length));
        await foreach (var samples in ReadAsync(0, Length, call.Aborted).ConfigureAwait(false))
            await call.SendAsync(file.Write(samples)).ConfigureAwait(false);

        await call.SendAsync(file.Finish()).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _bytes.DisposeAsync();

    private static FileStream OpenFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }
}
