using System.Threading.Channels;
using HumeGen.Audio;
using Spectre.Console;

namespace Conversation;

/// <summary>
/// Shows lines and sound in the order in which they came, sound for as long as it is heard: a column for each tenth of a second, as high as it is loud. An
/// application with a loudspeaker would play it here.
/// </summary>
internal sealed class Player(bool isAtOnce)
{
    private const string Columns = "▁▂▃▄▅▆▇█";
    private const int MaxColumns = 70;
    private const double Quietest = -35;
    private const double Loudest = -8;

    private static readonly TimeSpan Column = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Func<Task>> _steps = Channel.CreateUnbounded<Func<Task>>();
    private TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _column;

    /// <summary>Sound of the assistant that was heard.</summary>
    public List<PcmAudio> Heard { get; } = [];

    public async Task RunAsync()
    {
        await foreach (var step in _steps.Reader.ReadAllAsync())
            await step();
        EndLine();
    }

    public void Show(FormattableString line) => AddUncut(_ =>
    {
        EndLine();
        AnsiConsole.MarkupLineInterpolated(line);
        return Task.CompletedTask;
    });

    public void Play(PcmAudio audio) => AddUncut(cut => PlayAsync(audio, cut));

    /// <summary>Does something when all before it was heard or cut.</summary>
    public void Then(Action action) => _steps.Writer.TryWrite(() =>
    {
        EndLine();
        action();
        return Task.CompletedTask;
    });

    /// <summary>Falls silent at once, and forgets what was to be heard.</summary>
    public void Cut()
    {
        _cut.SetResult();
        _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void End() => _steps.Writer.Complete();

    private void AddUncut(Func<Task, Task> step)
    {
        var cut = _cut.Task;
        _steps.Writer.TryWrite(() => cut.IsCompleted ? Task.CompletedTask : step(cut));
    }

    private async Task PlayAsync(PcmAudio audio, Task cut)
    {
        foreach (var frame in audio.Split(Column))
        {
            var piece = new PcmAudio(frame, audio.Format);
            Heard.Add(piece);
            if (_column % MaxColumns == 0)
                AnsiConsole.Write(_column == 0 ? "     " : "\n     ");
            _column++;

            var height = (int)Math.Clamp(Columns.Length * (piece.MeasureLevel().RmsDecibels - Quietest) / (Loudest - Quietest), 0, Columns.Length - 1);
            AnsiConsole.MarkupInterpolated($"[green]{Columns[height]}[/]");
            if (!isAtOnce && await Task.WhenAny(Task.Delay(piece.Duration), cut) == cut)
                return;
        }
    }

    private void EndLine()
    {
        if (_column > 0)
            AnsiConsole.WriteLine();
        _column = 0;
    }
}
