using System.CommandLine;
using HumeGen.Server.Authentication;

namespace HumeGen.Server.Tool;

/// <summary>The options with the limits of keys: of every key where the server runs, and of one where a key is made.</summary>
internal static class LimitOptions
{
    private static readonly Option<int?> RequestsPerMinute = new("--requests-per-minute")
    {
        Description = "The requests that a key may send in a minute. No limit unless given.",
        HelpName = "number",
    };

    private static readonly Option<int?> Chats = new("--chats")
    {
        Description = "The chats that a key may have open at the same time. No limit unless given.",
        HelpName = "number",
    };

    private static readonly Option<double?> AudioSecondsPerDay = new("--audio-seconds-per-day")
    {
        Description = "The seconds of audio, spoken and heard together, that a key may use in a day of UTC. No limit unless given.",
        HelpName = "seconds",
    };

    private static readonly Option<double?> CreditsPerMonth = new("--credits-per-month")
    {
        Description = "The credits of a key for a month of UTC, each a second of audio; beyond them clients get Hume's error E0301. No limit unless given.",
        HelpName = "number",
    };

    private static readonly Option<double?> Credits = new("--credits")
    {
        Description = "The credits of a key in all, each a second of audio; beyond them clients get Hume's error E0300. No limit unless given.",
        HelpName = "number",
    };

    public static IReadOnlyList<Option> All { get; } = [RequestsPerMinute, Chats, AudioSecondsPerDay, CreditsPerMonth, Credits];

    public static KeyLimits Read(ParseResult parsed)
    {
        var wrong = All.FirstOrDefault(option => Value(parsed, option) is { } value && !(value > 0));
        if (wrong is not null)
            throw new ToolException(FormattableString.Invariant($"{wrong.Name} {Value(parsed, wrong)} is no limit. Give a number above 0, or leave it out for none."));

        return new KeyLimits
        {
            RequestsPerMinute = parsed.GetValue(RequestsPerMinute),
            Chats = parsed.GetValue(Chats),
            AudioSecondsPerDay = parsed.GetValue(AudioSecondsPerDay),
            CreditsPerMonth = parsed.GetValue(CreditsPerMonth),
            Credits = parsed.GetValue(Credits),
        };
    }

    /// <summary>The limits in words; empty without any.</summary>
    public static string Describe(KeyLimits limits)
    {
        (double? Value, string Name)[] all =
        [
            (limits.RequestsPerMinute, "requests a minute"), (limits.Chats, "chats"), (limits.AudioSecondsPerDay, "seconds of audio a day"),
            (limits.CreditsPerMonth, "credits a month"), (limits.Credits, "credits in all"),
        ];
        return string.Join(", ", all.Where(limit => limit.Value is not null).Select(limit => FormattableString.Invariant($"{limit.Value} {limit.Name}")));
    }

    private static double? Value(ParseResult parsed, Option option) =>
        option is Option<int?> whole ? parsed.GetValue(whole) : parsed.GetValue((Option<double?>)option);
}
