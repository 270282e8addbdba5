using System.Text.RegularExpressions;

namespace HumeGen.Tool.Tests;

/// <summary>Effects of an updated specification on the client and on the code that uses it, and the tool's report.</summary>
public class SpecUpdateTests
{
    private const string Channels = "hume.asyncapi.yml";

    [Fact]
    public void A_new_operation_is_a_new_method()
    {
        using var update = new Update("hume-evi-openapi.yml", (@"(?=    get:\n      operationId: list-prompts\n)", """
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
        using var update = new Update(Channels, (@"\n    AssistantEnd:\n      type: object\n(?:.*\n)*?      properties:\n", "$0        reason: {type: string, description: Why it has.}\n"));

        update.Changes(
            """
            Type Hume.EmpathicVoice.AssistantEnd
              + string? Reason  [new/hume.asyncapi.yml:#]
            """,
            "0 breaking (0 removed, 0 changed), 1 compatible (1 added, 0 changed).");
        update.Compiles();
    }

    [Fact]
    public void A_new_message_is_one_more_that_may_arrive()
    {
        const string Reference = "$0          - $ref: '#/components/messages/Laughter'\n";
        using var update = new Update(
            Channels,
            (@"operationId: eviChatReceive\n(?:.*\n)*?        oneOf:\n", Reference),
            (@"operationId: eviChatConnectReceive\n(?:.*\n)*?        oneOf:\n", Reference),
            (@"\n    SubscribeEvent:\n(?:.*\n)*?      oneOf:\n", "$0        - $ref: '#/components/schemas/Laughter'\n"),
            (@"\n  messages:\n", "$0    Laughter: {payload: {$ref: '#/components/schemas/Laughter'}}\n"),
            (@"\n  schemas:\n", """
                $0    Laughter:
                      type: object
                      description: The user laughed.
                      required: [type]
                      properties:
                        type: {type: string, enum: [laughter], description: Always laughter.}

                """));

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
        using var update = new Update("hume-evi-openapi.yml", (@"\n    LanguageModelType:\n(?:.*\n)*?      enum:\n", "$0        - parrot-1\n"));

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
        using var update = new Update("hume-evi-openapi.yml", (@"schemas/posted_prompt(?="")", "schemas/prompt_to_post"), (@"\n    posted_prompt:", "\n    prompt_to_post:"));

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
        const string Schema = @"(\n    WebhookEventChatStarted:\n(?:.*\n)*?)";
        using var update = new Update("hume-evi-openapi.yml", (Schema + @"        start_time:\n(?:          .*\n)+", "$1"), (Schema + @"        - start_time\n", "$1"));

        var (exitCode, output, _) = update.Folder.Run("diff", "old", "new", "--fail-on-breaking");
        Assert.Equal(Terminal.Breaking, exitCode);
        Assert.Matches(@"Type Hume\.EmpathicVoice\.WebhookEventChatStarted\n  - required DateTimeOffset StartTime  \[old/hume-evi-openapi\.yml:\d+\]\n", output);
        Assert.Matches(@"new/hume-evi-openapi\.overlay\.yml\(\d+,13\): warning HG0021: The target '\$\.components\.schemas\.\*\.properties\.start_time' matches nothing", output);

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
        Assert.Contains(diagnostics, d => d.Id == "HG0021");
        Assert.Contains(errors, e => e.Contains("StreamInputConnection", StringComparison.Ordinal));
        Assert.Contains("Channel Hume.Tts.StreamInputConnection\n  - The channel is gone", output, StringComparison.Ordinal);
        Assert.All(diagnostics, d => Assert.Contains(d.GetMessage(System.Globalization.CultureInfo.InvariantCulture), output, StringComparison.Ordinal));
    }

    private static void Publish(Workspace folder, Func<string, bool> choose)
    {
        var ours = Directory.GetFiles(folder["new"]).ToDictionary(f => Title(File.ReadLines(f)));
        var published = Published(ours.Values.ToList()).Where(p => choose(p.Name)).ToList();
        Assert.NotEmpty(published);
        foreach (var (name, text) in published)
        {
            File.Delete(ours[Title(text.Split('\n'))]);
            folder.With(Path.Combine("new", name), text);
        }
    }

    // HUMEGEN_UPSTREAM is the folder of the published documents. Without it, ours stand in for them: under other names, without summaries, and without
    // the channel that the published document lacks.
    private static IEnumerable<(string Name, string Text)> Published(IReadOnlyList<string> ours) =>
        Environment.GetEnvironmentVariable("HUMEGEN_UPSTREAM") is { Length: > 0 } upstream
            ? Directory.GetFiles(upstream, "*.yml").Select(f => (Path.GetFileName(f), File.ReadAllText(f)))
            : ours.Select(f => (
                "published-" + Path.GetFileName(f),
                Regex.Replace(File.ReadAllText(f), @"(?<=\n) +summary: .*\n|(?<=\n)  /stream/input:\n(?:    .*\n)*", "")));

    private static string Title(IEnumerable<string> lines) => lines.First(l => l.StartsWith("  title: ", StringComparison.Ordinal));

    /// <summary>The specifications of the repository, and the same with an update.</summary>
    private sealed class Update : IDisposable
    {
        private readonly Workspace _folder = new Workspace().WithSpecs("old").WithSpecs("new");

        /// <param name="file">The document that is updated.</param>
        /// <param name="edits">Patterns that match by structure, as descriptions may change, and their replacements.</param>
        public Update(string file, params (string Pattern, string Replacement)[] edits)
        {
            var path = Path.Combine("new", file);
            var text = File.ReadAllText(_folder[path]);
            foreach (var (pattern, replacement) in edits)
            {
                Assert.Single(Regex.Matches(text, pattern));
                text = Regex.Replace(text, pattern, replacement);
            }

            _folder.With(path, text);
        }

        public Workspace Folder => _folder;

        /// <summary>Asserts what the tool says.</summary>
        public void Changes(string changes, string summary)
        {
            var (exitCode, output, error) = _folder.Run("diff", "old", "new");
            // Which line it is, other tests say of specifications that stay as they are.
            output = Regex.Replace(output, @":\d+\]", ":#]");
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
