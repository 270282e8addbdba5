using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>Trades client credentials for access tokens.</summary>
internal sealed class ClientCredentials(ApiPipeline pipeline, PipelineSettings settings, string basicAuthorization)
{
    // Fetching a token twice does no harm.
    private static readonly ApiCallOptions Repeatable = new() { RetryUnsafe = true };

    public async ValueTask<ApiAccessToken> FetchAsync(CancellationToken cancellationToken)
    {
        var form = new FormBody();
        form.Add("grant_type", "client_credentials");
        var request = new ApiRequest(HttpMethod.Post, settings.Api.TokenPath!) { IsAnonymous = true, IsForToken = true, Body = form, Server = settings.Api.TokenServer };
        request.AddHeader("Authorization", $"Basic {basicAuthorization}");

        var sent = settings.Time.GetUtcNow();
        var (token, lifetime) = await pipeline.SendAsync(request, ReadToken, Repeatable, cancellationToken).ConfigureAwait(false);
        try
        {
            return new ApiAccessToken(token, lifetime is { } seconds ? sent.AddSeconds(seconds) : null);
        }
        catch (ArgumentException e)
        {
            throw new ApiResponseException($"The response to {request} holds no usable access token. {e.Message}", e);
        }
    }

    private static (string Token, long? Lifetime) ReadToken(ref Utf8JsonReader reader)
    {
        string? token = null;
        long? lifetime = null;
        JsonRead.StartObject(ref reader, "access token");
        while (JsonRead.NextProperty(ref reader, out var name))
        {
            if (name.SequenceEqual("access_token"u8))
                token = JsonRead.String(ref reader);
            else if (name.SequenceEqual("expires_in"u8) && reader.TokenType == JsonTokenType.Number)
                lifetime = JsonRead.Int64(ref reader);
            else
                reader.Skip();
        }

        return (token ?? throw JsonRead.Missing("access token", "access_token"), lifetime);
    }
}
