using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>Engines whose results depend on what they are given only, never on chance.</summary>
public static class DeterministicEngines
{
    /// <summary>Creates the engines.</summary>
    public static HumeServerEngines Create() => new()
    {
        Chat = new DeterministicChatClient(),
        SpeechToText = new DeterministicSpeechToText(),
        Prosody = new DeterministicProsody(),
        TextToSpeech = new FormantSpeechClient(),
        Voices = new PresetVoices(),
        VoiceConversion = new LoudnessVoiceConverter(),
    };
}
