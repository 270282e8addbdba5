using System.Text;
using HumeGen.Server.Authentication;

namespace HumeGen.Server.Tests.Keys;

/// <summary>A server with keys in a store.</summary>
internal sealed class KeyedHost : IAsyncDisposable
{
    private KeyedHost(HumeHost hume, IKeyStore store) => (Hume, Store) = (hume, store);

    public HumeHost Hume { get; }

    public IKeyStore Store { get; }

    public static async Task<KeyedHost> StartAsync(Action<HumeServerOptions>? configure = null, IKeyStore? store = null)
    {
        store ??= new MemoryKeyStore();
        var hume = await HumeHost.StartServerAsync(options =>
        {
            options.Stores.Keys = store;
            configure?.Invoke(options);
        });
        return new KeyedHost(hume, store);
    }

    public async Task<NewKey> AddKeyAsync(KeyLimits? limits = null)
    {
        var key = NewKey.Create("an app", limits ?? new KeyLimits(), DateTimeOffset.UtcNow);
        await Store.AddAsync(key.Stored);
        return key;
    }

    public HttpClient Client(NewKey key) => Hume.Client(("X-Hume-Api-Key", key.ApiKey));

    public async Task<Reply> GetAsync(NewKey key, string path = "/v0/evi/tools")
    {
        using var http = Client(key);
        using var response = await http.GetAsync(path);
        return await Reply.OfAsync(response);
    }

    /// <summary>Lets the server speak: about a second for 15 letters.</summary>
    public async Task<HttpResponseMessage> SpeakAsync(NewKey key, string text)
    {
        using var http = Client(key);
        using var body = new StringContent($$$"""{"utterances":[{"text":"{{{text}}}"}],"format":{"type":"pcm"}}""", Encoding.UTF8, "application/json");
        return await http.PostAsync("/v0/tts/file", body);
    }

    public async Task<string> TokenAsync(NewKey key)
    {
        using var http = Hume.Client(("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key.ApiKey}:{key.SecretKey}"))));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
        using var response = await http.PostAsync("/oauth2-cc/token", form);
        return (string)(await Reply.OfAsync(response)).Json["access_token"]!;
    }

    public ValueTask DisposeAsync() => Hume.DisposeAsync();
}
