using System.Runtime.CompilerServices;
using HumeGen.Audio;

namespace Microphone;

/// <summary>The user's voice: frames of 20 ms in real time, from the microphone or a recording.</summary>
internal abstract class Source(string name)
{
    public static readonly PcmFormat Format = new(sampleRate: 16_000);

    protected static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    public string Name => name;

    public static Source FromMicrophone() =>
        new MicrophoneSource(AudioProgram.Find(AudioProgram.Recorders, "records", "speak a recording with --file question.wav"));

    public static Source FromFile(string file)
    {
        try
        {
            return new FileSource(file, PcmAudio.FromWav(File.ReadAllBytes(file)).ConvertTo(Format));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ProblemException($"{file} cannot be spoken: {e.Message} Give a WAV file.");
        }
    }

    /// <summary>Gives frames until the conversation is over.</summary>
    /// <param name="isAnswered">Tells whether the assistant has answered all that it heard; null while it has heard nothing.</param>
    /// <param name="end">Ends the frames.</param>
    public abstract IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Func<bool?> isAnswered, CancellationToken end);
}

/// <summary>The samples that a recorder writes. They never end by themselves.</summary>
internal sealed class MicrophoneSource(AudioProgram program) : Source(program.Name)
{
    public override IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Func<bool?> isAnswered, CancellationToken end) =>
        RecordAsync(end).SplitAsync(Format, Frame, cancellationToken: end);

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> RecordAsync([EnumeratorCancellation] CancellationToken end)
    {
        using var recorder = program.Start(isRecorder: true);
        try
        {
            var errors = recorder.StandardError.ReadToEndAsync(CancellationToken.None);
            var buffer = new byte[8 * 1024];
            while (await recorder.StandardOutput.BaseStream.ReadAsync(buffer, end) is > 0 and var length)
                yield return buffer.AsMemory(0, length).ToArray();

            // Ctrl+C reaches the recorder as well, and perhaps earlier than this program.
            await Task.Delay(TimeSpan.FromMilliseconds(500), end);
            throw program.Failure("record", await errors);
        }
        finally
        {
            AudioProgram.Stop(recorder);
        }
    }
}

/// <summary>A recording at the pace of speech, and then silence until it has been answered, as after a question into a microphone.</summary>
internal sealed class FileSource(string name, PcmAudio recording) : Source(name)
{
    // A sentence ends by silence.
    private static readonly TimeSpan EndOfSentence = TimeSpan.FromSeconds(2);

    // A recording in which nobody speaks gets no answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public override IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Func<bool?> isAnswered, CancellationToken end)
    {
        var frames = recording.Split(Frame, padLast: true)
            .Concat(PcmAudio.Silence(EndOfSentence, Format).Split(Frame))
            .Concat(PcmAudio.Silence(Patience, Format).Split(Frame).TakeWhile(_ => isAnswered() is null))
            .Concat(Enumerable.Repeat(PcmAudio.Silence(Frame, Format).Data, int.MaxValue).TakeWhile(_ => isAnswered() is false));
        return frames.PaceAsync(Format, cancellationToken: end);
    }
}
