using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>Engines whose results depend on what they are given only, never on chance.</summary>
public static class DeterministicEngines
{
    /// <summary>Creates the engines. Without an encoder, clients that ask for MP3 get WAV, and are told so.</summary>
    public static HumeServerEngines Create() => new()
    {
        Chat = new DeterministicChatClient(),
        TextToSpeech = new FormantSpeechClient(),
        Voices = new PresetVoices(),
        VoiceConversion = new LoudnessVoiceConverter(),
        SpeechToText = new DeterministicSpeechToText(),
        Prosody = new DeterministicProsody(),
        Burst = new DeterministicBursts(),
        Language = new DeterministicLanguage(),
        NamedEntities = new DeterministicNamedEntities(),
        Face = new DeterministicFaces(),
        Facemesh = new DeterministicFacemeshes(),
        AudioExtractor = new DeterministicAudioExtractor(),
        MediaDownloader = new DeterministicMediaDownloader(),
        SendsWavWithoutEncoder = true,
    };
}
