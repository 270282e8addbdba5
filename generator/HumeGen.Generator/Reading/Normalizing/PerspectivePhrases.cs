using System.Text;
using System.Text.RegularExpressions;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>Reads from names and texts which way messages go, and whose side a text describes.</summary>
internal static class PerspectivePhrases
{
    private const int MaxText = 400;
    private const int MaxDescription = 10_000;
    private const string Client = @"(?:\w+ )?(?:clients?|callers?|browsers?)\b";
    private const string Server = @"(?:\w+ )?(?:servers?|backend)\b";
    // Not the "to" of "text to speech".
    private const string To = "(?<!text )(?<!speech )to";
    private const string Article = "(?:(?:the|a|an|our|your|this|all|any|each|every|connected|subscribed) )*";
    private const string Modal = "(?:can |may |must |should |will |also |then )*";
    private const string SendsVerb = Modal + @"(?:sends?|publish(?:es)?|emits?|transmits?|writes?|push(?:es)?|posts?|streams?)\b";
    private const string ReceivesVerb = Modal + @"(?:receives?|gets?|hears?|reads?|accepts?|expects?|consumes?)\b";
    private const string SentBy = "(?:sent|emitted|published|pushed|produced|issued|transmitted|written|streamed) by ";
    private const string Things = @" (?:messages?|events?|requests?|responses?|commands?|frames?|actions?|notifications?|updates?|repl(?:y|ies)|errors?|audio|sent)\b";

    // Whoever gets something from the server, or hands it to the server, is the client.
    private static readonly Regex FromClient = Of(
        $"from {Article}{Client}", $"{SentBy}{Article}{Client}", $"{Client} {SendsVerb}", $"{To} {Article}{Server}", $"{Server} {ReceivesVerb}",
        $"(?:tells?|notif(?:y|ies)|informs?) {Article}{Server}", $"client{Things}", $"you {SendsVerb}");

    private static readonly Regex FromServer = Of(
        $"from {Article}{Server}", $"{SentBy}{Article}{Server}", $"{Server} {SendsVerb}", $"{To} {Article}{Client}", $"{Client} {ReceivesVerb}",
        $"(?:tells?|notif(?:y|ies)|informs?) {Article}{Client}", $"server{Things}", $"you {ReceivesVerb}");

    // A subordinate clause tells what led to a message, not who sends it.
    private static readonly Regex Aside = new(
        @"\b(?:(?:in )?(?:response|reply|answer) to|when|after|once|if|until|before|because|requested by|caused by|about)\b.*$", RegexOptions.CultureInvariant);

    // What says the side outright, wherever it stands.
    private static readonly Regex ClientView = View("clients?");
    private static readonly Regex ServerView = View("servers?");

    private static readonly Regex ClientSide = Of(
        "client s side", "client (?:perspective|view)", "client side of", "(?:describes?|document is) the client",
        $"what {Article}clients? (?:sends?|receives?|does)", "client of", "this client");

    private static readonly Regex ServerSide = Of(
        "server s side", "server (?:perspective|view)", "server side of", "(?:describes?|document is) the server",
        $"what {Article}servers? (?:sends?|receives?|does)", "this server (?:sends|receives)");

    private static readonly HashSet<string> SendVerbs = ["send", "sends", "publish", "publishes", "emit", "emits", "transmit", "transmits", "push", "pushes", "write", "writes", "post", "submit", "upload"];

    private static readonly HashSet<string> ReceiveVerbs =
        ["receive", "receives", "recv", "subscribe", "on", "listen", "hear", "read", "get", "handle", "consume", "watch"];

    // The verbs that mean nothing but the direction, wherever they stand in a name.
    private static readonly HashSet<string> PlainVerbs = ["send", "sends", "publish", "emit", "transmit", "receive", "receives", "recv"];

    // What follows these is about a client, and the server tells it.
    private static readonly HashSet<string> Facts = ["id", "ids", "error", "left", "list", "count", "info", "status", "state", "gone", "timeout"];

