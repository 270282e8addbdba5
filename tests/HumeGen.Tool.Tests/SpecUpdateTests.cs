using HumeGen.Tool.Tests.Support;

namespace HumeGen.Tool.Tests;

/// <summary>What happens to the client, and to all that is written against it here, when a specification is updated; and what the tool says of it.</summary>
public class SpecUpdateTests
{
    private const string Channels = "hume.asyncapi.yml";

    [Fact]
    public void A_new_operation_is_a_new_method()
    {
        using var update = new Update("hume-evi-openapi.yml", ("""

                get:
                  operationId: list-prompts

            """, """

                put:
                  operationId: check-prompt
                  description: Tells how long a prompt is.
                  tags: [subpackage_prompts]
                  parameters:
                    - {name: text, in: query, required: true, description: The text., schema: {type: string}}
                  responses:
                    '200':
                      description: The length.
                      content: {application/json: {schema: {type: integer}}}
                get:
                  operationId: list-prompts

            """));

        update.Changes(
            """
            Client Hume.EmpathicVoice.PromptsClient
              + Task<long> CheckPromptAsync(PromptsCheckPromptRequest query)  [new/hume-evi-openapi.yml:#]
            """,
            "0 breaking (0 removed, 0 changed), 1 compatible (1 added, 0 changed).");
        update.Compiles();
    }

    [Fact]
    public void A_new_field_is_a_new_property()
    {
        using var update = new Update(Channels, ("""
                  description: EVI has finished its turn; nothing more is said until the user speaks.
                  required: [type]
                  properties:

            """, """
                  description: EVI has finished its turn; nothing more is said until the user speaks.
                  required: [type, reason]
                  properties:
                    reason:
                      type: string
                      description: Why it has.

            """));

        update.Changes(
            """
            Type Hume.EmpathicVoice.AssistantEnd
              + required string Reason  [new/hume.asyncapi.yml:#]
            """,
            "0 breaking (0 removed, 0 changed), 1 compatible (1 added, 0 changed).");
        update.Compiles();
    }

    [Fact]
    public void A_new_message_is_one_more_that_may_arrive()
    {
        const string Reference = "          - $ref: '#/components/messages/Laughter'\n";
        const string Both = "      message:\n        oneOf:\n";
        const string First = "      summary: What EVI sends.\n" + Both;
        const string Second = "      summary: What EVI sends, the same as to the first connection.\n" + Both;
        const string Union = "      description: A message that a chat sends to its clients.\n      oneOf:\n";
        const string Message = "    UserInterruption:\n      name: user_interruption\n";
        const string Schema = "    UserInterruption:\n      type: object\n";
        using var update = new Update(
            Channels,
            (First, First + Reference),
            (Second, Second + Reference),
            (Union, Union + "        - $ref: '#/components/schemas/Laughter'\n"),
            (Message, "    Laughter: {payload: {$ref: '#/components/schemas/Laughter'}}\n" + Message),
            (Schema, """
                Laughter:
                  type: object
                  description: The user laughed.
                  required: [type]
                  properties:
                    type: {type: string, enum: [laughter], description: Always laughter.}

            """ + "\n" + Schema));

        update.Changes(
            """
            Channel Hume.EmpathicVoice.ChatConnection
              + Laughter may arrive  [new/hume.asyncapi.yml:#]

            Channel Hume.EmpathicVoice.ControlPlaneConnection
              + Laughter may arrive  [new/hume.asyncapi.yml:#]

            Type Hume.EmpathicVoice.Laughter
              + The record with 1 property is new.  [new/hume.asyncapi.yml:#]
            """,
            "0 breaking (0 removed, 0 changed), 3 compatible (3 added, 0 changed).");
        update.Compiles();
    }

    [Fact]
    public void A_new_enum_value_is_a_new_member()
    {
        const string First = "        - claude-3-7-sonnet-latest\n        - claude-opus-4-6\n";
        using var update = new Update("hume-evi-openapi.yml", (First, "        - parrot-1\n" + First));

        update.Changes(
            """
            Type Hume.EmpathicVoice.LanguageModelType
              + Parrot1 = "parrot-1"  [new/hume-evi-openapi.yml:#]
            """,
            "0 breaking (0 removed, 0 changed), 1 compatible (1 added, 0 changed).");
        update.Compiles();
    }

    [Fact]
    public void A_renamed_schema_is_gone_and_new_until_an_overlay_gives_it_its_name_back()
    {
        using var update = new Update("hume-evi-openapi.yml");
        update.Folder.With("new/hume-evi-openapi.yml", File.ReadAllText(update.Folder["new/hume-evi-openapi.yml"]).Replace("posted_prompt\"", "prompt_to_post\"", StringComparison.Ordinal))
            .Edit("new/hume-evi-openapi.yml", "    posted_prompt:\n", "    prompt_to_post:\n");

        update.Changes(
            """
            Client Hume.EmpathicVoice.PromptsClient
              ! CreatePromptAsync: the argument body is PromptToPost, was PostedPrompt  [new/hume-evi-openapi.yml:#]

            Type Hume.EmpathicVoice.PostedPrompt
              - The record with 4 properties is gone. Hume.EmpathicVoice.PromptToPost is new and has the same shape: it may be a new name.  [old/hume-evi-openapi.yml:#]

            Type Hume.EmpathicVoice.PromptToPost
              + The record with 4 properties is new.  [new/hume-evi-openapi.yml:#]
            """,
            "2 breaking (1 removed, 1 changed), 1 compatible (1 added, 0 changed).");

        update.Folder.With("new/own.overlay.yml", """
            overlay: 1.0.0
            info: {title: Names, version: '1'}
            actions:
              - {target: $.components.schemas.prompt_to_post, x-document: Speech-to-speech (EVI), update: {x-humegen-name: PostedPrompt}}
            """);
        Assert.Equal("Nothing changes for callers.\n", update.Folder.Run("diff", "old", "new").Out);
        update.Compiles();
    }

