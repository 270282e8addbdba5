using System.Threading.Channels;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Database.Model;
using Microsoft.EntityFrameworkCore;

namespace HumeGen.Server.Database.Stores;

/// <summary>
/// Writes the events of all chats, those that come while others are written in one go: each commit costs a disk a few milliseconds, however much it holds. A call
/// returns when its event is on the disk.
/// </summary>
internal sealed class EventWriter : IAsyncDisposable
{
    private const int MostAtOnce = 500;

    private readonly Tables _tables;
    private readonly string _nodeId;
    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;

    public EventWriter(Tables tables, string nodeId)
    {
        (_tables, _nodeId) = (tables, nodeId);
        _writing = Task.Run(WriteAllAsync);
    }

    public Task AppendAsync(ChatEvent entry)
    {
        var waiting = new Waiting(entry, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _waiting.Writer.TryWrite(waiting)
            ? waiting.Written.Task
            : throw new ObjectDisposedException(nameof(HumeDatabase));
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private async Task WriteAllAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var batch = new List<Waiting>();
            while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out var next))
                batch.Add(next);

            if (batch.Count == 1 || !await TryWriteAsync(batch).ConfigureAwait(false))
            {
                // One that cannot be written must not take the others with it.
                foreach (var waiting in batch)
                    await WriteAsync(waiting).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> TryWriteAsync(List<Waiting> batch)
    {
        try
        {
            await WriteAsync([.. batch.Select(waiting => waiting.Entry)]).ConfigureAwait(false);
            batch.ForEach(waiting => waiting.Written.SetResult());
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private async Task WriteAsync(Waiting waiting)
    {
        try
        {
            await WriteAsync([waiting.Entry]).ConfigureAwait(false);
            waiting.Written.SetResult();
        }
        catch (Exception fault)
        {
            waiting.Written.SetException(fault);
        }
    }

    private Task<int> WriteAsync(IReadOnlyList<ChatEvent> entries) => _tables.ChangeAsync(
        async context =>
        {
            foreach (var chat in entries.GroupBy(entry => entry.ChatId.ToLowerInvariant()))
            {
                // A chat that another server has ended, as this one seemed dead, takes no more events.
                var added = chat.Count();
                var own = context.Chats.Where(row => row.Id == chat.Key && row.NodeId == _nodeId && row.Status == ChatRecord.Active);
                if (await own.ExecuteUpdateAsync(set => set.SetProperty(row => row.EventCount, row => row.EventCount + added)).ConfigureAwait(false) == 0)
                    throw new InvalidOperationException($"The chat {chat.Key} does not go on at this server.");

                var number = await context.Chats.Where(row => row.Id == chat.Key).Select(row => row.EventCount).SingleAsync().ConfigureAwait(false) - added;
                context.AddRange(chat.Select(entry => EventJson.Write(entry, ++number)));
            }

            return await context.SaveChangesAsync().ConfigureAwait(false);
        },
        CancellationToken.None);

    private sealed record Waiting(ChatEvent Entry, TaskCompletionSource Written);
}
