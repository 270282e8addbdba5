using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Chats;

/// <summary>Clients that do things in odd orders, several at once, or not at all.</summary>
public sealed class OddClientTests
{
    [Fact]
    public async Task Who_joins_and_does_not_read_holds_up_nobody_else()
    {
        await using var host = await HumeHost.StartAsync(Served.Server);
        var (chat, metadata) = await host.OpenChatAsync("allow_connection=true");
        await using var _ = chat;
        await using var deaf = await HumeSocket.OpenAsync(host, $"/v0/evi/chat/{metadata["chat_id"]}/connect");
        await deaf.ReadAsync("chat_metadata");

        await chat.SendAsync(new JsonObject { ["type"] = "assistant_input", ["text"] = string.Concat(Enumerable.Repeat("This goes on and on. ", 900)) });
        await chat.ReadUntilAsync("assistant_end");
    }

    [Fact]
    public async Task Whoever_joins_while_the_chat_ends_hears_of_the_end()
    {
        await using var host = await HumeHost.StartAsync(Served.Server);
        for (var round = 0; round < 20; round++)
        {
            var (chat, metadata) = await host.OpenChatAsync("allow_connection=true");
            var path = $"/v0/evi/chat/{metadata["chat_id"]}/connect";
            var joining = Enumerable.Range(0, 4).Select(_ => HumeSocket.OpenAsync(host, path)).ToList();
            await chat.Client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
            foreach (var join in joining)
            {
                await using var joined = await join;
                while (await joined.ReadAsync() is not null)
                {
                    // What was said before the end.
                }

                Assert.Contains((int?)joined.Client.CloseStatus, (int?[])[1000, 1008]);
            }

            await chat.DisposeAsync();
        }
    }

    [Fact]
    public async Task Chats_that_interrupt_again_and_again_all_come_to_their_last_answer()
    {
        await using var host = await HumeHost.StartAsync(Served.Server);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var (chat, _) = await host.OpenChatAsync("session_settings[custom_session_id]=" + i);
            await using var _ = chat;
            for (var turn = 0; turn < 5; turn++)
                await chat.SayAsync($"Chat {i}, turn {turn}");

            var last = false;
            while (await chat.ReadAsync() is { } message)
            {
                last |= Said(message) == $"Chat {i}, turn 4";
                if (last && (string?)message["type"] == "assistant_end")
                    return;
            }

            Assert.Fail("Closed before the end.");
        }));
    }

    [Fact]
    public async Task A_tool_that_is_answered_twice_too_late_or_never_leaves_the_chat_in_order()
    {
        var model = new ScriptedChatClient((call, messages, _, _) => messages[^1].Text.Contains("dice", StringComparison.Ordinal)
            ? Calls("dice")
            : ScriptedChatClient.Texts(messages[^1].Role == ChatRole.Tool ? "The tool says so." : "All right."));
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.Chat = model);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;
        await chat.SendAsync("""{"type":"session_settings","tools":[{"type":"function","name":"dice","parameters":"{}"}]}""");
        await chat.ReadAsync("session_settings");

        await chat.SayAsync("dice");
        var never = (await chat.ReadUntilAsync("tool_call"))[^1];
        await chat.SayAsync("dice");
        var call = (await chat.ReadUntilAsync("tool_call"))[^1];
        await chat.SendAsync($$"""{"type":"tool_response","tool_call_id":"{{call["tool_call_id"]}}","content":"6"}""");
        await chat.ReadUntilAsync("assistant_end");
        await chat.SendAsync($$"""{"type":"tool_response","tool_call_id":"{{call["tool_call_id"]}}","content":"5"}""");
        Assert.Equal("E0400", (string?)(await chat.ReadAsync("error"))["code"]);
        await chat.SendAsync($$"""{"type":"tool_error","tool_call_id":"{{never["tool_call_id"]}}","error":"late"}""");
        await chat.ReadUntilAsync("assistant_end");

        var results = model.Calls[^1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => result.Result?.ToString());
        Assert.Equal(["6"], results.Where(text => text is "6" or "5"));
    }

    [Fact]
    public async Task A_hang_up_beside_another_call_ends_the_chat()
    {
        var model = ScriptedChatClient.With([new TextContent("Goodbye."), new FunctionCallContent("a", "dice"), new FunctionCallContent("b", "hang_up")]);
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.Chat = model);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;
        await chat.SendAsync(
            """{"type":"session_settings","tools":[{"type":"function","name":"dice","parameters":"{}"}],"builtin_tools":[{"name":"hang_up"}]}""");
        await chat.ReadAsync("session_settings");

        await chat.SayAsync("Bye");

        Assert.Contains(await chat.ReadToCloseAsync(1000), message => (string?)message["type"] == "audio_output");
    }

    [Fact]
    public async Task Messages_in_parts_and_mixed_kinds_of_frames_are_one_conversation()
    {
        await using var host = await HumeHost.StartAsync(Served.Server);
        await using var chat = await host.OpenForSoundAsync();
        var text = Encoding.UTF8.GetBytes("""{"type":"user_input","text":"Grüße"}""");
        for (var i = 0; i < text.Length; i++)
            await chat.Client.SendAsync(text.AsMemory(i, 1), WebSocketMessageType.Text, i == text.Length - 1, CancellationToken.None);

        Assert.Equal("Grüße", Said(await chat.ReadAsync("user_message")));
        await chat.ReadUntilAsync("assistant_end");

        // Pieces of an odd length, as JSON and as they are, in turns, with a typed message and settings between them.
        var pieces = ((byte[])[.. Speech(1000), .. Silence(900)]).Chunk(1001).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i % 2 == 0)
                await chat.SendBinaryAsync(pieces[i]);
            else
                await chat.SendAsync(new JsonObject { ["type"] = "audio_input", ["data"] = Convert.ToBase64String(pieces[i]) });

            if (i == 5)
                await chat.SendBinaryAsync(Encoding.UTF8.GetBytes("""{"type":"session_settings","custom_session_id":"between"}"""));
        }

        await chat.ReadAsync("session_settings");
        var heard = await chat.ReadUntilAsync("user_message");
        Assert.Equal(("between", 1000), ((string?)heard[^1]["custom_session_id"], (int)heard[^1]["time"]!["end"]!));
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Calls(string name)
    {
        await Task.Yield();
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent("x", name)]);
    }
}