    private static readonly HashSet<string> Answers = ["ack", "response", "reply", "answer", "result", "error", "success", "ok", "status"];

    /// <summary>The direction of an operation by its id, which says what the caller does or names the party; null where it says nothing.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="messages">The names of its messages: an id that repeats the verb of one, such as "subscribe", names the message and no direction.</param>
    public static PerspectiveClaim? OfId(PerspectiveOperation operation, IEnumerable<string> messages)
    {
        var words = Words(operation.Id ?? "");
        // AsyncAPI 2's own words are no evidence; tools put them into ids.
        if (words.Count == 0 || (operation.Action is "publish" or "subscribe" && (words[0] == operation.Action || words[words.Count - 1] == operation.Action)))
            return null;
        // Whoever takes what clients publish often names the method after the event.
        if (operation.Action == "publish" && (words[0] is "on" or "handle"))
            return OfParty(words);
        return OfParty(words) ?? OfVerb(words, new HashSet<string>(messages.SelectMany(Words)));
    }

    /// <summary>The direction of a message by its name; null where it says nothing.</summary>
    public static PerspectiveClaim? OfMessage(string name)
    {
        var words = Words(name);
        if (words.Count == 0)
            return null;
        if (OfParty(words) is { } party)
            return party;
        // Whoever subscribes is the client.
        if (words[0] is "subscribe" or "unsubscribe" && !Answers.Contains(words[words.Count - 1]))
            return new PerspectiveClaim(FromClient: true, IsVerb: false);
        var sends = words.Contains("send");
        return sends == words.Contains("receive") ? null : new PerspectiveClaim(sends, IsVerb: true);
    }

    /// <summary>The direction that a text says in its first sentence; null where it says nothing or both.</summary>
    public static PerspectiveClaim? OfText(string? text)
    {
        var told = Aside.Replace(ServerView.Replace(ClientView.Replace(FirstSentence(text), ""), ""), "");
        var fromClient = FromClient.IsMatch(told);
        if (fromClient != FromServer.IsMatch(told))
            return new PerspectiveClaim(fromClient, IsVerb: false);
        var words = told.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (fromClient || words.Length == 0)
            return null;
        if (words.Length <= 4 && OfParty(words) is { } party)
            return party;
        return words[0] switch
        {
            "send" or "sends" or "sending" or "publish" or "publishes" or "emit" or "emits" or "transmit" or "transmits" => new PerspectiveClaim(FromClient: true, IsVerb: true),
            "receive" or "receives" or "receiving" or "listen" or "listens" or "hear" or "hears" => new PerspectiveClaim(FromClient: false, IsVerb: true),
            _ => null,
        };
    }

    /// <summary>The side that a text says outright, such as "from the client's point of view"; null where it says nothing or both.</summary>
    public static Perspective? OfView(string? text)
    {
        var plain = Plain(text, MaxDescription);
        return Side(ClientView.IsMatch(plain), ServerView.IsMatch(plain));
    }

    /// <summary>The side that a title or a description lets one guess; null where it says nothing or both.</summary>
    public static Perspective? OfSide(string? text, bool isTitle)
    {
        var plain = Plain(text, MaxText);
        return Side(
            ClientSide.IsMatch(plain) || (isTitle && plain.EndsWith(" client ", StringComparison.Ordinal)),
            ServerSide.IsMatch(plain) || (isTitle && plain.EndsWith(" server ", StringComparison.Ordinal)));
    }

    private static Perspective? Side(bool client, bool server) => client == server ? null : client ? Perspective.Client : Perspective.Server;

