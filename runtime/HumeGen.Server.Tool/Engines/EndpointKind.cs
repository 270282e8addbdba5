using System.Globalization;
using HumeGen.Server.OpenAI;

namespace HumeGen.Server.Tool.Engines;

/// <summary>The kind <c>openai</c> of several roles: an endpoint with the protocol of OpenAI.</summary>
internal static class EndpointKind
{
    public static EngineKind Chat { get; } = Of([], (endpoint, _) => new OpenAIOptions { Chat = endpoint });

    public static EngineKind Hearing { get; } = Of([], (endpoint, _) => new OpenAIOptions { Hearing = endpoint });

    public static EngineKind Speech { get; } = Of(["voices"], (endpoint, settings) => new OpenAIOptions { Speech = endpoint, Voices = settings.Voices("voices") });

    private static EngineKind Of(IReadOnlyList<string> keys, Func<OpenAIEndpoint, EngineSettings, OpenAIOptions> options) =>
        new("openai", (engines, settings) => engines.AddOpenAI(options(Endpoint(settings), settings)))
        {
            Keys = ["address", "model", "keyVariable", "keyHeader", "apiVersion", "timeoutSeconds", "retries", .. keys],
            Describe = settings => string.Create(CultureInfo.InvariantCulture, $"{settings.RequiredText("model")} at {Address(settings).GetLeftPart(UriPartial.Authority)}"),
            IsByConfiguration = true,
        };

    private static OpenAIEndpoint Endpoint(EngineSettings settings) => new()
    {
        Address = Address(settings),
        Model = settings.RequiredText("model"),
        Key = settings.Secret("keyVariable"),
        KeyHeader = settings.Text("keyHeader"),
        ApiVersion = settings.Text("apiVersion"),
        Timeout = TimeSpan.FromSeconds(settings.Number("timeoutSeconds", 0.1, 3_600) ?? 30),
        Retries = settings.Integer("retries", 0, 10) ?? 2,
    };

    // What follows a host or a user could be a key, so the value is not repeated.
    private static Uri Address(EngineSettings settings) =>
        Uri.TryCreate(settings.RequiredText("address"), UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
            ? address
            : throw settings.Wrong("address", "is not an address such as http://localhost:11434/v1, without a key or a query.");
}
