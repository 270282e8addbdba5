namespace HumeGen.Server.Engines;

/// <summary>Measures the expression of faces by meshes of landmarks, which tell nothing else about the person.</summary>
/// <remarks>All members can be used from several threads at once.</remarks>
public interface IFacemeshModel
{
    /// <summary>Finds the meshes of all faces in a picture or a video, and measures them.</summary>
    /// <param name="media">The file.</param>
    /// <param name="cancellationToken">Set when nobody waits for the result any more.</param>
    /// <returns>For each mesh a score for each of <see cref="ExpressionNames.Emotions"/>; empty when there are none.</returns>
    /// <exception cref="FormatException">The file cannot be read: the message says why, and goes to the client.</exception>
    ValueTask<IReadOnlyList<IReadOnlyList<ExpressionScore>>> MeasureAsync(EncodedMedia media, CancellationToken cancellationToken = default);

    /// <summary>Measures meshes that a client has found.</summary>
    /// <param name="faces">The landmarks of each face, 478 as MediaPipe numbers them.</param>
    /// <param name="cancellationToken">Set when nobody waits for the result any more.</param>
    /// <returns>For each mesh a score for each of <see cref="ExpressionNames.Emotions"/>, in the order of the faces.</returns>
    ValueTask<IReadOnlyList<IReadOnlyList<ExpressionScore>>> MeasureAsync(
        IReadOnlyList<IReadOnlyList<FaceLandmark>> faces, CancellationToken cancellationToken = default);
}

/// <summary>A point of a face.</summary>
/// <param name="X">From left to right, as a part of the width of the picture.</param>
/// <param name="Y">From top to bottom, as a part of its height.</param>
/// <param name="Z">The distance from the plane of the face, on the scale of <paramref name="X"/>.</param>
public readonly record struct FaceLandmark(double X, double Y, double Z);
