using Acme.Ferries;
using Hume.Tts;

namespace OwnSpecs;

public static class Calls
{
    public static int? Minutes(Crossing crossing) => crossing.Minutes;

    // What only the newer specification has.
    public static string? Mood(ReturnVoice voice) => voice.MoodOfTomorrow;
}
