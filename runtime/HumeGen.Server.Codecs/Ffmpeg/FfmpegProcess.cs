using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Pipelines;

namespace HumeGen.Server.Codecs.Ffmpeg;

/// <summary>One recording on its way through a process of ffmpeg, which ends with it.</summary>
internal sealed class FfmpegProcess : IDisposable
{
    public const int SampleRate = 48_000;

    private const int MostWaitingBytes = 4 << 20;
    private const int MostErrorCharacters = 2000;

    private static readonly TimeSpan LongestFinish = TimeSpan.FromMinutes(1);

    private readonly FfmpegProgram _program;
    private readonly FfmpegKind _kind;
    private readonly bool _isFile;
    private readonly Process _process;
    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe _output = new(new PipeOptions(pauseWriterThreshold: MostWaitingBytes, resumeWriterThreshold: MostWaitingBytes / 2));
    private readonly Task<string> _errors;
    private long _waiting;
    private bool _hasSound;
    private byte? _half;
    private bool _disposed;

    public FfmpegProcess(FfmpegProgram program, FfmpegKind kind, bool isFile)
    {
        (_program, _kind, _isFile) = (program, kind, isFile);
        _process = program.Start(kind, isFile, SampleRate);
        _errors = ReadErrorsAsync(_process.StandardError);
        _ = WriteInputAsync(_process.StandardInput.BaseStream);
        _ = ReadOutputAsync(_process.StandardOutput.BaseStream);
    }

    /// <summary>Hands bytes of the recording on.</summary>
    /// <exception cref="FormatException">ffmpeg does not keep up with a live stream.</exception>
    public void Write(ReadOnlySpan<byte> piece)
    {
        if (Interlocked.Add(ref _waiting, piece.Length) > MostWaitingBytes && !_isFile)
            throw new FormatException($"{_kind.Name} comes faster than the server can decode it.");

        _input.Writer.Write(piece);

        // Without a threshold it is done at once.
        _ = _input.Writer.FlushAsync().AsTask();
    }

    /// <summary>Takes the samples that are ready.</summary>
    /// <exception cref="FormatException">ffmpeg has given up.</exception>
    public void Read(IBufferWriter<short> samples)
    {
        while (_output.Reader.TryRead(out var read))
        {
            Take(read.Buffer, samples);
            _output.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                if (_errors.IsCompletedSuccessfully)
                    throw Failure(_errors.Result);

                return;
            }
        }
    }

    public async ValueTask FinishAsync(IBufferWriter<short> samples, CancellationToken cancellationToken)
    {
        await _input.Writer.CompleteAsync().ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestFinish);
        try
        {
            while (true)
            {
                var read = await _output.Reader.ReadAsync(limit.Token).ConfigureAwait(false);
                Take(read.Buffer, samples);
                _output.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    break;
            }

            var errors = await _errors.WaitAsync(limit.Token).ConfigureAwait(false);
            if (!_hasSound)
                throw Failure(errors);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FormatException($"{_kind.Name} could not be decoded within {LongestFinish.TotalSeconds:0} seconds.");
        }
    }

    public void Dispose()
    {
        if (_disposed)
            return;

        _disposed = true;
        _program.End(_process);
        _input.Writer.Complete();
        _output.Reader.Complete();
    }

    private FormatException Failure(string errors)
    {
        // The last line says most; it names the input as ffmpeg sees it.
        var line = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()
            ?? (_hasSound ? "ffmpeg has ended before it" : "it holds no sound");
        return new FormatException($"{_kind.Name} cannot be decoded: {line.Replace("cache:", "", StringComparison.Ordinal).Replace("pipe:0: ", "", StringComparison.Ordinal)}");
    }

    private void Take(ReadOnlySequence<byte> bytes, IBufferWriter<short> samples)
    {
        foreach (var memory in bytes)
        {
            var span = memory.Span;
            if (span.IsEmpty)
                continue;

            var target = samples.GetSpan((span.Length / 2) + 1);
            var count = 0;
            if (_half is { } low)
            {
                target[count++] = (short)(low | (span[0] << 8));
                span = span[1..];
                _half = null;
            }

            for (; span.Length > 1; span = span[2..])
                target[count++] = BinaryPrimitives.ReadInt16LittleEndian(span);

            if (span.Length == 1)
                _half = span[0];

            _hasSound |= count > 0;
            samples.Advance(count);
        }
    }

    private async Task WriteInputAsync(Stream input)
    {
        try
        {
            while (true)
            {
                var read = await _input.Reader.ReadAsync().ConfigureAwait(false);
                foreach (var memory in read.Buffer)
                    await input.WriteAsync(memory).ConfigureAwait(false);

                Interlocked.Add(ref _waiting, -read.Buffer.Length);
                _input.Reader.AdvanceTo(read.Buffer.End);
                await input.FlushAsync().ConfigureAwait(false);
                if (read.IsCompleted)
                    break;
            }

            await input.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // ffmpeg has ended: the other side says why.
        }

        await _input.Reader.CompleteAsync().ConfigureAwait(false);
    }

    private async Task ReadOutputAsync(Stream output)
    {
        try
        {
            await output.CopyToAsync(_output.Writer).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Nobody takes the samples any more.
        }

        await _output.Writer.CompleteAsync().ConfigureAwait(false);
    }

    private static async Task<string> ReadErrorsAsync(StreamReader errors)
    {
        var kept = "";
        try
        {
            while (await errors.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                if (kept.Length < MostErrorCharacters)
                    kept += line[..Math.Min(line.Length, 200)] + "\n";
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It has been ended.
        }

        return kept;
    }
}
