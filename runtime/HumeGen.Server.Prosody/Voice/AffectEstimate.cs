namespace HumeGen.Server.Prosody.Voice;

/// <summary>A position between calm and excited, unpleasant and pleasant, weak and strong; each from -1 to 1.</summary>
/// <param name="Arousal">From calm to excited.</param>
/// <param name="Valence">From unpleasant to pleasant.</param>
/// <param name="Dominance">From weak to strong.</param>
internal readonly record struct AffectEstimate(double Arousal, double Valence, double Dominance)
{
    public double DistanceTo(AffectEstimate other) =>
        Math.Sqrt(Math.Pow(Arousal - other.Arousal, 2) + Math.Pow(Valence - other.Valence, 2) + Math.Pow(Dominance - other.Dominance, 2));
}
