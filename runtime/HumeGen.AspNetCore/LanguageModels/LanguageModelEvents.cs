using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.AI;

namespace Hume.AspNetCore;

/// <summary>Answers a POST with server-sent events in OpenAI's form, as EVI expects them.</summary>
internal static class LanguageModelEvents
{
    public static async Task AnswerAsync(LanguageModel model, HttpContext context, int maxRequestBytes)
    {
        var hungUp = context.RequestAborted;
        if (await BoundedBody.ReadAsync(context.Request, maxRequestBytes, hungUp).ConfigureAwait(false) is not { } body)
        {
            await Problem.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"The request is longer than {maxRequestBytes} bytes.").ConfigureAwait(false);
            return;
        }

        HumeLanguageModelRequest request;
        try
        {
            request = model.Read(body, context);
        }
        catch (FormatException e)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, e.Message).ConfigureAwait(false);
            return;
        }

        var chunks = new Chunks(request.Options.ModelId, request.CustomSessionId);
        try
        {
            await foreach (var piece in model.AnswerAsync(request, hungUp).ConfigureAwait(false))
                await SendAsync(context, chunks.Of(piece)).ConfigureAwait(false);
            await SendAsync(context, "[DONE]"u8.ToArray()).ConfigureAwait(false);
        }
        catch (Exception) when (hungUp.IsCancellationRequested)
        {
            // EVI went on without this answer.
        }
        catch (Exception e)
        {
            model.LogFailure(e);
            // Without [DONE], so that half an answer is not taken for a whole one.
            if (context.Response.HasStarted)
                await SendAsync(context, Chunks.Failure()).ConfigureAwait(false);
            else
                await Problem.WriteAsync(context, StatusCodes.Status500InternalServerError, "The language model failed.").ConfigureAwait(false);
        }
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> data)
    {
        var response = context.Response;
        if (!response.HasStarted)
        {
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-cache";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        }

        var line = new ArrayBufferWriter<byte>(data.Length + 8);
        line.Write("data: "u8);
        line.Write(data.Span);
        line.Write("\n\n"u8);
        await response.Body.WriteAsync(line.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        await response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Writes the chunks of one answer.</summary>
    private sealed class Chunks(string? model, string? session)
    {
        private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

        private readonly string _id = "chatcmpl-" + Guid.NewGuid().ToString("N");
        private readonly long _created = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        private bool _begun;

        public ReadOnlyMemory<byte> Of(LanguageModel.Piece piece) => Write(json =>
        {
            json.WriteString("id", _id);
            json.WriteString("object", "chat.completion.chunk");
            json.WriteNumber("created", _created);
            json.WriteString("model", piece.ModelId ?? model ?? "custom");
            // EVI gives the id of its session to the answer in this place.
            if (session is not null)
                json.WriteString("system_fingerprint", session);
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("delta");
            if (!_begun)
                json.WriteString("role", "assistant");
            _begun = true;
            if (piece.Text is not null)
                json.WriteString("content", piece.Text);
            if (piece.Calls is { Count: > 0 } calls)
                WriteCalls(json, calls);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            if (piece.Finish is { } finish)
                json.WriteString("finish_reason", finish.Value);
            else
                json.WriteNull("finish_reason");
            json.WriteEndObject();
            json.WriteEndArray();
        });

        public static ReadOnlyMemory<byte> Failure() => Write(json =>
        {
            json.WriteStartObject("error");
            json.WriteString("message", "The language model failed.");
            json.WriteString("type", "server_error");
            json.WriteEndObject();
        });

        private static void WriteCalls(Utf8JsonWriter json, IReadOnlyList<FunctionCallContent> calls)
        {
            json.WriteStartArray("tool_calls");
            for (var i = 0; i < calls.Count; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("index", i);
                json.WriteString("id", calls[i].CallId);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", calls[i].Name);
                json.WriteString("arguments", JsonSerializer.Serialize(
                    calls[i].Arguments ?? new Dictionary<string, object?>(), Compact.GetTypeInfo(typeof(IDictionary<string, object?>))));
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
        {
            var buffer = new ArrayBufferWriter<byte>();
            using var json = new Utf8JsonWriter(buffer, Problem.Options);
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
            json.Flush();
            return buffer.WrittenMemory;
        }
    }
}
