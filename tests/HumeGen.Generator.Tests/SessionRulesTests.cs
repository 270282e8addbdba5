using System.Globalization;

namespace HumeGen.Generator.Tests;

/// <summary>A channel says how its conversation survives drops, by members of its messages; what it names wrongly is reported where it stands.</summary>
public class SessionRulesTests
{
    private const string Channel = """
        asyncapi: 2.6.0
        info: {title: Sample}
        servers: {live: {url: 'wss://live.sample.example', protocol: wss} }
        channels:
          /talk:
            x-humegen-session: RULES
            bindings: {ws: {query: {type: object, properties: {resume_id: {type: string} } } } }
            publish: {message: {oneOf: [{$ref: '#/components/messages/Setup'}, {$ref: '#/components/messages/Result'}] } }
            subscribe: {message: {oneOf: [{$ref: '#/components/messages/Welcome'}, {$ref: '#/components/messages/Call'}] } }
        components:
          messages:
            Setup: {payload: {$ref: '#/components/schemas/Settings'} }
            Result: {payload: {$ref: '#/components/schemas/Result'} }
            Welcome: {payload: {$ref: '#/components/schemas/v1.Welcome'} }
            Call: {payload: {$ref: '#/components/schemas/Call'} }
          schemas:
            Settings: {type: object, required: [setup], properties: {setup: {type: string} } }
            Result: {type: object, required: [call_id, result], properties: {call_id: {type: string}, result: {type: string} } }
            v1.Welcome: {type: object, required: [talk_id], properties: {talk_id: {type: string}, loud: {type: boolean} } }
            Call: {type: object, required: [id], properties: {id: {type: string} } }
            ErrorCode: {type: string, enum: [idle, too_long], x-humegen-catalogue: errors}
        """;

    [Fact]
    public void Rules_of_version_2_find_what_they_name_in_messages()
    {
        using var output = Load("sessions-2", """
            var rules = TalkConnection.Rules;
            return new object?[]
            {
                rules.ResumeParameter,
                rules.FindResumeValue!(new Welcome { WelcomeValue = "hello", Conversation = new() { Id = "7" } }),
                rules.FindResumeValue!(new Welcome { WelcomeValue = "hello" }),
                rules.FindResumeValue!(new Call { Id = 5, CallValue = "f" }),
                rules.IsSetting!(new Setup { SetupValue = "a" }), rules.IsSetting!(new Sound { Data = new byte[1] }),
                rules.IsLive!(new Sound { Data = new byte[1] }), rules.IsLive!(new Picture { PictureValue = "a" }), rules.IsLive!(new Setup { SetupValue = "a" }),
                rules.FindCallId!(new Call { Id = 5000, CallValue = "f" }), rules.FindCallId!(new Welcome { WelcomeValue = "hello" }),
                rules.FindAnsweredCallId!(new Result { CallId = 5000, ResultValue = "r" }), rules.FindAnsweredCallId!(new Failure { CallId = 6, FailureValue = "r" }),
                rules.FindAnsweredCallId!(new Failure { FailureValue = "r" }), rules.FindAnsweredCallId!(new Setup { SetupValue = "a" }),
                string.Join(" ", rules.InactivityCodes), string.Join(" ", rules.MaxDurationCodes),
            };
            """);

        Assert.Equal(
            ["resume_id", "7", null, null, true, false, true, true, false, "5000", null, "5000", "6", null, null, "idle", "too_long day_over"],
            (object?[])output.Run()!);
    }

    [Fact]
    public void Rules_of_version_3_find_what_they_name_in_messages()
    {
        using var output = Load("sessions-3", """
            var rules = TalkConnection.Rules;
            return new object?[]
            {
                rules.ResumeParameter, rules.FindResumeValue!(new Welcome { Talk = "7" }), rules.IsSetting!(new Setup { SetupValue = "a" }),
                rules.IsLive!(new Sound { SoundValue = "s" }), rules.FindCallId!(new Call { CallValue = "c", Arguments = "{}" }),
                rules.FindCallId!(new Hint { HintValue = "h" }), rules.FindAnsweredCallId!(new Result { Call = "c", ResultValue = "r" }), rules.MaxDurationCodes.Count,
            };
            """);

        Assert.Equal(["talk", "7", true, true, "c", null, "c", 0], (object?[])output.Run()!);
    }

    [Fact]
    public void Messages_have_the_names_of_their_payloads_too()
    {
        var run = Run("{resume: {from: v1.Welcome.talk_id, parameter: resume_id}, repeat: [Settings], inactivity: [idle]}");

        Assert.Empty(run.Diagnostics);
        Assert.Equal(Rules(run), Rules(Run("{resume: {from: Welcome.talk_id, parameter: resume_id}, repeat: [Setup], inactivity: [idle]}")));
    }

