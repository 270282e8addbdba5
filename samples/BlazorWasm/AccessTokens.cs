using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BlazorWasm;

/// <summary>Buys access tokens with the key. A token lives 30 minutes: all that someone gains who takes one out of the browser.</summary>
internal sealed class AccessTokens(HttpClient http, string key, string secret)
{
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses the key.</exception>
    public async Task<AccessToken?> CreateAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth2-cc/token")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{secret}"))) },
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(HostJson.Default.AccessToken, cancellationToken);
    }
}

/// <summary>A token, by the names of OAuth.</summary>
internal sealed record AccessToken(
    [property: JsonPropertyName("access_token")] string Value,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);

/// <summary>Settings of the app.</summary>
internal sealed record AppSettings(Uri Server, string? Note);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AccessToken))]
[JsonSerializable(typeof(AppSettings))]
internal sealed partial class HostJson : JsonSerializerContext;