    [Fact]
    public void A_field_that_is_gone_is_told_with_the_overlay_action_that_was_meant_for_it()
    {
        const string Before = "          enum: [chat_started]\n          description: Name of the event, always `chat_started`.\n";
        const string Field = "        start_time:\n          type: integer\n          description: When it began, as Unix time in ms.\n";
        const string Required = "        - chat_start_type\n        - custom_session_id\n";
        using var update = new Update("hume-evi-openapi.yml", (Before + Field, Before), (Required + "        - start_time\n", Required));

        var (exitCode, output, _) = update.Folder.Run("diff", "old", "new", "--fail-on-breaking");
        Assert.Equal(Terminal.Breaking, exitCode);
        Assert.Matches(@"Type Hume\.EmpathicVoice\.WebhookEventChatStarted\n  - required long StartTime  \[old/hume-evi-openapi\.yml:\d+\]\n", output);
        Assert.Matches(@"new/hume\.overlay\.yml\(\d+,13\): warning HG0021: The target '\$\.components\.schemas\.WebhookEventChatStarted\.properties\.start_time' matches nothing", output);

        var (diagnostics, errors) = ClientBuild.Of(update.Folder["new"]);
        Assert.Equal(["HG0021"], diagnostics.Select(d => d.Id));
        // Only who reads the field notices, and finds it in the report.
        Assert.NotEmpty(errors);
        Assert.All(errors, e => Assert.Contains("'StartTime'", e, StringComparison.Ordinal));
    }

    [Fact]
    public void The_published_documents_of_the_REST_APIs_take_the_place_of_ours()
    {
        using var folder = new Workspace().WithSpecs("old").WithSpecs("new");
        Publish(folder, f => f.EndsWith("-openapi.yml", StringComparison.Ordinal));

        Assert.Equal((0, "Nothing changes for callers.\n", ""), folder.Run("diff", "old", "new"));
        var (diagnostics, errors) = ClientBuild.Of(folder["new"]);
        Assert.Empty(diagnostics);
        Assert.True(errors.Count == 0, string.Join("\n", errors.Take(20)));
    }

    [Fact]
    public void Where_a_published_document_of_channels_lacks_what_ours_has_the_overlay_says_so()
    {
        using var folder = new Workspace().WithSpecs("old").WithSpecs("new");
        Publish(folder, f => f.EndsWith("asyncapi.yml", StringComparison.Ordinal));

        var (diagnostics, errors) = ClientBuild.Of(folder["new"]);
        var output = folder.Run("diff", "old", "new").Out;
        // Each action without a place says so, and the report names what is gone with it.
        Assert.Equal(errors.Count > 0, diagnostics.Any(d => d.Id == "HG0021"));
        Assert.All(diagnostics, d => Assert.Contains(d.GetMessage(System.Globalization.CultureInfo.InvariantCulture), output, StringComparison.Ordinal));
        Assert.Equal(errors.Any(e => e.Contains("StreamInputConnection", StringComparison.Ordinal)), output.Contains("Channel Hume.Tts.StreamInputConnection\n  - The channel is gone", StringComparison.Ordinal));
    }

    // CI hands over the folder of the published documents; elsewhere ours take their own place.
    private static void Publish(Workspace folder, Func<string, bool> choose)
    {
        if (Environment.GetEnvironmentVariable("HUMEGEN_UPSTREAM") is not { Length: > 0 } upstream)
            return;
        var ours = Directory.GetFiles(folder["new"]).ToDictionary(Title);
        foreach (var file in Directory.GetFiles(upstream, "*.yml").Where(choose))
        {
            File.Delete(ours[Title(file)]);
            File.Copy(file, Path.Combine(folder["new"], Path.GetFileName(file)));
        }
    }

    private static string Title(string file) => File.ReadLines(file).First(l => l.StartsWith("  title: ", StringComparison.Ordinal));

    /// <summary>The specifications of the repository, and the same with an update.</summary>
    private sealed class Update : IDisposable
    {
        private readonly Workspace _folder = new Workspace().WithSpecs("old").WithSpecs("new");

        public Update(string file, params (string Old, string New)[] edits)
        {
            foreach (var (old, @new) in edits)
                _folder.Edit(Path.Combine("new", file), old, @new);
        }

        public Workspace Folder => _folder;

        /// <summary>Asserts what the tool says.</summary>
        public void Changes(string changes, string summary)
        {
            var (exitCode, output, error) = _folder.Run("diff", "old", "new");
            // Which line it is, other tests say of specifications that stay as they are.
            output = System.Text.RegularExpressions.Regex.Replace(output, @":\d+\]", ":#]");
            Assert.Equal($"{changes}\n\n- removed   ! changed, breaking   + added   ~ changed, compatible\n{summary}\n", output);
            Assert.Equal(("", 0), (error, exitCode));
        }

        /// <summary>Asserts that the client, the samples and the tests compile, and that nothing is reported.</summary>
        public void Compiles()
        {
            var (diagnostics, errors) = ClientBuild.Of(_folder["new"]);
            Assert.Empty(diagnostics);
            Assert.True(errors.Count == 0, string.Join("\n", errors.Take(20)));
        }

        public void Dispose() => _folder.Dispose();
    }
}
