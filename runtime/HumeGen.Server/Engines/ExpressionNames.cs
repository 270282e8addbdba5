namespace HumeGen.Server.Engines;

/// <summary>The names that Hume's models of expression score. Clients look for scores by these names.</summary>
public static class ExpressionNames
{
    /// <summary>The 48 emotions of faces, face meshes, speech and vocal bursts.</summary>
    public static IReadOnlyList<string> Emotions { get; } =
    [
        "Admiration", "Adoration", "Aesthetic Appreciation", "Amusement", "Anger", "Anxiety", "Awe", "Awkwardness", "Boredom", "Calmness",
        "Concentration", "Confusion", "Contemplation", "Contempt", "Contentment", "Craving", "Desire", "Determination", "Disappointment",
        "Disgust", "Distress", "Doubt", "Ecstasy", "Embarrassment", "Empathic Pain", "Entrancement", "Envy", "Excitement", "Fear", "Guilt",
        "Horror", "Interest", "Joy", "Love", "Nostalgia", "Pain", "Pride", "Realization", "Relief", "Romance", "Sadness", "Satisfaction",
        "Shame", "Surprise (negative)", "Surprise (positive)", "Sympathy", "Tiredness", "Triumph",
    ];

    /// <summary>The 53 emotions of language and named entities: five more than the others.</summary>
    public static IReadOnlyList<string> LanguageEmotions { get; } =
        [.. Emotions.Concat(["Annoyance", "Disapproval", "Enthusiasm", "Gratitude", "Sarcasm"]).Order(StringComparer.Ordinal)];

    /// <summary>The 35 facial actions: action units of the Facial Action Coding System, and hands in front of the face.</summary>
    public static IReadOnlyList<string> FacialActions { get; } =
    [
        "AU1 Inner Brow Raise", "AU2 Outer Brow Raise", "AU4 Brow Lowerer", "AU5 Upper Lid Raise", "AU6 Cheek Raise", "AU7 Lids Tight",
        "AU9 Nose Wrinkle", "AU10 Upper Lip Raiser", "AU11 Nasolabial Furrow Deepener", "AU12 Lip Corner Puller", "AU14 Dimpler",
        "AU15 Lip Corner Depressor", "AU16 Lower Lip Depress", "AU17 Chin Raiser", "AU18 Lip Pucker", "AU19 Tongue Show",
        "AU20 Lip Stretch", "AU22 Lip Funneler", "AU23 Lip Tightener", "AU24 Lip Presser", "AU25 Lips Part", "AU26 Jaw Drop",
        "AU27 Mouth Stretch", "AU28 Lips Suck",
        "AU32 Bite", "AU34 Puff", "AU37 Lip Wipe", "AU38 Nostril Dilate", "AU43 Eye Closure", "AU53 Head Up", "AU54 Head Down",
        "Hand over Eyes", "Hand over Face", "Hand over Forehead", "Hand over Mouth",
    ];

    /// <summary>The 27 descriptions of a face, such as <c>Smile</c>.</summary>
    public static IReadOnlyList<string> FaceDescriptions { get; } =
    [
        "Beaming", "Biting lip", "Cheering", "Cringe", "Cry", "Eyes closed", "Face in hands", "Frown", "Gasp", "Glare", "Glaring",
        "Grimace", "Grin", "Jaw drop", "Laugh", "Licking lip", "Pout", "Scowl", "Smile", "Smirk", "Snarl", "Squint", "Sulking",
        "Tongue out", "Wide-eyed", "Wince", "Wrinkled nose",
    ];

    /// <summary>The 28 descriptions of a vocal burst, such as <c>Sigh</c>.</summary>
    public static IReadOnlyList<string> BurstDescriptions { get; } =
    [
        "Aww", "Cackle", "Cheer", "Chuckle", "Cough", "Cry", "Gasp", "Giggle", "Groan", "Growl", "Grunt", "Hmm", "Laugh", "Moan", "Oh",
        "Ooh", "Scoff", "Scream", "Shriek", "Sigh", "Snicker", "Sob", "Squeal", "Ugh", "Whimper", "Wow", "Yawn", "Yell",
    ];

    /// <summary>The nine levels of sentiment, from <c>1</c>, most negative, over <c>5</c>, neutral, to <c>9</c>, most positive.</summary>
    public static IReadOnlyList<string> Sentiments { get; } = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>The six kinds of toxicity.</summary>
    public static IReadOnlyList<string> Toxicities { get; } = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"];
}
