using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hume.AspNetCore;

/// <summary>Lets EVI in and answers it in the way that it asks: by server-sent events or over a WebSocket.</summary>
internal sealed class LanguageModelEndpoint
{
    private readonly IChatClient? _client;
    private readonly HumeLanguageModelOptions _options;
    private readonly byte[]? _authorization;

    public LanguageModelEndpoint(IChatClient? client, HumeLanguageModelOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRequestBytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.ExpressionsInText);
        if (options.ApiKey is { } key)
        {
            if (string.IsNullOrWhiteSpace(key))
                throw new ArgumentException("The API key is empty. Set one, or null to let everyone in.", nameof(options));
            if (key.Trim().Length != key.Length)
                throw new ArgumentException("The API key begins or ends with white space, such as the line break of a file. Remove it.", nameof(options));
            _authorization = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        }

        _client = client;
        _options = options;
    }

    public async Task HandleAsync(HttpContext context)
    {
        if (!IsAllowed(context.Request))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Problem.WriteAsync(context, StatusCodes.Status401Unauthorized, "The bearer token is missing or wrong.").ConfigureAwait(false);
            return;
        }

        var services = context.RequestServices;
        var client = _client ?? services.GetService<IChatClient>()
            ?? throw new InvalidOperationException("There is no chat client to serve. Register an IChatClient, or give one to MapHumeLanguageModel.");
        var logger = services.GetService<ILoggerFactory>()?.CreateLogger("Hume.LanguageModel");
        var model = new LanguageModel(client, _options, logger);
        if (context.WebSockets.IsWebSocketRequest)
            await new LanguageModelSocket(model, context, _options.MaxRequestBytes).RunAsync().ConfigureAwait(false);
        else if (HttpMethods.IsPost(context.Request.Method))
            await LanguageModelEvents.AnswerAsync(model, context, _options.MaxRequestBytes).ConfigureAwait(false);
        else
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "Send a POST, or open a WebSocket.").ConfigureAwait(false);
    }

    // Digests are of one length, so the time of the comparison says nothing of the key.
    private bool IsAllowed(HttpRequest request)
    {
        if (_authorization is null)
            return true;
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(_authorization, SHA256.HashData(Encoding.UTF8.GetBytes(header["Bearer ".Length..].Trim())));
    }
}
