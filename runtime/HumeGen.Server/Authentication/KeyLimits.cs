using System.Globalization;

namespace HumeGen.Server.Authentication;

/// <summary>Limits of one API key. A limit that is null is that of <see cref="HumeServerOptions.KeyLimits"/>, or there is none.</summary>
public sealed record KeyLimits
{
    /// <summary>The calls and handshakes of WebSockets in one minute; a further one is answered with 429.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>The chats that are open at the same time on this server; the handshake of a further one is answered with 429.</summary>
    public int? Chats { get; init; }

    /// <summary>
    /// The seconds of audio that chats hear, that streams of expression measurement bring, and that chats, text-to-speech and voice conversion speak, in a day of UTC,
    /// together; from then on requests for more are answered with 429.
    /// </summary>
    public double? AudioSecondsPerDay { get; init; }

    /// <summary>The credits of a month of UTC. A credit is a second of audio, as above. The error beyond them is E0301.</summary>
    public double? CreditsPerMonth { get; init; }

    /// <summary>The credits in all. A credit is a second of audio, as above. The error beyond them is E0300.</summary>
    public double? Credits { get; init; }

    internal bool LimitsAudio => (AudioSecondsPerDay ?? CreditsPerMonth ?? Credits) is not null;

    internal string? Fault
    {
        get
        {
            (string Name, double? Value)[] all =
            [
                (nameof(RequestsPerMinute), RequestsPerMinute), (nameof(Chats), Chats), (nameof(AudioSecondsPerDay), AudioSecondsPerDay),
                (nameof(CreditsPerMonth), CreditsPerMonth), (nameof(Credits), Credits),
            ];
            var wrong = all.FirstOrDefault(limit => limit.Value is { } value && !(value > 0 && double.IsFinite(value)));
            return wrong.Name is null ? null
                : string.Create(CultureInfo.InvariantCulture, $"KeyLimits.{wrong.Name} must be a number above 0, but is {wrong.Value}; leave it null for no limit.");
        }
    }

    /// <summary>These limits, with others where there are none.</summary>
    internal KeyLimits Or(KeyLimits others) => new()
    {
        RequestsPerMinute = RequestsPerMinute ?? others.RequestsPerMinute,
        Chats = Chats ?? others.Chats,
        AudioSecondsPerDay = AudioSecondsPerDay ?? others.AudioSecondsPerDay,
        CreditsPerMonth = CreditsPerMonth ?? others.CreditsPerMonth,
        Credits = Credits ?? others.Credits,
    };
}
