using System.Threading.Channels;
using HumeGen.Server.Chats.Speaking;
using HumeGen.Server.Engines;
using HumeGen.Server.Telemetry;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.Thinking;

/// <summary>Lets the language model answer: its sentences can be spoken while it writes, and the tools that it wants are called.</summary>
/// <param name="hume">The parts of the server.</param>
/// <param name="config">Config with the language model.</param>
/// <param name="settings">Settings of the session.</param>
/// <param name="conversation">The conversation so far.</param>
/// <param name="tools">The tools that the model may call.</param>
/// <param name="custom">The custom language model of the config; null for the engine of the server.</param>
/// <param name="inTurn">Runs something when nothing else of the chat runs, unless the chat has ended.</param>
internal sealed class Responder(
    ChatServices hume, ChatConfig config, ChatSettings settings, Conversation conversation, ToolCalls tools, IChatClient? custom, Func<Func<ValueTask>, ValueTask> inTurn)
{
    private const string Name = "language model";
    private const string Missing = "This server has no engine that writes answers: set HumeServerEngines.Chat.";

    // A model that calls built-in tools over and over comes to an end.
    private const int MaxRounds = 8;

    /// <summary>Begins an answer; it is written until it is cut, even while something else is being said.</summary>
    /// <param name="event">The event at which the assistant speaks unasked; null for an answer.</param>
    /// <param name="hangUp">Called when the model has ended the chat and all is said.</param>
    /// <param name="cut">Ends the answer.</param>
    public SpeechTurn Start(AssistantEvent? @event, Action hangUp, CancellationToken cut)
    {
        var sentences = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
        var outcome = ToolOutcome.GoesOn;
        var context = @event is null ? settings.TakeContext() : null;
        _ = Task.Run(
            async () =>
            {
                try
                {
                    outcome = await WriteAsync(sentences.Writer, @event, context, cut).ConfigureAwait(false);
                    sentences.Writer.TryComplete();
                }
                catch (Exception fault)
                {
                    sentences.Writer.TryComplete(fault);
                }
            },
            CancellationToken.None);
        return new SpeechTurn(sentences.Reader.ReadAllAsync(cut), FromText: false, settings.Voice)
        {
            IsWhole = () => outcome != ToolOutcome.Waits,
            Finished = () =>
            {
                if (outcome == ToolOutcome.HangsUp)
                    hangUp();
            },
        };
    }

    private async Task<ToolOutcome> WriteAsync(ChannelWriter<string> sentences, AssistantEvent? @event, string? context, CancellationToken cut)
    {
        var client = custom ?? hume.Engines.Chat ?? throw new EngineException(Missing);
        for (var round = 0; round < MaxRounds; round++)
        {
            var calls = await WriteRoundAsync(client, sentences, @event, context, cut).ConfigureAwait(false);
            if (calls.Count == 0)
                return ToolOutcome.GoesOn;

            var outcome = ToolOutcome.GoesOn;
            await inTurn(async () =>
            {
                if (!cut.IsCancellationRequested)
                    outcome = await tools.CallAsync(calls).ConfigureAwait(false);
            }).ConfigureAwait(false);
            cut.ThrowIfCancellationRequested();
            if (outcome != ToolOutcome.GoesOn)
                return outcome;
        }

        throw new EngineException($"The language model called tools {MaxRounds} times in one answer.");
    }

    private async Task<List<FunctionCallContent>> WriteRoundAsync(
        IChatClient client, ChannelWriter<string> sentences, AssistantEvent? @event, string? context, CancellationToken cut)
    {
        var messages = conversation.ToMessages(settings.FillPrompt(hume.Clock.GetUtcNow()), context, @event?.Instruction);
        var options = Options(@event);
        var splitter = new SentenceSplitter();
        var calls = new List<FunctionCallContent>();
        var written = 0;
        using var thinking = Stage.Thinking();
        var updates = hume.Reader(Name).ReadAsync(stop => client.GetStreamingResponseAsync(messages, options, stop), cut);
        await foreach (var update in updates.ConfigureAwait(false))
        {
            foreach (var content in update.Contents)
            {
                switch (content)
                {
                    case TextContent { Text: { Length: > 0 } text }:
                        written += text.Length;
                        if (written > hume.Limits.SpokenCharacters)
                            throw new EngineException($"The language model wrote more than {hume.Limits.SpokenCharacters} characters at once.");

                        foreach (var sentence in splitter.Add(text))
                        {
                            thinking.End();
                            sentences.TryWrite(sentence);
                        }

                        break;

                    case FunctionCallContent { InformationalOnly: false } call when @event is null:
                        calls.Add(call);
                        break;

                    case ErrorContent error:
                        throw new EngineException($"The {Name} has failed.", new InvalidOperationException(error.Message));
                }
            }
        }

        thinking.End();
        if (splitter.Finish() is { } last)
            sentences.TryWrite(last);

        return calls;
    }

    private ChatOptions Options(AssistantEvent? @event)
    {
        var options = new ChatOptions
        {
            Temperature = (float?)config.Temperature,
            Tools = @event is null && settings.AllTools.Any() ? [.. settings.AllTools.Select(tool => tool.Declaration)] : null,
            AdditionalProperties = [],
        };
        if (config.ModelProvider is { } provider)
            options.AdditionalProperties["model_provider"] = provider;

        if (config.ModelResource is { } resource)
            options.AdditionalProperties["model_resource"] = resource;

        if (config.AllowsShortResponses)
            options.AdditionalProperties["allow_short_responses"] = true;

        if (@event is not null)
            options.AdditionalProperties["event"] = @event.Name;

        return options;
    }
}
