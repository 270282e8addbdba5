using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits the rules of a channel's conversation, which its connections share.</summary>
internal static class SessionEmitter
{
    /// <summary>The field that holds the rules.</summary>
    public const string Field = "SessionRules";

    public static void WriteField(SourceWriter writer, ChannelModel channel, SessionModel session)
    {
        var type = $"{RuntimeTypes.RealtimeSessionRules}<{TypeNames.Of(channel.Send)}, {TypeNames.Of(channel.Receive)}>";
        using (writer.Braces($"private static readonly {type} {Field} = new()", "};"))
        {
            if (session is { ResumeParameter: { } parameter, ResumeValue: { } value })
            {
                writer.Line($"ResumeParameter = {Literals.String(parameter)},");
                WriteFinder(writer, "FindResumeValue", EquatableArray.From([value]));
            }

            WriteTest(writer, "IsSetting", session.Settings);
            WriteTest(writer, "IsLive", session.Live);
            WriteTest(writer, "IsMedia", session.Media);
            WriteFinder(writer, "FindCallId", session.Calls);
            WriteFinder(writer, "FindAnsweredCallId", session.Answers);
            WriteCodes(writer, "InactivityCodes", session.InactivityCodes);
            WriteCodes(writer, "MaxDurationCodes", session.MaxDurationCodes);
        }

        writer.Line();
    }

    private static void WriteTest(SourceWriter writer, string name, EquatableArray<string> messages)
    {
        if (messages.Count > 0)
            writer.Line($"{name} = static message => message is {string.Join(" or ", messages)},");
    }

    private static void WriteFinder(SourceWriter writer, string name, EquatableArray<SessionValueModel> values)
    {
        if (values.Count == 1)
        {
            writer.Line($"{name} = static message => message is {Pattern(values[0])} ? {Text(values[0])} : null,");
            return;
        }

        if (values.Count == 0)
            return;
        writer.Line($"{name} = static message => message switch");
        writer.Line("{");
        using (writer.Indented())
        {
            foreach (var value in values)
                writer.Line($"{Pattern(value)} => {Text(value)},");
            writer.Line("_ => null,");
        }

        writer.Line("},");
    }

    private static void WriteCodes(SourceWriter writer, string name, EquatableArray<string> codes)
    {
        if (codes.Count > 0)
            writer.Line($"{name} = new[] {{ {string.Join(", ", codes.Select(Literals.String))} }},");
    }

    private static string Pattern(SessionValueModel value) => $"{value.Message} {{ {string.Join(".", value.Path.Steps)}: {{ }} id }}";

    private static string Text(SessionValueModel value) => TextExpressions.Of(value.Path.Type, "id");
}
