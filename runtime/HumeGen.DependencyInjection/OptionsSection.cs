using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace HumeGen.DependencyInjection;

/// <summary>Options of a client in a section of configuration. They are read by hand, so that it works without reflection and each wrong key and value is told.</summary>
internal sealed class OptionsSection(IConfiguration configuration, ApiDescription api)
{
    private const string Time = "a time such as 00:02:00 (hours, minutes, seconds)";
    private const string Number = "a whole number";
    private const int MostTold = 5;
    private const string ApiKey = "ApiKey";
    private const string ApiKeys = "ApiKeys";
    private const string SecretKey = "SecretKey";
    private const string AccessToken = "AccessToken";
    private const string UserName = "UserName";
    private const string Password = "Password";

    private static readonly OptionKey[] Plain =
    [
        new("BaseAddress", "an absolute address such as https://api.example.com", (o, text) => Set(Uri.TryCreate(text, UriKind.Absolute, out var value), () => o.BaseAddress = value)),
        new("Timeout", Time, (o, text) => Set(TryTime(text, out var value), () => o.Timeout = value)),
        new("AttemptTimeout", Time, (o, text) => Set(TryTime(text, out var value), () => o.AttemptTimeout = value)),
        new("ConnectTimeout", Time, (o, text) => Set(TryTime(text, out var value), () => o.ConnectTimeout = value)),
        new("StreamIdleTimeout", Time, (o, text) => Set(TryTime(text, out var value), () => o.StreamIdleTimeout = value)),
        new("UseHttp2", "true or false", (o, text) => Set(bool.TryParse(text, out var value), () => o.UseHttp2 = value)),
        new("AllowInsecureHttp", "true or false", (o, text) => Set(bool.TryParse(text, out var value), () => o.AllowInsecureHttp = value)),
        new("MaxRetries", Number, (o, text) => Set(TryNumber(text, out var value), () => o.MaxRetries = value)),
        new("RetryUnsafe", "true or false", (o, text) => Set(bool.TryParse(text, out var value), () => o.RetryUnsafe = value)),
        new("MaxResponseBytes", Number, (o, text) => Set(TryNumber(text, out var value), () => o.MaxResponseBytes = value)),
        new("UserAgent", "a text", (o, text) => Set(true, () => o.UserAgent = text)) { TakesEmpty = true },
    ];

    // A list that is shown, so in the order in which one looks for them.
    private readonly string[] _known =
        [ApiKey, .. api.TokenPath is null ? Array.Empty<string>() : [SecretKey], AccessToken, UserName, Password, ApiKeys, .. Plain.Select(k => k.Name)];

    /// <summary>The key of a credential that is missing.</summary>
    public string CredentialPath => api is { ApiKeyHeader: null, ApiKeyQuery: null, ApiKeyCookie: null, FurtherKeys.Count: 0, ApiKeyIsToken: false }
        ? $"{PathOf(UserName)} and {PathOf(Password)}" : PathOf(ApiKey);

    /// <summary>Sets options. What is wrong is left out here, as <see cref="Problems"/> tells of it.</summary>
    public void Apply(ApiClientOptions options) => Read(options, []);

    /// <summary>Each wrong key and value, with its path.</summary>
    public List<string> Problems()
    {
        var problems = new List<string>();
        var unknown = configuration.GetChildren().Select(c => c.Key).Where(k => !_known.Contains(k, StringComparer.OrdinalIgnoreCase)).ToList();
        if (unknown.Count > MostTold && configuration is not IConfigurationSection)
        {
            // That is the configuration of the whole program, environment variables included.
            return
            [
                $"The configuration has {unknown.Count} keys that are no options of the client. "
                + $"Give the section with the options, such as configuration.GetSection(\"{api.Name}\").",
            ];
        }

        foreach (var key in unknown)
            problems.Add($"{PathOf(key)} is no option of the client{NearestKey.Hint(key, _known)} There are {string.Join(", ", _known)}.");
        Read(new ApiClientOptions(), problems);
        return problems;
    }

    /// <summary>The place of an option and its value, as a sentence that goes behind a message; empty where the section does not have it.</summary>
    public string Origin(string? option) =>
        Plain.Any(k => k.Name == option) && configuration[option!] is { } text ? $" {PathOf(option!)} is {Show(text)}." : "";