    // The first verb counts, then the last one, then one that cannot be a noun.
    private static PerspectiveClaim? OfVerb(List<string> words, HashSet<string> messages)
    {
        if (words.Any(w => w is "outgoing" or "outbound") != words.Any(w => w is "incoming" or "inbound"))
            return new PerspectiveClaim(words.Any(w => w is "outgoing" or "outbound"), IsVerb: true);
        if (words[0] == "on" && words.Count == 1)
            return null;
        // A verb that is in the name of a message, too, is a part of that name.
        var last = words[words.Count - 1];
        var plain = words.Where(PlainVerbs.Contains).Distinct().ToArray();
        var verb = IsVerb(words[0]) && (PlainVerbs.Contains(words[0]) || !messages.Contains(words[0])) ? words[0]
            : PlainVerbs.Contains(last) || (last == "subscribe" && !messages.Contains(last)) ? last
            : plain.Length == 1 ? plain[0] : null;
        return verb is null ? null : new PerspectiveClaim(SendVerbs.Contains(verb), IsVerb: true, IsHandler: verb is "on" or "handle");
    }

    private static bool IsVerb(string word) => SendVerbs.Contains(word) || ReceiveVerbs.Contains(word);

    private static PerspectiveClaim? OfParty(IReadOnlyList<string> words)
    {
        bool client = false, server = false;
        for (var i = 0; i < words.Count; i++)
        {
            var isTarget = i > 0 && (words[i - 1] == "to" || (i > 1 && words[i - 1] == "2" && words[i - 2] is "client" or "server"));
            var next = i + 1 < words.Count ? words[i + 1] : "";
            var isFact = next.EndsWith("ed", StringComparison.Ordinal) || Facts.Contains(next);
            if (words[i] is "client" or "clients" && !isFact)
            {
                if (isTarget)
                    return new PerspectiveClaim(FromClient: false, IsVerb: false);
                client = true;
            }
            else if (words[i] is "server")
            {
                if (isTarget)
                    return new PerspectiveClaim(FromClient: true, IsVerb: false);
                server = true;
            }
        }

        return client == server ? null : new PerspectiveClaim(client, IsVerb: false);
    }

    // The words of a name in small letters: "serverHello", "server_hello" and "area.server-Hello" have "server" and "hello".
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < Math.Min(name.Length, MaxText); i++)
        {
            var c = name[i];
            var begins = char.IsUpper(c) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (word.Length > 0 && (!char.IsLetter(c) || begins || !char.IsLetter(name[i - 1])))
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (char.IsLetterOrDigit(c))
                word.Append(char.ToLowerInvariant(c));
        }

        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    private static string FirstSentence(string? text)
    {
        text = (text ?? "").Trim();
        var end = 0;
        while (end < text.Length && !(text[end] is '.' or '!' or '?' && end + 1 < text.Length && char.IsWhiteSpace(text[end + 1])))
            end++;
        return Plain(text.Substring(0, end), MaxText);
    }

    // Words in small letters with one space around each; arrows are read as "to".
    private static string Plain(string? text, int limit)
    {
        var plain = new StringBuilder(" ");
        var cut = (text ?? "").Substring(0, Math.Min(text?.Length ?? 0, limit));
        foreach (var c in cut.Replace("->", " to ").Replace("=>", " to ").Replace("\u2192", " to "))
        {
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
            else if (plain[plain.Length - 1] != ' ')
                plain.Append(' ');
        }

        return plain[plain.Length - 1] == ' ' ? plain.ToString() : plain.Append(' ').ToString();
    }

    private static Regex View(string party)
    {
        const string Point = "(?:viewpoint|perspective|point of view|standpoint)";
        const string Told = "(?:described|documented|written|seen|viewed|named|defined|modell?ed|specified|given|stated)";
        var who = $"{Article}(?:\\w+ )?{party}(?: applications?| apps?)?";
        return Of(
            $"(?<!not )from {who}(?: s)? {Point}", $"(?<!not from ){party}(?: application| app)? s (?:{Point}|view)\\b", $"(?<!not from (?:the )?){Point} of {who}\\b",
            $"{Told} (?:\\w+ )?(?:from|on|by) {who}(?: s)? (?:side|view|end)\\b", $"seen by {who}\\b");
    }

    private static Regex Of(params string[] phrases) => new($@"\b(?:{string.Join("|", phrases)})", RegexOptions.CultureInvariant);
}
