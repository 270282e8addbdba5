using System.Diagnostics;
using System.Threading.Channels;
using HumeGen.Audio;
using Spectre.Console;

namespace Microphone;

/// <summary>The assistant's voice: pieces of answers, on the loudspeaker or in a file.</summary>
internal interface IOutput : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Fails when nothing can be heard any more.</summary>
    Task Failed { get; }

    /// <summary>Plays a piece after those before it.</summary>
    ValueTask PlayAsync(PcmAudio piece);

    /// <summary>Ends an answer, which is still heard to its end.</summary>
    void EndAnswer();

    /// <summary>Falls silent at once.</summary>
    void Stop();

    /// <summary>Waits until all has been heard.</summary>
    Task FinishAsync(CancellationToken cancellationToken);
}

/// <summary>A player process for each answer. To interrupt is to end the process: what waits in its buffers is never heard.</summary>
internal sealed class Loudspeaker(AudioProgram program) : IOutput
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _stop = new();
    private Channel<PcmAudio>? _pieces;
    private Task _playing = Task.CompletedTask;

    public string Name => program.Name;

    public Task Failed => _failed.Task;

    public static Loudspeaker Find() => new(AudioProgram.Find(AudioProgram.Players, "plays", "write the answer with --save answer.wav"));

    public ValueTask PlayAsync(PcmAudio piece)
    {
        if (_pieces is null)
        {
            // Answers come faster than they are heard. They wait here, so that messages of the chat do not.
            _pieces = Channel.CreateUnbounded<PcmAudio>();
            _playing = PlayAsync(_pieces.Reader, _playing, _stop.Token);
        }

        _pieces.Writer.TryWrite(piece);
        return ValueTask.CompletedTask;
    }

    public void EndAnswer()
    {
        _pieces?.Writer.TryComplete();
        _pieces = null;
    }

    public void Stop()
    {
        EndAnswer();
        _stop.Cancel();
        _stop.Dispose();
        _stop = new();
    }

    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        EndAnswer();
        await _playing.WaitAsync(cancellationToken);
        if (_failed.Task.IsFaulted)
            await _failed.Task;
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _playing;
        _stop.Dispose();
    }

    private async Task PlayAsync(ChannelReader<PcmAudio> pieces, Task earlier, CancellationToken stop)
    {
        await earlier;
        try
        {
            if (!stop.IsCancellationRequested)
                await RunPlayerAsync(pieces, stop);
        }
        catch (ProblemException e)
        {
            _failed.TrySetException(e);
        }
    }

    private async Task RunPlayerAsync(ChannelReader<PcmAudio> pieces, CancellationToken stop)
    {
        using var player = program.Start(isRecorder: false);
        await using var stopping = stop.Register(() => AudioProgram.Stop(player));
        var errors = player.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await using (var wav = new WavWriter(player.StandardInput.BaseStream))
            {
                await foreach (var piece in pieces.ReadAllAsync(stop))
                    await wav.WriteAsync(piece, stop);
            }

            await player.WaitForExitAsync(stop);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It was stopped, or it has ended by itself, which its exit code tells.
        }

        if (!stop.IsCancellationRequested && player is { HasExited: true, ExitCode: not 0 })
            throw program.Failure("play", await errors);
    }
}

/// <summary>A new file with all that the assistant says, also what nobody would have heard because it was interrupted.</summary>
internal sealed class WavOutput(string name, Stream file) : IOutput
{
    private readonly WavWriter _wav = new(file);

    public string Name => name;

    public Task Failed { get; } = new TaskCompletionSource().Task;

    public static WavOutput Create(string file)
    {
        try
        {
            return new(file, new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"{file} cannot be written: {e.Message} Give a new file to --save.");
        }
    }

    public ValueTask PlayAsync(PcmAudio piece) => _wav.WriteAsync(piece);

    public void EndAnswer()
    {
    }

    public void Stop()
    {
    }

    public Task FinishAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _wav.DisposeAsync();
        if (_wav.Format is null)
            File.Delete(Name);
        else
            AnsiConsole.MarkupLineInterpolated($"EVI spoke for {_wav.Duration.TotalSeconds:0.0} s; hear it in [green]{Name}[/]");
    }
}