    [Theory]
    [InlineData("{resume: {from: «Welcom.talk_id», parameter: resume_id}}", "names 'Welcom.talk_id', which is no member of an object that arrives, written as Message.member (did you mean 'Welcome'?)")]
    [InlineData("{resume: {from: «Setup.setup», parameter: resume_id}}", "names 'Setup.setup', which is no member of an object that arrives")]
    [InlineData("{resume: {from: «Welcome.talkid», parameter: resume_id}}", "names 'Welcome.talkid', but 'Welcome' has no member 'talkid' (did you mean 'talk_id'?)")]
    [InlineData("{resume: {from: «Welcome.loud», parameter: resume_id}}", "names 'Welcome.loud', which is no text, UUID or whole number")]
    [InlineData("{resume: {from: Welcome.talk_id, parameter: «resumeId»}}", "resumes by 'resumeId', which is no query parameter of the channel (did you mean 'resume_id'?)")]
    [InlineData("{«resume»: {from: Welcome.talk_id}}", "needs two texts in 'resume': 'from', a member of a received message such as Message.member, and 'parameter', a query parameter")]
    [InlineData("{resume: {form: «Welcome.talk_id», parameter: resume_id}}", "has 'form' in 'resume', which is unknown there (did you mean 'from'?)")]
    [InlineData("{repeat: [«Setupp»]}", "names 'Setupp' in 'repeat', which is no message that is sent (did you mean 'Setup'?)")]
    [InlineData("{live: [Setup, «Welcome»]}", "names 'Welcome' in 'live', which is no message that is sent.")]
    [InlineData("{live: [«5»]}", "names '5' in 'live', which is no message that is sent.")]
    [InlineData("{answers: {Result.call: «Call.id»}}", "names 'Result.call', but 'Result' has no member 'call'")]
    [InlineData("{answers: {Result.call_id: «Call.ids»}}", "names 'Call.ids', but 'Call' has no member 'ids' (did you mean 'id'?)")]
    [InlineData("{answers: {Result.call_id: «true»}}", "has 'Result.call_id' in 'answers', which must be a member of a received message such as Message.member")]
    [InlineData("{inactivity: [«idel»]}", "has 'idel' in 'inactivity', which is no error code of the catalogue (did you mean 'idle'?)")]
    [InlineData("{maxDuration: [«7»]}", "has 7 in 'maxDuration', where an error code must stand as a text")]
    public void A_wrong_name_is_reported_where_it_stands(string rules, string problem)
    {
        var run = Run(rules.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));

        var found = Assert.Single(run.Diagnostics);
        Assert.Equal("HG0250", found.Id);
        Assert.StartsWith("x-humegen-session of the channel '/talk' " + problem, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal("    x-humegen-session: ".Length + rules.IndexOf('«', StringComparison.Ordinal), found.Location.GetLineSpan().StartLinePosition.Character);
        Assert.Equal(5, found.Location.GetLineSpan().StartLinePosition.Line);
        using var output = new LoadedOutput(run);
    }

    [Fact]
    public void What_is_right_stays_beside_what_is_wrong()
    {
        var run = Run("{resume: {from: Nothing.id, parameter: resume_id}, repeat: [Setup, Nothing], inactivity: [idle]}");

        Assert.Equal(["HG0250", "HG0250"], run.Diagnostics.Select(d => d.Id));
        Assert.DoesNotContain("Resume", Rules(run), StringComparison.Ordinal);
        Assert.Contains("message is global::Sample.Settings,", Rules(run), StringComparison.Ordinal);
        Assert.Contains("\"idle\"", Rules(run), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{resume: Welcome.talk_id}", "x-humegen-session has 'resume', which must be a mapping, but is \"Welcome.talk_id\".")]
    [InlineData("{answer: {} }", "x-humegen-session has 'answer', which is unknown there (did you mean 'answers'?).")]
    [InlineData("[Setup]", "x-humegen-session must be a mapping")]
    public void Rules_of_a_wrong_kind_have_no_effect(string rules, string message)
    {
        var run = Run(rules);

        var found = Assert.Single(run.Diagnostics);
        Assert.Equal("HG0307", found.Id);
        Assert.StartsWith(message, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal("", Rules(run));
    }

    [Fact]
    public void A_parameter_of_a_channel_that_declares_none_is_taken_as_it_is()
    {
        var run = GeneratorRun.Of(
            Channel.Replace("{type: object, properties: {resume_id: {type: string} } }", "{type: object}", StringComparison.Ordinal)
                .Replace("RULES", "{resume: {from: Welcome.talk_id, parameter: again} }", StringComparison.Ordinal));

        Assert.Contains("ResumeParameter = \"again\",", Rules(run), StringComparison.Ordinal);
    }

    private static GeneratorRun Run(string rules) => GeneratorRun.Of(Channel.Replace("RULES", rules, StringComparison.Ordinal), expectDiagnostics: true);

    private static string Rules(GeneratorRun run)
    {
        var text = run.Files.Single(f => f.HintName.EndsWith(".TalkConnection.g.cs", StringComparison.Ordinal)).Text;
        var start = text.IndexOf("SessionRules =", StringComparison.Ordinal);
        return start < 0 ? "" : text[start..text.IndexOf("};\n", start, StringComparison.Ordinal)];
    }

    private static LoadedOutput Load(string construct, string code) => new(GeneratorRun.Of(
        ConstructTests.Specs(construct),
        expectDiagnostics: false,
        $$"""
        using HumeGen;
        using Sample;

        namespace Sample
        {
            public sealed partial class TalkConnection
            {
                internal static RealtimeSessionRules<ITalkClientMessage, ITalkServerMessage> Rules => SessionRules;
            }
        }

        public static class Usage
        {
            public static object? Run()
            {
                {{code}}
            }
        }
        """));
}
