using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Hume.AspNetCore;

/// <summary>A chat client as EVI sees it: words to speak, calls that EVI is to make, and the reason of the end.</summary>
internal sealed partial class LanguageModel(IChatClient client, HumeLanguageModelOptions options, ILogger? logger)
{
    /// <summary>Reads EVI's request.</summary>
    /// <exception cref="FormatException">It is not a request; the message says why.</exception>
    public HumeLanguageModelRequest Read(ReadOnlyMemory<byte> json, HttpContext context) => RequestReader.Read(json, context, options.ExpressionsInText);

    /// <summary>Runs the chat client.</summary>
    /// <returns>Words as they come; after them the calls that nobody has answered, if there are any, and the end.</returns>
    public async IAsyncEnumerable<Piece> AnswerAsync(HumeLanguageModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (options.Prepare is { } prepare)
            await prepare(request, cancellationToken).ConfigureAwait(false);

        // A client that calls functions itself shows both the calls and their results.
        var calls = new List<FunctionCallContent>();
        var finish = ChatFinishReason.Stop;
        string? modelId = null;
        var half = "";
        await foreach (var update in client.GetStreamingResponseAsync(request.Messages, request.Options, cancellationToken).ConfigureAwait(false))
        {
            modelId = update.ModelId ?? modelId;
            finish = update.FinishReason ?? finish;
            foreach (var content in update.Contents)
            {
                switch (content)
                {
                    case TextContent { Text.Length: > 0 } text:
                        // A model may cut a character in two, of which neither half can be sent.
                        var words = half + text.Text;
                        half = char.IsHighSurrogate(words[^1]) ? words[^1..] : "";
                        if (words.Length > half.Length)
                            yield return new(words[..^half.Length], null, null, modelId);
                        break;
                    case FunctionCallContent { InformationalOnly: false } call:
                        calls.Add(call);
                        break;
                    case FunctionResultContent result:
                        calls.RemoveAll(c => c.CallId == result.CallId);
                        break;
                    case ToolApprovalRequestContent:
                        throw new NotSupportedException("The chat client asks whether it may call a tool, which EVI cannot answer. Serve one that decides by itself.");
                    case ErrorContent error:
                        throw new InvalidOperationException($"The chat client gave an error: {error.Message}");
                }
            }
        }

        if (half.Length > 0)
            yield return new("\uFFFD", null, null, modelId);
        yield return new(null, calls, calls.Count > 0 ? ChatFinishReason.ToolCalls : finish == ChatFinishReason.ToolCalls ? ChatFinishReason.Stop : finish, modelId);
    }

    public void LogFailure(Exception error)
    {
        if (logger is not null)
            Failed(logger, error);
    }

    [LoggerMessage(1, LogLevel.Error, "The chat client that serves EVI as its language model failed. EVI gets no details.")]
    private static partial void Failed(ILogger logger, Exception error);

    /// <summary>Either words or the end with its calls.</summary>
    internal readonly record struct Piece(string? Text, IReadOnlyList<FunctionCallContent>? Calls, ChatFinishReason? Finish, string? ModelId);
}
