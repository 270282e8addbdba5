using System.Globalization;
using System.Text.RegularExpressions;

namespace HumeGen.Server.RuleBased;

/// <summary>The rules for what is said, the first that fits counts.</summary>
internal static partial class Replies
{
    private const int LongestQuote = 120;
    private const string WhatItIs = "I am a set of rules, not a language model.";
    private const string Abilities = "I can tell the time and the date, work out sums, repeat what you say, and call the tools that I am given.";

    public static IReadOnlyList<string> OnlyEnglish { get; } = ["I only understand English.", WhatItIs];

    public static IReadOnlyList<string> Farewell { get; } = ["Goodbye!"];

    /// <summary>The words at an event at which the assistant speaks unasked.</summary>
    public static IReadOnlyList<string> At(string name) => name switch
    {
        "on_new_chat" => ["Hello!", WhatItIs, "What can I do for you?"],
        "nudge" => ["Are you still there?"],
        "on_inactivity_timeout" => ["I have not heard from you for a while.", "Goodbye!"],
        "on_max_duration_timeout" => ["Our time is up.", "Goodbye!"],
        _ => ["I am here."],
    };

    public static bool IsFarewell(string text) => FarewellWords().IsMatch(text);

    public static IReadOnlyList<string> To(Turns turns, DateTimeOffset now)
    {
        var text = turns.Last;
        if (text.Length == 0)
            return ["I am here.", "What can I do for you?"];

        if (RepeatAfterMe().Match(text) is { Success: true } repeat)
            return [Sentence(repeat.Groups[1].Value)];

        if (SayAgain().IsMatch(text))
            return turns.Answer.Length > 0 ? [turns.Answer.Trim()] : ["I have not said anything yet."];

        if (WhatDidISay().IsMatch(text))
            return turns.Earlier.FirstOrDefault() is { } earlier ? [$"You said: {Sentence(earlier)}"] : ["You have not said anything before."];

        if (Sums.Answer(text) is { } sum)
            return [sum];

        if (AskForMyName().IsMatch(text))
            return [turns.Earlier.Select(NameIn).FirstOrDefault(name => name is not null) is { } known ? $"Your name is {known}." : "You have not told me your name."];

        if (AskForYourName().IsMatch(text))
            return ["I have no name.", WhatItIs];

        if (AskWhatItIs().IsMatch(text))
            return [WhatItIs, Abilities];

        if (NameIn(text) is { } name)
            return [$"Nice to meet you, {name}!", "What can I do for you?"];

        if (AskForTime().IsMatch(text))
            return [$"It is {now.ToString("h:mm tt", CultureInfo.InvariantCulture)}."];

        if (AskForDate().IsMatch(text))
            return [$"Today is {now.ToString("dddd, MMMM d, yyyy", CultureInfo.InvariantCulture)}."];

        if (AskForHelp().IsMatch(text))
            return [Abilities];

        if (HowAreYou().IsMatch(text))
            return ["I am fine, thank you.", "How are you?"];

        if (Greeting().IsMatch(text))
            return turns.Answer.Length > 0 ? ["Hello!", "What can I do for you?"] : At("on_new_chat");

        if (Thanks().IsMatch(text))
            return ["You are welcome.", "What else can I do for you?"];

        if (YesOrNo().IsMatch(text))
            return ["All right.", "What else can I do for you?"];

        return text.EndsWith('?')
            ? [$"You asked: {Sentence(text)}", "I have no rule for that question.", "What else would you like to know?"]
            : [$"You said: {Sentence(text)}", "Can you tell me more?"];
    }

    private static string? NameIn(string text)
    {
        var match = MyNameIs().Match(text);
        return match.Success ? char.ToUpperInvariant(match.Groups[1].Value[0]) + match.Groups[1].Value[1..] : null;
    }

    private static string Sentence(string text)
    {
        var words = text.Trim();
        if (words.Length > LongestQuote)
        {
            var end = words.LastIndexOf(' ', LongestQuote);
            words = words[..(end > 0 ? end : LongestQuote - (char.IsHighSurrogate(words[LongestQuote - 1]) ? 1 : 0))] + " ...";
        }

        return words.Length == 0 || words[^1] is '.' or '!' or '?' ? words : words + ".";
    }

    [GeneratedRegex(@"\b(good ?bye|bye|hang up|see you (later|soon|tomorrow)|end (the|this) (call|chat|conversation))\b", RegexOptions.IgnoreCase)]
    private static partial Regex FarewellWords();

    [GeneratedRegex(@"^(?:please\s+)?(?:repeat(?: after me)?|say after me|say)[\s,:]+(?!that\b|it\b|again\b)(.+)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex RepeatAfterMe();

    [GeneratedRegex(@"\b((say|repeat) (that|it)( again)?|say again|what did you (just )?say|pardon)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SayAgain();

    [GeneratedRegex(@"\bwhat did i (just )?(say|ask)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WhatDidISay();

    [GeneratedRegex(@"\bmy name is (?!not\b)(\p{L}[\p{L}'’-]{0,30})", RegexOptions.IgnoreCase)]
    private static partial Regex MyNameIs();

    [GeneratedRegex(@"\b(what is my name|what's my name|who am i|know my name)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AskForMyName();

    [GeneratedRegex(@"\b(your name|what are you called)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AskForYourName();

    [GeneratedRegex(@"\b(who|what) are you\b|\bare you (a|an|human|real|alive)\b|\blanguage model\b", RegexOptions.IgnoreCase)]
    private static partial Regex AskWhatItIs();

    [GeneratedRegex(@"\bwhat time is it\b|\bwhat(?: is|'s) the time\b|\btell me the time\b|\bwhat time it is\b|\bhow late is it\b", RegexOptions.IgnoreCase)]
    private static partial Regex AskForTime();

    [GeneratedRegex(@"\bwhat (day|date) (is|it)\b|\bwhat(?: is|'s) (the date|today)\b|\btoday's date\b|\btell me the date\b|\bwhich day is\b", RegexOptions.IgnoreCase)]
    private static partial Regex AskForDate();

    [GeneratedRegex(@"\bwhat can you do\b|\bhow can you help\b|^\W*help( me)?\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex AskForHelp();

    [GeneratedRegex(@"\bhow (are you|do you do|is it going)\b|\bhow's it going\b", RegexOptions.IgnoreCase)]
    private static partial Regex HowAreYou();

    [GeneratedRegex(@"^\W*(hello|hi|hey|good (morning|afternoon|evening|day))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"\b(thanks|thank you)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Thanks();

    [GeneratedRegex(@"^\W*(yes|no|yeah|ok|okay|nope|sure|all right|fine)\b\W*(please|thanks)?\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex YesOrNo();
}
