using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace Hume.AspNetCore;

/// <summary>Request of EVI for the next words of its custom language model.</summary>
public sealed class HumeLanguageModelRequest
{
    internal HumeLanguageModelRequest(IList<ChatMessage> messages, ChatOptions options, string? customSessionId, JsonElement json, HttpContext httpContext)
    {
        Messages = messages;
        Options = options;
        CustomSessionId = customSessionId;
        Json = json;
        HttpContext = httpContext;
    }

    /// <summary>
    /// Messages of the conversation so far. Additional properties of a message: <c>prosody</c>, the <see cref="Hume.EmpathicVoice.EmotionScores"/> of the voice,
    /// and <c>time</c>, the <see cref="Hume.MillisecondInterval"/> of the speech, if EVI sent them. The raw representation is EVI's JSON.
    /// </summary>
    public IList<ChatMessage> Messages { get; }

    /// <summary>Options for the chat client. Model, temperature, length and tools are EVI's, if it sent any; <c>custom_session_id</c> is an additional property.</summary>
    public ChatOptions Options { get; }

    /// <summary>Id that the application gave the session in EVI's session settings; null if it gave none.</summary>
    public string? CustomSessionId { get; }

    /// <summary>EVI's request as it came, with all that this client does not know.</summary>
    public JsonElement Json { get; }

    /// <summary>The HTTP request; with a WebSocket, the one that opened it.</summary>
    public HttpContext HttpContext { get; }
}
