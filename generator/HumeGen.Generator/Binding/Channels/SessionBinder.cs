using System.Text.Json.Nodes;
using HumeGen.Generator.Binding.Calls;
using HumeGen.Generator.Binding.Clients;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Types;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Channels;

/// <summary>Finds the messages, members, parameters and codes that the rules of a conversation name. A rule that names anything else is reported and left out.</summary>
internal sealed class SessionBinder(TypeModelBuilder types, IReadOnlyList<TypeModel> models, ErrorCatalogues catalogues)
{
    private readonly Dictionary<string, RecordModel> _records = models.OfType<RecordModel>().ToDictionary(r => r.FullName);

    /// <summary>The rules of a channel; null where it has none, and no messages with bytes.</summary>
    public SessionModel? Bind(ChannelDraft channel)
    {
        var media = Media(channel);
        if (channel.Node.Value(ExtensionWords.Session) is not JsonObject words || !ExtensionCheck.Fits(ExtensionWords.Session, words))
            return media.Count == 0 ? null : new SessionModel { Media = media };
        var at = channel.Pointer / ExtensionWords.Session.Name;
        var resume = words["resume"] is JsonObject given ? Resume(channel, given, at / "resume") : null;
        var answers = Answers(channel, words["answers"] as JsonObject ?? [], at / "answers");
        return new SessionModel
        {
            ResumeParameter = resume?.Parameter,
            ResumeValue = resume?.Value,
            Settings = Messages(channel, words, at, "repeat"),
            Live = Messages(channel, words, at, "live"),
            Calls = EquatableArray.From(answers.Select(a => a.Call).Distinct()),
            Answers = EquatableArray.From(answers.Select(a => a.Answer).Distinct()),
            InactivityCodes = Codes(channel, words, at, "inactivity"),
            MaxDurationCodes = Codes(channel, words, at, "maxDuration"),
            Media = media,
        };
    }

    // Bytes in JSON are audio, pictures or files.
    private EquatableArray<string> Media(ChannelDraft channel) => EquatableArray.From(
        channel.Received.Select(m => types.Ref(m.Message).Name)
            .Where(n => _records.TryGetValue(n, out var record) && record.Properties.Any(static p => p.Type is { Kind: RefKind.Bytes, Custom: null }))
            .Distinct());

    private (string Parameter, SessionValueModel Value)? Resume(ChannelDraft channel, JsonObject words, JsonPointer at)
    {
        string[] known = ["from", "parameter"];
        if (words.Select(w => w.Key).FirstOrDefault(k => !known.Contains(k)) is { } odd)
        {
            Report(channel, at / odd, $"has '{odd}' in 'resume', which is unknown there{Spelling.Suggest(odd, known)}");
            return null;
        }

        if (words["from"].AsText() is not { } from || words["parameter"].AsText() is not { Length: > 0 } parameter)
        {
            Report(channel, at, "needs two texts in 'resume': 'from', a member of a received message such as Message.member, and 'parameter', a query parameter");
            return null;
        }

        var query = channel.Parameters.Where(p => p.Place == ParameterIn.Query).Select(p => p.Property.WireName).ToArray();
        if (query.Length > 0 && !query.Contains(parameter))
        {
            Report(channel, at / "parameter", $"resumes by '{parameter}', which is no query parameter of the channel{Spelling.Suggest(parameter, query)}");
            return null;
        }

        return Value(channel, channel.Received, from, at / "from", "arrives") is { } value ? (parameter, value) : null;
    }

    private List<(SessionValueModel Answer, SessionValueModel Call)> Answers(ChannelDraft channel, JsonObject words, JsonPointer at)
    {
        var found = new List<(SessionValueModel, SessionValueModel)>();
        foreach (var word in words)
        {
            if (word.Value.AsText() is not { } call)
            {
                Report(channel, at / word.Key, $"has '{word.Key}' in 'answers', which must be a member of a received message such as Message.member");
                continue;
            }

            // Both are looked up, so that both mistakes are told.
            var answered = Value(channel, channel.Received, call, at / word.Key, "arrives");
            if (Value(channel, channel.Sent, word.Key, at / word.Key, "is sent") is { } answer && answered is not null)
                found.Add((answer, answered));
        }

        return found;
    }

    private EquatableArray<string> Messages(ChannelDraft channel, JsonObject words, JsonPointer at, string word)
    {
        var found = new List<string>();
        foreach (var (name, index) in (words[word] as JsonArray ?? []).Select((n, i) => (n, i)))
        {
            var messages = channel.Sent.Where(m => m.Name == name.AsText()).Select(m => types.Ref(m.Message)).Where(t => t.Kind == RefKind.Model).ToArray();
            if (messages.Length == 0)
            {
                var text = name.AsText() ?? name?.ToJsonString() ?? "null";
                Report(channel, at / word / index, $"names '{text}' in '{word}', which is no message that is sent{Suggest(text, channel.Sent)}");
            }

            found.AddRange(messages.Select(m => m.Name));
        }

        return EquatableArray.From(found.Distinct());
    }

    // A code that no catalogue has is a slip; without a catalogue any may be right.
    private EquatableArray<string> Codes(ChannelDraft channel, JsonObject words, JsonPointer at, string word)
    {
        var known = catalogues.Codes(channel.Document.Client);
        var found = new List<string>();
        foreach (var (code, index) in (words[word] as JsonArray ?? []).Select((n, i) => (n, i)))
        {
            if (code.AsText() is not { Length: > 0 } text)
                Report(channel, at / word / index, $"has {code?.ToJsonString() ?? "null"} in '{word}', where an error code must stand as a text");
            else if (known.Count > 0 && !known.Contains(text))
                Report(channel, at / word / index, $"has '{text}' in '{word}', which is no error code of the catalogue{Spelling.Suggest(text, known)}");
            else
                found.Add(text);
        }

        return EquatableArray.From(found.Distinct());
    }

    // Names may have dots, so the longest name of a message that a text begins with is meant.
    private SessionValueModel? Value(ChannelDraft channel, IReadOnlyList<(string Name, TypeUse Message)> messages, string text, JsonPointer at, string way)
    {
        var meant = messages.Where(m => text.StartsWith(m.Name + ".", StringComparison.Ordinal))
            .Select(m => (m.Name, Type: types.Ref(m.Message)))
            .Where(m => _records.ContainsKey(m.Type.Name))
            .OrderByDescending(m => m.Name.Length).FirstOrDefault();
        if (meant.Name is null)
        {
            var name = text.LastIndexOf('.') is > 0 and var dot ? text.Substring(0, dot) : text;
            Report(channel, at, $"names '{text}', which is no member of an object that {way}, written as Message.member{Suggest(name, messages)}");
            return null;
        }

        var member = text.Substring(meant.Name.Length + 1);
        var properties = new PageProperties(meant.Type, _records);
        if (properties.Find(member) is not { } path)
        {
            Report(channel, at, $"names '{text}', but '{meant.Name}' has no member '{member}'{Spelling.Suggest(member, properties.Own.Select(p => p.WireName))}");
            return null;
        }

        if (path.Type is { Custom: null, Kind: RefKind.String or RefKind.Guid or RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 })
            return new SessionValueModel(meant.Type.Name, path);
        Report(channel, at, $"names '{text}', which is no text, UUID or whole number");
        return null;
    }

    private static string Suggest(string name, IReadOnlyList<(string Name, TypeUse Message)> messages) => Spelling.Suggest(name, messages.Select(m => m.Name));

    private static void Report(ChannelDraft channel, JsonPointer at, string problem) =>
        channel.Document.Report(Descriptors.SessionMismatch, at, channel.Node.Key, problem);
}
