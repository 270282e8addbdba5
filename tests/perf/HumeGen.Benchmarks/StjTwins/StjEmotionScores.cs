using System.Text.Json.Serialization;

namespace HumeGen.Benchmarks.StjTwins;

/// <summary>The 48 scores of a message.</summary>
internal sealed class StjEmotionScores : StjObject
{
    [JsonPropertyName("Admiration")]
    public double? Admiration { get; set; }

    [JsonPropertyName("Adoration")]
    public double? Adoration { get; set; }

    [JsonPropertyName("Aesthetic Appreciation")]
    public double? AestheticAppreciation { get; set; }

    [JsonPropertyName("Amusement")]
    public double? Amusement { get; set; }

    [JsonPropertyName("Anger")]
    public double? Anger { get; set; }

    [JsonPropertyName("Anxiety")]
    public double? Anxiety { get; set; }

    [JsonPropertyName("Awe")]
    public double? Awe { get; set; }

    [JsonPropertyName("Awkwardness")]
    public double? Awkwardness { get; set; }

    [JsonPropertyName("Boredom")]
    public double? Boredom { get; set; }

    [JsonPropertyName("Calmness")]
    public double? Calmness { get; set; }

    [JsonPropertyName("Concentration")]
    public double? Concentration { get; set; }

    [JsonPropertyName("Confusion")]
    public double? Confusion { get; set; }

    [JsonPropertyName("Contemplation")]
    public double? Contemplation { get; set; }

    [JsonPropertyName("Contempt")]
    public double? Contempt { get; set; }

    [JsonPropertyName("Contentment")]
    public double? Contentment { get; set; }

    [JsonPropertyName("Craving")]
    public double? Craving { get; set; }

    [JsonPropertyName("Desire")]
    public double? Desire { get; set; }

    [JsonPropertyName("Determination")]
    public double? Determination { get; set; }

    [JsonPropertyName("Disappointment")]
    public double? Disappointment { get; set; }

    [JsonPropertyName("Disgust")]
    public double? Disgust { get; set; }

    [JsonPropertyName("Distress")]
    public double? Distress { get; set; }

    [JsonPropertyName("Doubt")]
    public double? Doubt { get; set; }

    [JsonPropertyName("Ecstasy")]
    public double? Ecstasy { get; set; }

    [JsonPropertyName("Embarrassment")]
    public double? Embarrassment { get; set; }

    [JsonPropertyName("Empathic Pain")]
    public double? EmpathicPain { get; set; }

    [JsonPropertyName("Entrancement")]
    public double? Entrancement { get; set; }

    [JsonPropertyName("Envy")]
    public double? Envy { get; set; }

    [JsonPropertyName("Excitement")]
    public double? Excitement { get; set; }

    [JsonPropertyName("Fear")]
    public double? Fear { get; set; }

    [JsonPropertyName("Guilt")]
    public double? Guilt { get; set; }

    [JsonPropertyName("Horror")]
    public double? Horror { get; set; }

    [JsonPropertyName("Interest")]
    public double? Interest { get; set; }

    [JsonPropertyName("Joy")]
    public double? Joy { get; set; }

    [JsonPropertyName("Love")]
    public double? Love { get; set; }

    [JsonPropertyName("Nostalgia")]
    public double? Nostalgia { get; set; }

    [JsonPropertyName("Pain")]
    public double? Pain { get; set; }

    [JsonPropertyName("Pride")]
    public double? Pride { get; set; }

    [JsonPropertyName("Realization")]
    public double? Realization { get; set; }

    [JsonPropertyName("Relief")]
    public double? Relief { get; set; }

    [JsonPropertyName("Romance")]
    public double? Romance { get; set; }

    [JsonPropertyName("Sadness")]
    public double? Sadness { get; set; }

    [JsonPropertyName("Satisfaction")]
    public double? Satisfaction { get; set; }

    [JsonPropertyName("Shame")]
    public double? Shame { get; set; }

    [JsonPropertyName("Surprise (negative)")]
    public double? SurpriseNegative { get; set; }

    [JsonPropertyName("Surprise (positive)")]
    public double? SurprisePositive { get; set; }

    [JsonPropertyName("Sympathy")]
    public double? Sympathy { get; set; }

    [JsonPropertyName("Tiredness")]
    public double? Tiredness { get; set; }

    [JsonPropertyName("Triumph")]
    public double? Triumph { get; set; }
}
