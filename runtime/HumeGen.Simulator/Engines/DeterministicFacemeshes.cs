using System.Globalization;
using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>Sees one mesh in every picture or video that has room for it, and takes those of clients as they are.</summary>
internal sealed class DeterministicFacemeshes : IFacemeshModel
{
    public ValueTask<IReadOnlyList<IReadOnlyList<ExpressionScore>>> MeasureAsync(EncodedMedia media, CancellationToken cancellationToken = default) =>
        new(DeterministicFaces.HasRoom(media)
            ? [DeterministicScores.Of(ExpressionNames.Emotions, "facemesh " + DeterministicScores.Digest(media.Content.Span))]
            : []);

    public ValueTask<IReadOnlyList<IReadOnlyList<ExpressionScore>>> MeasureAsync(
        IReadOnlyList<IReadOnlyList<FaceLandmark>> faces, CancellationToken cancellationToken = default) =>
        new([.. faces.Select(face => DeterministicScores.Of(
            ExpressionNames.Emotions,
            "facemesh " + string.Join(' ', face.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X} {point.Y} {point.Z}")))))]);
}
