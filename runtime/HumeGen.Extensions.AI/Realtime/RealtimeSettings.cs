using Hume.EmpathicVoice;
using Microsoft.Extensions.AI;

namespace Hume.AI;

/// <summary>Turns options of a session into EVI's settings.</summary>
internal static class RealtimeSettings
{
    /// <summary>Whether pieces of speech go out as samples alone, and not as the WAV files that EVI sends.</summary>
    public static bool WantsSamples(RealtimeSessionOptions options) => options.OutputAudioFormat is { } format && IsPcm(format);

    public static SessionSettings From(RealtimeSessionOptions options)
    {
        var settings = options.RawRepresentationFactory?.Invoke() switch
        {
            null => new SessionSettings(),
            SessionSettings raw => raw,
            var other => throw new ArgumentException($"RawRepresentationFactory must give a SessionSettings or null, not a {other.GetType().Name}."),
        };
        Refuse(options.SessionKind != RealtimeSessionKind.Conversation, "SessionKind", "EVI holds conversations only.");
        Refuse(options.TranscriptionOptions is not null, "TranscriptionOptions", "EVI transcribes without options.");
        Refuse(options.MaxOutputTokens is not null, "MaxOutputTokens", "set it at the language model of the config.");
        Refuse(options.OutputModalities is { } kinds && !kinds.Contains("audio", StringComparer.OrdinalIgnoreCase), "OutputModalities without audio", "EVI always speaks.");
        Refuse(options.OutputModalities?.FirstOrDefault(IsUnknown) is not null, "OutputModalities beyond text and audio", "EVI gives text and audio.");
        Refuse(options.VoiceActivityDetection is not null, "VoiceActivityDetection", "set turn detection and interruption in the config.");
        Refuse(options.ToolMode is RequiredChatToolMode, "ToolMode.Required", "EVI decides itself when to call a tool.");
        Refuse(
            options.OutputAudioFormat is { } format && !IsPcm(format) && !IsWav(format),
            $"The output format {options.OutputAudioFormat?.MediaType}", "use audio/wav, or audio/pcm for samples without a header.");

        var tools = options.ToolMode is NoneChatToolMode ? [] : options.Tools ?? [];
        var functions = tools.OfType<AIFunctionDeclaration>().Select(f => f.AsEviTool()).ToList();
        var builtIn = tools.OfType<HostedWebSearchTool>().Select(_ => new BuiltinToolConfig { Name = BuiltInTool.WebSearch }).ToList();
        Refuse(
            functions.Count + builtIn.Count < tools.Count,
            $"The tool {tools.FirstOrDefault(t => t is not (AIFunctionDeclaration or HostedWebSearchTool))?.Name}", "give a function or a HostedWebSearchTool.");
        return settings with
        {
            Audio = options.InputAudioFormat is { } input ? Audio(input) : settings.Audio,
            VoiceId = options.Voice ?? settings.VoiceId,
            SystemPrompt = options.Instructions ?? settings.SystemPrompt,
            Tools = options.Tools is null && options.ToolMode is null ? settings.Tools : functions,
            BuiltinTools = builtIn.Count > 0 ? builtIn : settings.BuiltinTools,
        };
    }

    private static AudioConfiguration Audio(RealtimeAudioFormat format)
    {
        Refuse(!IsPcm(format), $"The input format {format.MediaType}", "use audio/pcm for 16-bit samples of one channel, or leave it out for files such as WAV.");
        return new() { Encoding = AudioConfigurationEncoding.Linear16, Channels = 1, SampleRate = format.SampleRate };
    }

    private static bool IsUnknown(string modality) =>
        !modality.Equals("text", StringComparison.OrdinalIgnoreCase) && !modality.Equals("audio", StringComparison.OrdinalIgnoreCase);

    private static bool IsPcm(RealtimeAudioFormat format) => Is(format, "audio/pcm", "audio/l16");

    private static bool IsWav(RealtimeAudioFormat format) => Is(format, "audio/wav", "audio/x-wav");

    private static bool Is(RealtimeAudioFormat format, string name, string other) =>
        name.Equals(format.MediaType, StringComparison.OrdinalIgnoreCase) || other.Equals(format.MediaType, StringComparison.OrdinalIgnoreCase);

    private static void Refuse(bool isSet, string option, string reason) => Conversions.Refuse(isSet, option, reason);
}
