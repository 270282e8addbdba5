using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using Hume.EmpathicVoice;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HumeGen.SystemTests.Nodes;

/// <summary>Two nodes on one machine: one is killed, or each is stopped and started in its turn, and nothing is lost that a client was told of.</summary>
public sealed class TwoNodesTests
{
    [Fact]
    public async Task A_rolling_restart_takes_the_clients_along_and_loses_nothing()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var chat = await nodes.ChatAsync();
        var group = chat.Metadata!.ChatGroupId;
        var back = Returns(chat);
        var prompts = new ConcurrentBag<string>();
        using var rolled = new CancellationTokenSource();
        var storing = StoreAsync(nodes, prompts, rolled.Token);
        await nodes.SayAsync(chat, "Before the restart.");
        using var joined = await nodes.JoinAsync(nodes.Second, chat.Metadata.ChatId);
        var job = await nodes.MeasureAsync(nodes.First);

        // Traffic goes to the other node first, as in front of any restart.
        nodes.Address.Target = nodes.Second.Address;
        Assert.Equal(0, await nodes.First.StopAsync());
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await nodes.ReadToCloseAsync(joined));
        Assert.True((await back.Reader.ReadAsync(nodes.Patience)).Resumed);
        await nodes.SayAsync(chat, "On the second node.");
        var again = await nodes.StartNodeAsync();
        nodes.Address.Target = again.Address;
        Assert.Equal(0, await nodes.Second.StopAsync());
        Assert.True((await back.Reader.ReadAsync(nodes.Patience)).Resumed);
        await nodes.SayAsync(chat, "On the first node again.");
        await rolled.CancelAsync();
        await storing;

        Assert.Equal(group, chat.Metadata!.ChatGroupId);
        Assert.Equal(2, chat.EarlierMetadata.Count);
        await nodes.AssertAllIsKeptAsync(again, group);
        Assert.Equal(60, await nodes.PredictionsAsync(again, job));
        Assert.NotEmpty(prompts);
        foreach (var prompt in prompts)
            Assert.NotNull((await nodes.GetAsync(again, $"v0/evi/prompts/{prompt}"))["prompts_page"]![0]);
    }

    [Fact]
    public async Task A_node_that_is_killed_in_mid_chat_leaves_chat_and_job_to_the_other()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var chat = await nodes.ChatAsync();
        var group = chat.Metadata!.ChatGroupId;
        var back = Returns(chat);
        await nodes.SayAsync(chat, "Before the kill.");
        using var joined = await nodes.JoinAsync(nodes.Second, chat.Metadata.ChatId);
        var job = await nodes.MeasureAsync(nodes.First);
        var speaking = chat.WaitForAsync<AssistantMessage>(cancellationToken: nodes.Patience);
        await chat.SendAsync(new UserInput { Text = "Say something about kills. And go on. And on." }, nodes.Patience);
        await speaking;

        nodes.Address.Target = nodes.Second.Address;
        await nodes.First.KillAsync();

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await nodes.ReadToCloseAsync(joined));
        Assert.True((await back.Reader.ReadAsync(nodes.Patience)).Resumed);
        await nodes.SayAsync(chat, "After the kill.");
        Assert.Equal((group, 1), (chat.Metadata!.ChatGroupId, chat.EarlierMetadata.Count));
        await nodes.AssertAllIsKeptAsync(nodes.Second, group);
        Assert.Equal(60, await nodes.PredictionsAsync(nodes.Second, job));
    }

    [Fact]
    public async Task The_callback_of_a_job_that_a_killed_node_could_not_send_comes_from_the_next()
    {
        var attempts = Channel.CreateUnbounded<bool>();
        var isUp = false;
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        await using var receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/", () =>
        {
            attempts.Writer.TryWrite(isUp);
            return Results.StatusCode(isUp ? 200 : 503);
        });
        await receiver.StartAsync();
        await using var nodes = await TwoNodes.StartAsync(new Uri(receiver.Urls.First()).Authority);
        var job = await nodes.MeasureAsync(nodes.First, new Uri(receiver.Urls.First()), count: 1);
        // Either node may have taken the job, and goes on trying while nobody takes the callback.
        Assert.Equal(1, await nodes.PredictionsAsync(nodes.First, job));
        Assert.False(await attempts.Reader.ReadAsync(nodes.Patience));

        await nodes.First.KillAsync();
        await nodes.Second.KillAsync();
        isUp = true;
        await nodes.StartNodeAsync();

        while (!await attempts.Reader.ReadAsync(nodes.Patience))
        {
            // An attempt from before the kill.
        }
    }

    private static Channel<RealtimeReconnected> Returns(IChatConnection chat)
    {
        var returns = Channel.CreateUnbounded<RealtimeReconnected>();
        chat.Reconnected += (_, news) => returns.Writer.TryWrite(news);
        return returns;
    }

    /// <summary>Creates prompts, one after the other, and keeps those that were acknowledged.</summary>
    private static async Task StoreAsync(TwoNodes nodes, ConcurrentBag<string> prompts, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                prompts.Add((await nodes.Client.EmpathicVoice.Prompts.CreatePromptAsync(new() { Name = "a prompt", Text = "Be brief." }, cancellationToken: nodes.Patience))!.Id);
                await Task.Delay(20, nodes.Patience);
            }
            catch (ApiClientException)
            {
                // It may be there or not.
            }
        }
    }
}
