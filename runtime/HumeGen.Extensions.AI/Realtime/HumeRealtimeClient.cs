using Hume.EmpathicVoice;
using Microsoft.Extensions.AI;

namespace Hume.AI;

/// <summary>Chats with EVI as realtime sessions.</summary>
internal sealed class HumeRealtimeClient(IEmpathicVoiceChatClient chat, ChatConnectRequest request) : IRealtimeClient
{
    public async Task<IRealtimeClientSession> CreateSessionAsync(RealtimeSessionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var settings = RealtimeSettings.From(options);
        var connection = await chat.ConnectAsync(options.Model is { } id ? request with { ConfigId = id } : request, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        try
        {
            await connection.SendAsync(settings, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new HumeRealtimeSession(connection, options);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => Conversions.Find(serviceType, serviceKey, this, chat);

    public void Dispose()
    {
        // The client inside is the caller's.
    }
}
