using System.Runtime.CompilerServices;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests.ExpressionMeasurement;

/// <summary>Engines that do what a test tells them to, and keep what they were asked.</summary>
internal sealed class ScriptedEngines : IProsodyModel, IBurstModel, ILanguageExpressionModel, INamedEntityModel, IFaceModel, IFacemeshModel
{
    public static IReadOnlyList<ExpressionScore> Joy { get; } = [new("Joy", 0.75)];

    public List<AudioSamples> Heard { get; } = [];

    public List<FaceSettings> FaceSettings { get; } = [];

    public List<EncodedMedia> Seen { get; } = [];

    public List<string> Texts { get; } = [];

    public List<IReadOnlyList<IReadOnlyList<FaceLandmark>>> Landmarks { get; } = [];

    public Func<AudioSamples, IReadOnlyList<ExpressionScore>> Prosody { get; set; } = static _ => Joy;

    public Func<EncodedMedia, CancellationToken, Task<IReadOnlyList<FaceExpression>>> Faces { get; set; } = static (_, _) => Task.FromResult<IReadOnlyList<FaceExpression>>([]);

    public List<SpeechToTextResponseUpdate> Transcript { get; } = [];

    public static FaceExpression Face(double probability = 0.999, double size = 100, string? id = null) => new()
    {
        Box = new FaceBox(1, 2, size, size),
        Probability = probability,
        FaceId = id,
        Emotions = Joy,
        FacialActions = [new("AU12 Lip Corner Puller", 0.5)],
        Descriptions = [new("Smile", 0.25)],
    };

    /// <summary>The engines with all models.</summary>
    public HumeServerEngines All() => new()
    {
        Prosody = this,
        Burst = this,
        Language = this,
        NamedEntities = this,
        Face = this,
        Facemesh = this,
        SpeechToText = new Transcriber(Transcript),
    };

    ValueTask<IReadOnlyList<ExpressionScore>> IProsodyModel.MeasureAsync(AudioSamples speech, CancellationToken cancellationToken)
    {
        Heard.Add(speech);
        return new(Prosody(speech));
    }

    ValueTask<IReadOnlyList<VocalBurst>> IBurstModel.MeasureAsync(AudioSamples sound, CancellationToken cancellationToken) =>
        new([new VocalBurst { Begin = TimeSpan.FromSeconds(0.25), End = TimeSpan.FromSeconds(0.5), Emotions = Joy, Descriptions = [new("Sigh", 0.5)] }]);

    public ValueTask<IReadOnlyList<LanguageExpression?>> MeasureAsync(
        string text, IReadOnlyList<TextSpan> pieces, LanguageMeasures measures, CancellationToken cancellationToken = default)
    {
        Texts.Add(text);
        return new([.. pieces.Select(piece => piece.Of(text) == "-" ? null : new LanguageExpression { Emotions = Joy })]);
    }

    ValueTask<IReadOnlyList<NamedEntity>> INamedEntityModel.MeasureAsync(string text, CancellationToken cancellationToken) =>
        new([new NamedEntity { Name = "Ada Lovelace", LinkWord = "Ada", Position = new(0, 3), Confidence = 0.9, Emotions = Joy }]);

    public async ValueTask<IReadOnlyList<FaceExpression>> MeasureAsync(EncodedMedia media, FaceSettings settings, CancellationToken cancellationToken = default)
    {
        Seen.Add(media);
        FaceSettings.Add(settings);
        return await Faces(media, cancellationToken);
    }

    ValueTask<IReadOnlyList<IReadOnlyList<ExpressionScore>>> IFacemeshModel.MeasureAsync(EncodedMedia media, CancellationToken cancellationToken) => new([]);

    ValueTask<IReadOnlyList<IReadOnlyList<ExpressionScore>>> IFacemeshModel.MeasureAsync(
        IReadOnlyList<IReadOnlyList<FaceLandmark>> faces, CancellationToken cancellationToken)
    {
        Landmarks.Add(faces);
        return new([.. faces.Select(_ => Joy)]);
    }

    private sealed class Transcriber(IReadOnlyList<SpeechToTextResponseUpdate> updates) : ISpeechToTextClient
    {
        public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
            Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in updates)
            {
                await Task.Yield();
                yield return update;
            }
        }

        public Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
