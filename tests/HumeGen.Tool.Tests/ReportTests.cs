namespace HumeGen.Tool.Tests;

/// <summary>Reports of <c>diff</c> and its exit codes.</summary>
public class ReportTests
{
    private const string Radio = """
        asyncapi: 2.6.0
        info: {title: Radio, version: '1'}
        servers: {main: {url: wss://radio.example, protocol: wss}}
        channels:
          /talk:
            bindings: {ws: {query: {type: object, properties: {volume: {type: integer}}}}}
            publish: {message: {oneOf: [{$ref: '#/components/messages/Say'}, {$ref: '#/components/messages/Shout'}]}}
            subscribe: {message: {oneOf: [{$ref: '#/components/messages/Heard'}, {$ref: '#/components/messages/Noise'}]}}
        components:
          messages:
            Say: {payload: {$ref: '#/components/schemas/Say'}}
            Shout: {payload: {$ref: '#/components/schemas/Shout'}}
            Heard: {payload: {$ref: '#/components/schemas/Heard'}}
            Noise: {contentType: application/octet-stream, payload: {type: string, format: binary}}
          schemas:
            Say: {type: object, required: [type], properties: {type: {const: say, type: string}, text: {type: string}}}
            Shout: {type: object, required: [type], properties: {type: {const: shout, type: string}, text: {type: string}}}
            Heard: {type: object, required: [type], properties: {type: {const: heard, type: string}, text: {type: string}}}
        """;

    private const string Overlay = """
        overlay: 1.0.0
        info: {title: Names, version: '1'}
        actions:
          - {target: $.components.schemas.Heard, update: {x-humegen-name: Received}}
        """;

    [Fact]
    public void The_text_says_what_a_channel_takes_and_gives()
    {
        using var folder = Channels();

        var (exitCode, output, error) = folder.Run("diff", "old", "new");

        Assert.Equal("""
            Channel Radio.TalkConnection
              - SendAsync no longer takes Shout  [old/radio.yml:17]
              - Noise no longer arrives  [old/radio.yml:14]
              ! ConnectAsync: the argument query must be given now  [new/radio.yml:5]
              + SendAsync takes Whisper  [new/radio.yml:17]
              + Sung may arrive  [new/radio.yml:19]
              ~ The address is wss://radio.example/v2/talk, was wss://radio.example/talk  [new/radio.yml:5]

            Type Radio.ITalkServerMessage
              + string Type  [new/radio.yml:8]

            Type Radio.Noise
              - The binary frame is gone.  [old/radio.yml:14]

            Type Radio.Shout
              - The record with 2 properties is gone. Radio.Whisper is new and has the same shape: it may be a new name.  [old/radio.yml:17]

            Type Radio.Sung
              + The record with 1 property is new.  [new/radio.yml:19]

            Type Radio.TalkConnectRequest
              ! required long Volume, was long? Volume: it must be set now  [new/radio.yml:6]

            Type Radio.Whisper
              + The record with 2 properties is new.  [new/radio.yml:17]

            - removed   ! changed, breaking   + added   ~ changed, compatible
            6 breaking (4 removed, 2 changed), 6 compatible (5 added, 1 changed).

            """, output);
        Assert.Equal((0, ""), (exitCode, error));
    }

    [Fact]
    public void Markdown_has_a_line_of_counts_and_a_section_for_each_kind()
    {
        using var folder = Channels();

        var (exitCode, output, _) = folder.Run("diff", "old", "new", "--format", "markdown", "--output", "report.md", "--fail-on-breaking");

        Assert.Equal((Terminal.Breaking, ""), (exitCode, output));
        Assert.Equal("""
            **6 breaking (4 removed, 2 changed), 6 compatible (5 added, 1 changed)**

            ### Removed (breaking): 4

            - Channel `Radio.TalkConnection`
              - `SendAsync` no longer takes `Shout` <sub>old/radio.yml:17</sub>
              - `Noise` no longer arrives <sub>old/radio.yml:14</sub>
            - Type `Radio.Noise`
              - The binary frame is gone. <sub>old/radio.yml:14</sub>
            - Type `Radio.Shout`
              - The record with 2 properties is gone. `Radio.Whisper` is new and has the same shape: it may be a new name. <sub>old/radio.yml:17</sub>

            ### Changed (breaking): 2

            - Channel `Radio.TalkConnection`
              - `ConnectAsync`: the argument `query` must be given now <sub>new/radio.yml:5</sub>
            - Type `Radio.TalkConnectRequest`
              - `required long Volume`, was `long? Volume`: it must be set now <sub>new/radio.yml:6</sub>

            ### Added: 5

            - Channel `Radio.TalkConnection`
              - `SendAsync` takes `Whisper` <sub>new/radio.yml:17</sub>
              - `Sung` may arrive <sub>new/radio.yml:19</sub>
            - Type `Radio.ITalkServerMessage`
              - `string Type` <sub>new/radio.yml:8</sub>
            - Type `Radio.Sung`
              - The record with 1 property is new. <sub>new/radio.yml:19</sub>
            - Type `Radio.Whisper`
              - The record with 2 properties is new. <sub>new/radio.yml:17</sub>

            ### Changed (compatible): 1

            - Channel `Radio.TalkConnection`
              - The address is `wss://radio.example/v2/talk`, was `wss://radio.example/talk` <sub>new/radio.yml:5</sub>

            """.ReplaceLineEndings("\n"), File.ReadAllText(folder["report.md"]));
    }