    private void Read(ApiClientOptions options, List<string> problems)
    {
        foreach (var key in Plain)
        {
            if (IsSection(key.Name))
                problems.Add($"{PathOf(key.Name)} is a section, not {key.Expected}.");
            else if (configuration[key.Name] is { } text && (text.Length > 0 || key.TakesEmpty) && !key.TrySet(options, text))
                problems.Add($"{PathOf(key.Name)} is {Show(text)}, not {key.Expected}.");
        }

        ReadKeys(options, problems);
        try
        {
            ReadCredential(options, problems);
        }
        catch (ArgumentException e)
        {
            // It names no secret.
            problems.Add($"The credential in {PathOf("")} cannot be used. {e.Message}");
        }
    }

    private void ReadKeys(ApiClientOptions options, List<string> problems)
    {
        var keys = configuration.GetSection(ApiKeys);
        if (keys.Value is { Length: > 0 })
            problems.Add($"{PathOf(ApiKeys)} is a single value, not a section with a key for each name, as in {PathOf(ApiKeys)}:X-App-Id.");
        foreach (var name in keys.GetChildren().Select(k => k.Key).Where(k => IsSection(ConfigurationPath.Combine(ApiKeys, k))))
            problems.Add($"{PathOf(ConfigurationPath.Combine(ApiKeys, name))} is a section, not a key.");
        if (keys.GetChildren().Where(k => k.Value is { Length: > 0 }).ToDictionary(k => k.Key, k => k.Value!) is { Count: > 0 } named)
            options.ApiKeys = named;
    }

    private void ReadCredential(ApiClientOptions options, List<string> problems)
    {
        foreach (var name in new[] { ApiKey, SecretKey, AccessToken, UserName, Password }.Where(IsSection))
            problems.Add($"{PathOf(name)} is a section, not a text.");
        var (key, secret, token, user, password) = (Text(ApiKey), Text(SecretKey), Text(AccessToken), Text(UserName), Text(Password));
        if (new[] { secret, token, user }.Count(c => c is not null) > 1)
            problems.Add($"Of {PathOf(SecretKey)}, {PathOf(AccessToken)} and {PathOf(UserName)} only one can be set.");
        else if (secret is not null && key is null)
            problems.Add($"{PathOf(SecretKey)} is set, but {PathOf(ApiKey)}, which belongs to it, is not.");
        else if (user is null != password is null)
            problems.Add($"{PathOf(user is null ? Password : UserName)} is set, but {PathOf(user is null ? UserName : Password)}, which belongs to it, is not.");
        else if (secret is not null)
            options.Credential = ApiCredential.FromClientCredentials(key!, secret);
        else if (token is not null)
            options.Credential = ApiCredential.FromAccessToken(token);
        else if (user is not null)
            options.Credential = ApiCredential.FromBasic(user, password!);
        if (secret is null)
            options.ApiKey = key ?? options.ApiKey;
    }

    // An empty value is none: that is what a placeholder in a settings file looks like.
    private string? Text(string name) => configuration[name] is { Length: > 0 } text ? text : null;

    private bool IsSection(string name) => configuration.GetSection(name) is { Value: null } section && section.GetChildren().Any();

    private string PathOf(string name) =>
        configuration is not IConfigurationSection section ? name : name.Length == 0 ? section.Path : ConfigurationPath.Combine(section.Path, name);

    // An address may hold a login or a key.
    private static string Show(string text) => text.AsSpan().IndexOfAny('@', '?') >= 0 || text.Length > 200 ? "a text" : $"'{text}'";

    private static bool Set(bool isRight, Action set)
    {
        if (isRight)
            set();
        return isRight;
    }

    // A number alone would be days, and so would 24 hours and more; nobody means that.
    private static bool TryTime(string text, out TimeSpan value) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value)
        && text.Contains(':', StringComparison.Ordinal)
        && (value.Days == 0 || text.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 && dot < text.IndexOf(':', StringComparison.Ordinal));

    private static bool TryNumber(string text, out int value) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);

    /// <summary>A key of the section that holds one value.</summary>
    private sealed record OptionKey(string Name, string Expected, Func<ApiClientOptions, string, bool> TrySet)
    {
        /// <summary>Whether an empty text is a value, and not the absence of one.</summary>
        public bool TakesEmpty { get; init; }
    }
}
