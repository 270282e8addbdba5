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

    /// <summary>Load what engines would load with their first call, each with the name of its engine.</summary>
    public List<(string Name, Func<HumeServerEngines, CancellationToken, Task> Load)> Loads { get; } = [];

    /// <summary>Whether all that they give is invented.</summary>
    public bool IsInvented { get; set; }

    /// <summary>Loads the models of all engines, so that the first chat does not wait for them.</summary>
    /// <exception cref="ToolException">One cannot be loaded.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, load) in Loads)
        {
            try
            {
                await load(engines, cancellationToken).ConfigureAwait(false);
            }
            catch (EngineException e)
            {
                throw new ToolException($"The engine '{name}' cannot be loaded. {e.Message} {e.InnerException?.Message} Choose another one in a configuration.");
            }
        }
    }

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
