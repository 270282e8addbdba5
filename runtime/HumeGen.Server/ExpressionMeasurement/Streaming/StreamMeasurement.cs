using System.Text.Json.Nodes;
using HumeGen.Server.Authentication;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.ExpressionMeasurement.Streaming;

/// <summary>Has the payloads of one stream measured. Sound is measured together with what came before it, as far as the window reaches back.</summary>
/// <param name="measurer">Measures.</param>
/// <param name="key">Counts the sound.</param>
/// <param name="trace">Logs the faults of engines.</param>
internal sealed class StreamMeasurement(ExpressionMeasurer measurer, KeyMeter key, RequestTrace trace)
{
    /// <summary>Each model: the media that it can measure, and the warning when it finds nothing.</summary>
    private static readonly Dictionary<string, (MediaKind[] Kinds, string Code, string Warning)> Models = new(StringComparer.Ordinal)
    {
        ["burst"] = ([MediaKind.Audio, MediaKind.Video], "W0101", "The media hold no vocal bursts."),
        ["face"] = ([MediaKind.Image, MediaKind.Video], "W0103", "The media hold no faces."),
        ["facemesh"] = ([MediaKind.Image, MediaKind.Video, MediaKind.Text], "W0102", "The media hold no face meshes."),
        ["language"] = ([MediaKind.Text], "W0104", "The media hold no emotional language."),
        ["prosody"] = ([MediaKind.Audio, MediaKind.Video], "W0105", "The media hold no speech."),
    };

    private readonly StreamWindow _window = new();

    /// <summary>Forgets the sound so far.</summary>
    public void Reset() => _window.Reset();

    /// <summary>
    /// The answer to a payload: the results of the models that found something, or the warning of the first when none did, or the error when one has nothing
    /// to work on.
    /// </summary>
    public async Task<(StreamAnswer? Answer, SocketFault? Fault)> MeasureAsync(StreamPayload payload, CancellationToken cancellationToken)
    {
        var answer = new StreamAnswer();
        if (payload.File is not { } file)
            return (answer, null);

        foreach (var (name, _) in payload.Models)
        {
            if (!Models[name].Kinds.Contains(file.Kind))
                return (null, new SocketFault("E0102", $"models.{name}: The model cannot work on {file.Kind.ToString().ToLowerInvariant()}."));
        }

        try
        {
            var sound = await SoundAsync(payload, file, cancellationToken).ConfigureAwait(false);
            var (code, what) = file.Kind == MediaKind.Audio ? ("E0203", "audio") : ("E0204", "video");
            if (sound is { } heard && StreamPayload.TooLong(code, what, heard.Duration) is { } tooLong)
                return (null, tooLong);

            key.UseAudio(sound?.Samples.Length ?? 0, sound?.SampleRate ?? 1);
            var extended = sound is { } next ? _window.Extend(next, payload.Window) : default;
            var found = false;
            foreach (var (name, settings) in payload.Models)
                found |= await MeasureAsync(name, settings, file, extended, answer, cancellationToken).ConfigureAwait(false);

            if (sound is { } last)
                _window.Add(last);

            if (!found)
                Warn(answer, payload.Models[0].Name);

            return (answer, null);
        }
        catch (MeasurementException exception)
        {
            return (null, new SocketFault(exception.Code, $"data: {exception.Message}"));
        }
        catch (KeyLimitException limit)
        {
            return (null, limit.Fault);
        }
        catch (EngineException exception)
        {
            return (null, new SocketFault(exception.Code, trace.Failed(exception)));
        }
    }

    // The length of audio has a limit whatever the models.
    private async Task<AudioSamples?> SoundAsync(StreamPayload payload, MediaFile file, CancellationToken cancellationToken)
    {
        if (file.Kind != MediaKind.Audio && (file.Kind != MediaKind.Video || !payload.Models.Any(model => model.Name is "burst" or "prosody")))
            return null;

        await key.RequireAudioAsync(cancellationToken).ConfigureAwait(false);
        return await measurer.SoundAsync(file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds what a model found to the answer; false when it found nothing.</summary>
    private async Task<bool> MeasureAsync(
        string model, JsonObject settings, MediaFile file, AudioSamples sound, StreamAnswer answer, CancellationToken cancellationToken)
    {
        switch (model)
        {
            case "face":
                var faceSettings = ExpressionSettings.Face(settings);
                var faces = await measurer.FacesAsync(file, faceSettings, cancellationToken).ConfigureAwait(false);
                return Add(faces, () => answer.AddFaces(faces, faceSettings));

            case "facemesh":
                var meshes = await measurer.FacemeshesAsync(file, cancellationToken).ConfigureAwait(false);
                return Add(meshes, () => answer.AddFacemeshes(meshes));

            case "burst":
                var bursts = await measurer.BurstsAsync(sound, cancellationToken).ConfigureAwait(false);
                return Add(bursts, () => answer.AddBursts(bursts));

            case "prosody":
                var emotions = await measurer.ProsodyAsync(sound, cancellationToken).ConfigureAwait(false);
                return Add(emotions, () => answer.AddProsody(sound.Duration, emotions));

            default:
                var (text, measures) = (file.Text, ExpressionSettings.Language(settings));
                var pieces = await measurer.LanguageAsync(text, ExpressionSettings.Granularity(settings, "word"), measures, cancellationToken).ConfigureAwait(false);
                return Add(pieces, () => answer.AddLanguage(text, pieces, measures));
        }
    }

    private void Warn(StreamAnswer answer, string model)
    {
        var (_, code, warning) = Models[model];
        (code, warning) = measurer.Blindness(model) ?? (code, warning);
        answer.AddWarning(code, warning);
    }

    private static bool Add<T>(IReadOnlyList<T> found, Action add)
    {
        if (found.Count > 0)
            add();

        return found.Count > 0;
    }
}