    [Fact]
    public void An_overlay_can_be_given_for_both_and_says_what_no_longer_fits()
    {
        using var folder = new Workspace().With("old.yml", Radio).With("new.yml", Radio).With("names.yml", Overlay)
            .Edit("new.yml", "    Heard: {type", "    Listened: {type").Edit("new.yml", "schemas/Heard", "schemas/Listened");

        var (exitCode, output, _) = folder.Run("diff", "old.yml", "new.yml", "--overlay", "names.yml");

        Assert.Contains("Type Radio.Received\n  - The record with 2 properties is gone. Radio.Listened is new and has the same shape: it may be a new name.  [old.yml:18]\n", output, StringComparison.Ordinal);
        Assert.Contains(
            "New diagnostics\n  names.yml(4,14): warning HG0021: The target '$.components.schemas.Heard' matches nothing in any document: there is no 'Heard' in '$.components.schemas'. Correct the target, or remove the action if the document no longer needs it.\n",
            output,
            StringComparison.Ordinal);
        Assert.EndsWith("; 1 new diagnostic.\n", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void What_was_wrong_before_is_not_told_again_though_its_line_has_moved()
    {
        using var folder = new Workspace().With("old.yml", Radio).With("new.yml", "# One line more.\n" + Radio)
            .With("names.yml", Overlay.Replace("Heard", "Gone", StringComparison.Ordinal));

        Assert.Equal((0, "Nothing changes for callers.\n", ""), folder.Run("diff", "old.yml", "new.yml", "--overlay", "names.yml"));
    }

    [Fact]
    public void What_cannot_be_read_is_told_and_fails_whatever_changed()
    {
        using var folder = new Workspace().With("old.yml", Radio).With("new.yml", Radio.Replace("info: {", "info: {{", StringComparison.Ordinal));

        var (exitCode, output, _) = folder.Run("diff", "old.yml", "new.yml");

        Assert.Equal(Terminal.Failure, exitCode);
        Assert.Contains("New diagnostics\n  new.yml(", output, StringComparison.Ordinal);
        Assert.Contains("error HG0001", output, StringComparison.Ordinal);

        (exitCode, output, _) = folder.Run("diff", "new.yml", "old.yml");
        Assert.Equal(Terminal.Failure, exitCode);
        Assert.StartsWith("old: new.yml(", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_specification_holds_cannot_break_out_of_a_line()
    {
        using var folder = new Workspace().With("old.yml", Radio).With("new.yml", Radio)
            .Edit("new.yml", "type: {const: say, type: string}", "type: {const: \"say`\\n# Boo\\n\", type: string}");

        var (_, output, _) = folder.Run("diff", "old.yml", "new.yml", "--format", "markdown");

        Assert.Contains("`Type => \"say  # Boo \"`, was `Type => \"say\"`", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n#  Boo", output, StringComparison.Ordinal);
    }

    private static Workspace Channels() => new Workspace().With("old/radio.yml", Radio).With("new/radio.yml", Radio)
        .Edit("new/radio.yml", "wss://radio.example", "wss://radio.example/v2")
        .Edit("new/radio.yml", "query: {type: object, properties", "query: {type: object, required: [volume], properties")
        .Edit("new/radio.yml", "messages/Shout'", "messages/Whisper'")
        .Edit("new/radio.yml", "    Shout: {payload: {$ref: '#/components/schemas/Shout'}}", "    Whisper: {payload: {$ref: '#/components/schemas/Whisper'}}")
        .Edit("new/radio.yml", "    Shout: {type", "    Whisper: {type")
        .Edit("new/radio.yml", "messages/Noise'", "messages/Sung'")
        .Edit("new/radio.yml", "    Noise: {contentType: application/octet-stream, payload: {type: string, format: binary}}", "    Sung: {payload: {$ref: '#/components/schemas/Sung'}}")
        .Append("new/radio.yml", "\n    Sung: {type: object, required: [type], properties: {type: {const: sung, type: string}}}\n");
}
