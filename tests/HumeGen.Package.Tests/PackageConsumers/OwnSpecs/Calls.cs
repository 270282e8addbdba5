using Acme.Ferries;
using Hume;

namespace OwnSpecs;

public static class Calls
{
    public static long? Minutes(Crossing crossing) => crossing.Minutes;

    // An operation that only the newer specification has.
    public static Task Moods(HumeClient hume) => hume.Tts.Voices.ListMoodsAsync();
}
