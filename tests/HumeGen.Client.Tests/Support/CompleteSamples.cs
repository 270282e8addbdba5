using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using Hume.Tts;

namespace Hume.Tests;

/// <summary>Requests in which every property is set, as a user would write them.</summary>
internal static class CompleteSamples
{
    public static PostedUtterance Utterance(IPostedUtteranceVoice voice) => new()
    {
        Text = "Good morning.",
        Description = "Hoarse, in a hurry",
        Speed = 1.25,
        TrailingSilence = 0.5,
        Voice = voice,
    };

    public static PostedTts Tts(IPostedContext context, IFormat format, IPostedUtteranceVoice voice) => new()
    {
        Context = context,
        Format = format,
        IncludeTimestampTypes = [TimestampType.Word, TimestampType.Phoneme],
        InstantMode = false,
        NumGenerations = 2,
        SplitUtterances = true,
        StripHeaders = true,
        Temperature = 0.7,
        Utterances = [Utterance(voice), Utterance(voice)],
        Version = OctaveVersion.Two,
    };

    public static IPostedContext ContextByUtterances => new PostedContextWithUtterances { Utterances = [Utterance(VoiceByName)] };

    public static IPostedContext ContextById => new PostedContextWithGenerationId { GenerationId = "2f6e8f3c-generation" };

    public static IPostedUtteranceVoice VoiceById => new PostedUtteranceVoiceWithId { Id = "voice-17", Provider = VoiceProvider.CustomVoice };

    public static IPostedUtteranceVoice VoiceByName => new PostedUtteranceVoiceWithName { Name = "Harbour Pilot", Provider = VoiceProvider.HumeAi };

    public static PostedConfig Config => new()
    {
        BuiltinTools = [new() { Name = PostedBuiltinToolName.WebSearch, FallbackContent = "The web is down." }],
        EllmModel = new() { AllowShortResponses = false },
        EventMessages = new()
        {
            OnNewChat = Message("Hello there."),
            OnInactivityTimeout = Message("Are you still with me?"),
            OnMaxDurationTimeout = Message("Time is up."),
        },
        EviVersion = "4-mini",
        Interruption = new() { MinInterruptionMs = 900 },
        LanguageModel = new() { ModelProvider = ModelProviderEnum.Anthropic, ModelResource = LanguageModelType.ClaudeOpus4_6, Temperature = 0.4 },
        Name = "Night desk",
        Nudges = new() { Enabled = true, IntervalSecs = 12 },
        Prompt = new() { Id = "prompt-5", Version = 3, Text = "Be kind.", PromptExpansion = new() { Enabled = true } },
        Timeouts = new()
        {
            Inactivity = new() { Enabled = true, DurationSecs = 60 },
            MaxDuration = new() { Enabled = false, DurationSecs = 900 },
        },
        Tools = [new() { Id = "tool-1", Version = 4 }],
        TurnDetection = new() { EndOfTurnSilenceMs = 700, PrefixPaddingMs = 250, SpeechDetectionThreshold = 0.6 },
        VersionDescription = "First try",
        Voice = new VoiceName { Name = "Harbour Pilot", Provider = VoiceProvider.HumeAi },
        Webhooks = [new() { Events = [PostedWebhookEventType.ChatStarted, PostedWebhookEventType.ToolCall], Url = "https://example.org/hook" }],
    };

    public static PostedConfigVersion ConfigVersion => new()
    {
        BuiltinTools = Config.BuiltinTools,
        EllmModel = Config.EllmModel,
        EventMessages = Config.EventMessages,
        EviVersion = "3",
        Interruption = Config.Interruption,
        LanguageModel = Config.LanguageModel,
        Nudges = Config.Nudges,
        Prompt = Config.Prompt,
        Timeouts = Config.Timeouts,
        Tools = Config.Tools,
        TurnDetection = Config.TurnDetection,
        VersionDescription = "Second try",
        Voice = new VoiceId { Id = "voice-17", Provider = VoiceProvider.CustomVoice },
        Webhooks = Config.Webhooks,
    };

    /// <summary>One of each message that may be sent into a chat.</summary>
    public static IReadOnlyList<IControlPlanePublishEvent> ControlPlane =>
    [
        new SessionSettings
        {
            Audio = new() { Channels = 1, Codec = "none", Encoding = EmpathicVoice.AudioConfigurationEncoding.Linear16, SampleRate = 16_000 },
            BuiltinTools = [new() { Name = BuiltInTool.HangUp, FallbackContent = "I cannot hang up." }],
            Context = new() { Text = "It rains.", Type = ContextType.Temporary },
            CustomSessionId = "session-9",
            LanguageModelApiKey = "other-key",
            Metadata = Elements("""{ "tenant": { "id": 4 } }"""),
            SystemPrompt = "Answer in rhymes.",
            Tools = [new() { Name = "weather", Type = ToolType.Function, Parameters = "{}", Description = "Tells the weather", FallbackContent = "No idea." }],
            Variables = new Dictionary<string, SessionSettingsVariablesValue> { ["name"] = "Ida", ["age"] = 41, ["member"] = true },
            VoiceId = "voice-17",
        },
        new UserInput { Text = "How are you?", CustomSessionId = "session-9" },
        new AssistantInput { Text = "Very well.", CustomSessionId = "session-9" },
        new ToolResponseMessage { Content = "12 C", ToolCallId = "call-3", ToolName = "weather", ToolType = ToolType.Function, CustomSessionId = "session-9" },
        new ToolErrorMessage
        {
            ToolCallId = "call-3", Error = "no route", Code = "E42", Content = "The line is dead.", Level = ErrorLevel.Warn, ToolType = ToolType.Function, CustomSessionId = "session-9",
        },
        new PauseAssistantMessage { CustomSessionId = "session-9" },
        new ResumeAssistantMessage { CustomSessionId = "session-9" },
    ];

    public static PostedCustomVoice CustomVoice => new()
    {
        Name = "GRAVEL",
        BaseVoice = PostedCustomVoiceBaseVoice.Dacher,
        Parameters = new()
        {
            Gender = -5,
            Assertiveness = 10,
            Buoyancy = 15,
            Confidence = 20,
            Enthusiasm = 25,
            Nasality = 30,
            Relaxedness = 35,
            Smoothness = 40,
            Tepidity = 45,
            Tightness = 50,
        },
    };

    public static InferenceBaseRequest Job => new()
    {
        Models = new()
        {
            Burst = new(),
            Face = new() { FpsPred = 2.5, ProbThreshold = 0.9, IdentifyFaces = true, MinFaceSize = 80, Facs = new(), Descriptions = new(), SaveFaces = true },
            Facemesh = new(),
            Language = new() { Granularity = Granularity.Sentence, Sentiment = new(), Toxicity = new(), IdentifySpeakers = true },
            Ner = new() { IdentifySpeakers = true },
            Prosody = new() { Granularity = Granularity.ConversationalTurn, Window = new() { Length = 4, Step = 1.5 }, IdentifySpeakers = true },
        },
        Transcription = new() { Language = Bcp47Tag.No, IdentifySpeakers = true, ConfidenceThreshold = 0.25 },
        Urls = ["https://example.org/talk.wav"],
        Text = ["A text of my own."],
        CallbackUrl = "https://example.org/done",
        Notify = true,
    };

    private static PostedEventMessageSpec Message(string text) => new() { Enabled = true, Text = text };

    private static Dictionary<string, System.Text.Json.JsonElement> Elements(string json) =>
        System.Text.Json.JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.Clone());
}
