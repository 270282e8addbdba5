using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.CustomLanguageModel;

/// <summary>A custom language model behind <c>POST .../chat/completions</c>, which answers with server-sent events of chat completions.</summary>
internal sealed class ChatCompletionsModel(HttpMessageInvoker http, ChatSettings settings)
{
    private const string Done = "[DONE]";

    public async IAsyncEnumerable<ChatResponseUpdate> AnswerAsync(
        Uri address, IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = Request(address, messages, options);
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var lines = new EventLines(body);
        var calls = new PartialCalls();
        while (await NextAsync(lines, cancellationToken).ConfigureAwait(false) is { } data && data != Done)
        {
            var chunk = Parse(data);
            if (chunk["system_fingerprint"] is JsonValue fingerprint && fingerprint.TryGetValue(out string? session) && session.Length > 0)
                settings.SessionId = session;

            if (chunk["choices"] is not JsonArray { Count: > 0 } choices || choices[0] is not JsonObject choice)
                continue;

            var delta = choice["delta"] as JsonObject;
            if (delta?["content"] is JsonValue content && content.TryGetValue(out string? text) && text.Length > 0)
                yield return new ChatResponseUpdate(ChatRole.Assistant, text);

            foreach (var call in (delta?["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
                calls.Add(call);
        }

        foreach (var call in calls.ToList())
            yield return new ChatResponseUpdate(ChatRole.Assistant, [call]);
    }

    private HttpRequestMessage Request(Uri address, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var body = new JsonObject
        {
            ["messages"] = new JsonArray([.. messages.SelectMany(ModelMessages.ForCompletion)]),
            ["model"] = "hume",
            ["stream"] = true,
        };
        if (options?.Temperature is { } temperature)
            body["temperature"] = temperature;

        var tools = (options?.Tools ?? []).Select(ModelMessages.Tool).OfType<JsonObject>().ToArray<JsonNode>();
        if (tools.Length > 0)
            body["tools"] = new JsonArray(tools);

        var request = new HttpRequestMessage(HttpMethod.Post, WithSession(address))
        {
            Content = new StringContent(ApiCall.ToText(body), Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (settings.LanguageModelKey is { } key)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");

        return request;
    }

    private Uri WithSession(Uri address)
    {
        if (settings.SessionId is not { } session)
            return address;

        var given = address.Query.TrimStart('?');
        return new UriBuilder(address) { Query = $"{given}{(given.Length > 0 ? "&" : "")}custom_session_id={Uri.EscapeDataString(session)}" }.Uri;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException fault)
        {
            throw new EngineException($"The custom language model cannot be reached: {fault.Message}", "E0706", fault);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineException("The custom language model took too long to be connected to.", "E0712", fault);
        }

        if (response.IsSuccessStatusCode)
            return response;

        var status = (int)response.StatusCode;
        response.Dispose();
        throw new EngineException(string.Create(CultureInfo.InvariantCulture, $"The custom language model answered with the status {status}."), "E0706");
    }

    private static async ValueTask<string?> NextAsync(EventLines lines, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.NextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException fault)
        {
            throw new EngineException($"The custom language model broke off its answer: {fault.Message}", "E0705", fault);
        }
        catch (HttpRequestException fault)
        {
            throw new EngineException($"The custom language model broke off its answer: {fault.Message}", "E0705", fault);
        }
    }

    private static JsonObject Parse(string data)
    {
        try
        {
            return JsonNode.Parse(data) as JsonObject ?? throw new EngineException("The custom language model sent an event that is no JSON object.", "E0707");
        }
        catch (JsonException fault)
        {
            throw new EngineException($"The custom language model sent an event that is no JSON: {fault.Message}", "E0707", fault);
        }
    }
}
