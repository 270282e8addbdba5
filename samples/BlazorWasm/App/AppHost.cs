using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using HumeGen;

namespace BlazorWasm.App;

/// <summary>The host that this app came from.</summary>
internal sealed class AppHost(HttpClient http)
{
    public async Task<Settings> GetSettingsAsync() => (await http.GetFromJsonAsync("settings", AppJson.Default.Settings))!;

    /// <summary>Fetches a token. The client asks for the next one before this one expires.</summary>
    public async ValueTask<ApiAccessToken> GetTokenAsync(CancellationToken cancellationToken)
    {
        using var response = await http.PostAsync("token", null, cancellationToken);
        response.EnsureSuccessStatusCode();
        var token = (await response.Content.ReadFromJsonAsync(AppJson.Default.Token, cancellationToken))!;
        return new(token.Value, DateTimeOffset.UtcNow.AddSeconds(token.ExpiresIn));
    }
}

/// <summary>Settings of the host: the voice server, and a note to show.</summary>
internal sealed record Settings(Uri Server, string? Note);

internal sealed record Token(
    [property: JsonPropertyName("access_token")] string Value,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Settings))]
[JsonSerializable(typeof(Token))]
internal sealed partial class AppJson : JsonSerializerContext;
