using HumeGen.Server.Engines;

namespace HumeGen.Server.Tool.Engines;

/// <summary>The engines of a server, and what to tell about them.</summary>
internal sealed class FoundEngines(HumeServerEngines engines) : IDisposable
{
    public HumeServerEngines Engines => engines;

    /// <summary>The sentence that says how scores of a voice come about; null when nothing is known of it.</summary>
    public string? ScoresNote { get; set; }

    /// <summary>A line for each role.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>A line for each tool that is missing, with the command that installs it.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Whether all that they give is invented.</summary>
    public bool IsInvented { get; set; }

    public void Dispose()
    {
        object?[] all =
        [
            engines.Chat, engines.SpeechToText, engines.TextToSpeech, engines.Voices, engines.VoiceConversion, engines.Prosody, engines.Burst, engines.Language,
            engines.NamedEntities, engines.Face, engines.Facemesh, .. engines.AudioEncoders, .. engines.AudioDecoders,
        ];
        foreach (var engine in all.OfType<IDisposable>().Distinct())
            engine.Dispose();
    }
}
