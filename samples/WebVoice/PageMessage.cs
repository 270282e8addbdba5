using System.Text.Json;
using System.Text.Json.Serialization;
using Hume.EmpathicVoice;
using HumeGen.Audio;

namespace WebVoice;

/// <summary>A message of the app to the page, as JSON. The assistant's speech goes beside these as binary messages, each a WAV file.</summary>
/// <param name="Type">
/// <c>ready</c>, <c>you</c>, <c>assistant</c>, <c>emotions</c> (of the assistant's voice), <c>interrupted</c>, <c>end</c> (of an answer) or <c>problem</c>.
/// </param>
/// <param name="Text">Words that were said, a note or a problem.</param>
internal sealed record PageMessage(string Type, string? Text = null)
{
    /// <summary>Whether the words may still change.</summary>
    public bool? Interim { get; init; }

    /// <summary>The strongest emotions, highest first.</summary>
    public IReadOnlyList<NamedScore>? Emotions { get; init; }

    /// <summary>Translates a message of the voice server; null for those that the page does not show.</summary>
    public static PageMessage? From(ISubscribeEvent message) => message switch
    {
        UserMessage user => new("you", user.Message.Content) { Interim = user.Interim, Emotions = Strongest(user.Models) },
        AssistantMessage assistant => new("assistant", assistant.Message.Content),
        AssistantProsody prosody => new("emotions") { Emotions = Strongest(prosody.Models) },
        UserInterruption => new("interrupted"),
        AssistantEnd => new("end"),
        WebSocketError error => new("problem", $"{error.Code}: {error.Message} {error.ErrorCode?.Remedy}"),
        _ => null,
    };

    public ReadOnlyMemory<byte> ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PageJson.Default.PageMessage);

    private static IReadOnlyList<NamedScore>? Strongest(Inference? models) => models?.Prosody?.Scores.ToScores().Top(3);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PageMessage))]
internal sealed partial class PageJson : JsonSerializerContext;
