using Hume.AspNetCore;
using Hume.EmpathicVoice;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.AI;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps endpoints that Hume calls.</summary>
public static class HumeEndpointExtensions
{
    /// <summary>
    /// Maps a POST endpoint for Hume's webhooks. It answers 200 after the handler, 401 to a webhook that is forged, too old or repeated, 400 to a body that is no
    /// event, and 413 to a body that is too long. If the handler throws, the server answers as to any other fault, and the same webhook may come again.
    /// </summary>
    /// <param name="endpoints">Routes of the application.</param>
    /// <param name="pattern">Route, such as <c>/hume/webhook</c>.</param>
    /// <param name="options">Signing key and limits.</param>
    /// <param name="handler">
    /// Handles an event; <see cref="HttpContext.RequestServices"/> has the services, <see cref="HttpContext.RequestAborted"/> ends when the caller hangs up.
    /// </param>
    /// <returns>The endpoint, to add conventions to.</returns>
    /// <exception cref="ArgumentException">The signing key is missing, or an option is out of its range.</exception>
    public static IEndpointConventionBuilder MapHumeWebhook(
        this IEndpointRouteBuilder endpoints, string pattern, HumeWebhookOptions options, Func<IWebhookEvent, HttpContext, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        return endpoints.MapPost(pattern, new WebhookEndpoint(options, handler).HandleAsync);
    }

    /// <summary>
    /// Maps an endpoint that serves a chat client as EVI's custom language model: a POST is answered by server-sent events, a WebSocket by
    /// <c>assistant_input</c> messages. Give EVI the address with <c>https</c> or <c>wss</c>; for server-sent events the route must end in
    /// <c>/chat/completions</c>. The client gets the conversation, with the <see cref="Hume.EmpathicVoice.EmotionScores"/> of each message as its additional
    /// property <c>prosody</c>, and is cancelled when EVI hangs up.
    /// </summary>
    /// <param name="endpoints">Routes of the application.</param>
    /// <param name="pattern">Route, such as <c>/chat/completions</c>.</param>
    /// <param name="client">
    /// Chat client to serve; null takes the <see cref="IChatClient"/> of the request's services. Functions that it calls itself, such as by
    /// <c>UseFunctionInvocation</c>, work in both ways; calls that it leaves to EVI, with server-sent events only.
    /// </param>
    /// <param name="options">Key and limits; null for the defaults, which let everyone in.</param>
    /// <returns>The endpoint, to add conventions to.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static IEndpointConventionBuilder MapHumeLanguageModel(
        this IEndpointRouteBuilder endpoints, string pattern, IChatClient? client = null, HumeLanguageModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var endpoint = new LanguageModelEndpoint(client, options ?? new());
        // The middleware is part of the endpoint, so that the application needs no second line for it.
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(endpoint.HandleAsync);
        return endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Post, HttpMethods.Connect], pipeline.Build());
    }
}
