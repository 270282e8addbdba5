using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Hume.EmpathicVoice;
using Microsoft.Extensions.AI;

namespace Hume.AI;

/// <summary>A chat with EVI as a realtime session.</summary>
internal sealed class HumeRealtimeSession(IChatConnection connection, RealtimeSessionOptions options) : IRealtimeClientSession
{
    // Calls that wait for their results.
    private readonly ConcurrentDictionary<string, ToolCallMessage> _calls = new(StringComparer.Ordinal);
    private readonly RealtimeReplies _replies = new();

    public RealtimeSessionOptions? Options { get; private set; } = options;

    public async Task SendAsync(RealtimeClientMessage message, CancellationToken cancellationToken = default)
    {
        foreach (var part in Parts(message ?? throw new ArgumentNullException(nameof(message))))
            await connection.SendAsync(part, cancellationToken).ConfigureAwait(false);
        if (message is SessionUpdateRealtimeClientMessage update)
            Options = update.Options;
    }

    public async IAsyncEnumerable<RealtimeServerMessage> GetStreamingResponseAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var message in connection.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (message is ToolCallMessage call)
                _calls[call.ToolCallId] = call;
            foreach (var reply in _replies.Of(message, RealtimeSettings.WantsSamples(Options!)))
                yield return reply;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => Conversions.Find(serviceType, serviceKey, this, connection);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private IReadOnlyList<IPublishEvent> Parts(RealtimeClientMessage message) => message switch
    {
        InputAudioBufferAppendRealtimeClientMessage append => [Audio(append.Content)],
        CreateConversationItemRealtimeClientMessage create => [.. create.Item.Contents.Select(c => Item(c, create.Item.Role))],
        SessionUpdateRealtimeClientMessage update => [RealtimeSettings.From(update.Options)],
        CreateResponseRealtimeClientMessage response => Response(response),
        InputAudioBufferCommitRealtimeClientMessage => throw new NotSupportedException("EVI finds the end of what the user says itself. Send audio on, and silence at its end."),
        { RawRepresentation: IPublishEvent raw } => [raw],
        _ => throw new NotSupportedException($"{message.GetType().Name} has no counterpart at EVI. Give a message of EVI's as RawRepresentation."),
    };

    private IPublishEvent Item(AIContent content, ChatRole? role) => content switch
    {
        FunctionResultContent result => Result(result),
        DataContent data => Audio(data),
        TextContent text when role is null || role == ChatRole.User => new UserInput { Text = text.Text },
        TextContent text when role == ChatRole.Assistant => new AssistantInput { Text = text.Text },
        TextContent text when role == ChatRole.System => new SessionSettings { Context = new() { Text = text.Text, Type = ContextType.Persistent } },
        _ => throw new NotSupportedException($"EVI takes text, audio and results of functions, and not {content.GetType().Name} of the role {role}."),
    };

    private static AudioInput Audio(DataContent content) => content.HasTopLevelMediaType("audio")
        ? new() { Data = content.Data }
        : throw new NotSupportedException($"EVI hears audio, and not {content.MediaType}.");

    // A result says already what the model may know of an exception, which itself stays here.
    private IPublishEvent Result(FunctionResultContent result)
    {
        _calls.TryRemove(result.CallId, out var call);
        var text = ToolText.Of(result.Result, AIJsonUtilities.DefaultOptions);
        return result.Exception is null
            ? new ToolResponseMessage { ToolCallId = result.CallId, ToolName = call?.Name, ToolType = call?.ToolType, Content = text }
            : new ToolErrorMessage { ToolCallId = result.CallId, ToolType = call?.ToolType, Error = result.Result is null ? "The tool failed." : text, Level = ErrorLevel.Warn };
    }

    // EVI answers by itself whenever a turn or the result of a tool is there.
    private IReadOnlyList<IPublishEvent> Response(CreateResponseRealtimeClientMessage response)
    {
        const string Why = "EVI answers by itself, with the settings of the session. Send a SessionUpdateRealtimeClientMessage before.";
        Conversions.Refuse(response.Instructions is not null, "Instructions of one response", Why);
        Conversions.Refuse(response.OutputVoice is not null, "OutputVoice of one response", Why);
        Conversions.Refuse(response.OutputAudioOptions is not null, "OutputAudioOptions of one response", Why);
        Conversions.Refuse(response.MaxOutputTokens is not null, "MaxOutputTokens of one response", Why);
        Conversions.Refuse(response.OutputModalities is not null, "OutputModalities of one response", Why);
        Conversions.Refuse(response.Tools is not null, "Tools of one response", Why);
        Conversions.Refuse(response.ToolMode is not null, "ToolMode of one response", Why);
        Conversions.Refuse(response.ExcludeFromConversation == true, "ExcludeFromConversation", Why);
        Conversions.Refuse(response.AdditionalProperties is { Count: > 0 }, "AdditionalProperties of one response", Why);
        return [.. (response.Items ?? []).SelectMany(item => item.Contents.Select(c => Item(c, item.Role)))];
    }
}
