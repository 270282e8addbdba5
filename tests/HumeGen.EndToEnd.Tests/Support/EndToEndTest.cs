using Hume.EmpathicVoice;
using HumeGen.Simulator;

namespace Hume.EndToEnd;

/// <summary>A client, and a simulator that it talks to.</summary>
public abstract class EndToEndTest : IAsyncLifetime
{
    private protected HumeSimulator Simulator { get; private set; } = null!;

    private protected HumeClient Hume { get; private set; } = null!;

    private protected Uri Address { get; private set; } = null!;

    // Only so that a test that would hang fails instead; no test passes or fails by how fast it is.
    private protected CancellationToken Patience { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public async Task InitializeAsync()
    {
        (Address, var key) = await StartAsync();
        Hume = new HumeClient(new HumeClientOptions { BaseAddress = Address, ApiKey = key });
    }

    public async Task DisposeAsync()
    {
        Hume.Dispose();
        if (Simulator is not null)
            await Simulator.DisposeAsync();
    }

    /// <summary>The answer of a tool as the history of the chat has it: the server sends no answer of a user's tool back.</summary>
    private protected async Task<string?> ToolAnswerAsync(IChatConnection chat)
    {
        var metadata = await chat.WaitForMetadataAsync(Patience);
        await foreach (var entry in Hume.EmpathicVoice.Chats.ListChatEventsAsync(metadata.ChatId, cancellationToken: Patience))
        {
            if (entry.Type == ReturnChatEventType.FunctionCallResponse)
                return entry.MessageText;
        }

        return null;
    }

    /// <summary>Starts what the client talks to.</summary>
    private protected virtual async Task<(Uri Address, string Key)> StartAsync()
    {
        Simulator = await HumeSimulator.StartAsync();
        return (Simulator.BaseAddress, Simulator.ApiKey);
    }
}
