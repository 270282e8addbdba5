namespace HumeGen.Server.Engines;

/// <summary>Finds faces in pictures and videos, and measures their expression.</summary>
/// <remarks>All members can be used from several threads at once.</remarks>
public interface IFaceModel
{
    /// <summary>Measures a picture or a video.</summary>
    /// <param name="media">The file.</param>
    /// <param name="settings">What to look for. Faces below its limits are left out of the answer in any case.</param>
    /// <param name="cancellationToken">Set when nobody waits for the result any more.</param>
    /// <returns>The faces in the order of frames; empty when there are none.</returns>
    /// <exception cref="FormatException">The file cannot be read: the message says why, and goes to the client.</exception>
    ValueTask<IReadOnlyList<FaceExpression>> MeasureAsync(EncodedMedia media, FaceSettings settings, CancellationToken cancellationToken = default);
}

/// <summary>Settings of a measurement of faces.</summary>
public sealed record FaceSettings
{
    /// <summary>The frames of a video to look at in a second, above 0 up to 60. 3 unless set.</summary>
    public double FramesPerSecond { get; init; } = 3;

    /// <summary>The lowest probability of a face, from 0 to 1.</summary>
    public double MinProbability { get; init; }

    /// <summary>The smallest width and height of a face in pixels.</summary>
    public double MinSize { get; init; }

    /// <summary>Whether the same face in several frames gets the same id.</summary>
    public bool IdentifyFaces { get; init; }

    /// <summary>Whether to measure facial actions.</summary>
    public bool FacialActions { get; init; }

    /// <summary>Whether to measure descriptions.</summary>
    public bool Descriptions { get; init; }
}

/// <summary>A face in one frame.</summary>
public sealed record FaceExpression
{
    /// <summary>The number of the frame in the video, from 0; 0 for a picture.</summary>
    public long Frame { get; init; }

    /// <summary>The time of the frame, from the start of the video; null for a picture.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The place of the face.</summary>
    public required FaceBox Box { get; init; }

    /// <summary>The probability that it is a face, from 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>The id of the face, such as <c>face_0</c>; null when faces are not told apart.</summary>
    public string? FaceId { get; init; }

    /// <summary>A score for each of <see cref="ExpressionNames.Emotions"/>.</summary>
    public required IReadOnlyList<ExpressionScore> Emotions { get; init; }

    /// <summary>A score for each of <see cref="ExpressionNames.FacialActions"/>; empty unless asked for.</summary>
    public IReadOnlyList<ExpressionScore> FacialActions { get; init; } = [];

    /// <summary>A score for each of <see cref="ExpressionNames.FaceDescriptions"/>; empty unless asked for.</summary>
    public IReadOnlyList<ExpressionScore> Descriptions { get; init; } = [];
}

/// <summary>A rectangle in a picture, in pixels from its upper left corner.</summary>
/// <param name="X">The left edge.</param>
/// <param name="Y">The upper edge.</param>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
public readonly record struct FaceBox(double X, double Y, double Width, double Height);
