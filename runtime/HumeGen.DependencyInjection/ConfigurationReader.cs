using System.Globalization;
using HumeGen;
using Microsoft.Extensions.Configuration;

namespace Hume;

/// <summary>Reads options from configuration. By hand, as they are few, so that it works without reflection and says which value is wrong.</summary>
internal static class ConfigurationReader
{
    private delegate bool Parser<T>(string text, out T value);

    public static void Read(IConfiguration configuration, HumeClientOptions options)
    {
        ReadCredential(configuration, options);
        options.BaseAddress = Value(configuration, "BaseAddress", "an absolute address", ParseAddress, options.BaseAddress);
        options.Timeout = Value(configuration, "Timeout", "a time such as 00:02:00", ParseTime, options.Timeout);
        options.AttemptTimeout = Value(configuration, "AttemptTimeout", "a time such as 00:01:00", ParseTime, options.AttemptTimeout);
        options.ConnectTimeout = Value(configuration, "ConnectTimeout", "a time such as 00:00:10", ParseTime, options.ConnectTimeout);
        options.StreamIdleTimeout = Value(configuration, "StreamIdleTimeout", "a time such as 00:01:00", ParseTime, options.StreamIdleTimeout);
        options.MaxRetries = Value(configuration, "MaxRetries", "a whole number", ParseNumber, options.MaxRetries);
        options.MaxResponseBytes = Value(configuration, "MaxResponseBytes", "a whole number", ParseNumber, options.MaxResponseBytes);
        options.AllowInsecureHttp = Value(configuration, "AllowInsecureHttp", "true or false", bool.TryParse, options.AllowInsecureHttp);
        options.RetryUnsafe = Value(configuration, "RetryUnsafe", "true or false", bool.TryParse, options.RetryUnsafe);
        options.UserAgent = configuration["UserAgent"] ?? options.UserAgent;
    }

    private static void ReadCredential(IConfiguration configuration, HumeClientOptions options)
    {
        // An empty value is none: that is what a placeholder in a settings file looks like.
        var key = configuration["ApiKey"] is { Length: > 0 } text ? text : null;
        if (configuration["SecretKey"] is not { Length: > 0 } secret)
            options.ApiKey = key ?? options.ApiKey;
        else if (key is null)
            throw new InvalidOperationException($"{PathOf(configuration, "SecretKey")} is set, but {PathOf(configuration, "ApiKey")}, which belongs to it, is not.");
        else
            options.Credential = ApiCredential.FromClientCredentials(key, secret);
    }

    private static T Value<T>(IConfiguration configuration, string name, string expected, Parser<T> parse, T unset)
    {
        if (configuration[name] is not { Length: > 0 } text)
            return unset;
        return parse(text, out var value)
            ? value
            : throw new InvalidOperationException($"The configuration value {PathOf(configuration, name)} is not {expected}.");
    }

    private static string PathOf(IConfiguration configuration, string name) =>
        configuration is IConfigurationSection section ? ConfigurationPath.Combine(section.Path, name) : name;

    private static bool ParseAddress(string text, out Uri? value) => Uri.TryCreate(text, UriKind.Absolute, out value);

    private static bool ParseTime(string text, out TimeSpan value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value);

    private static bool ParseNumber(string text, out int value) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);
}
