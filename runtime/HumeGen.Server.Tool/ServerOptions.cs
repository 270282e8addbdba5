using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tool;

/// <summary>The options of the server, and the variables of the environment that stand for some of them.</summary>
internal static class ServerOptions
{
    /// <summary>The variable of the environment with the API key.</summary>
    public const string KeyVariable = "HUMEGEN_SERVER_KEY";

    /// <summary>The variable of the environment with the secret of the API key.</summary>
    public const string SecretVariable = "HUMEGEN_SERVER_SECRET";

    /// <summary>The variable of the environment with the password of the certificate's private key.</summary>
    public const string PasswordVariable = "HUMEGEN_SERVER_CERTIFICATE_PASSWORD";

    /// <summary>The variable of the environment with the key that signs webhooks.</summary>
    public const string WebhookKeyVariable = "HUMEGEN_SERVER_WEBHOOK_KEY";

    private const int DefaultPort = 5080;
    public const string Deterministic = "deterministic";

    public static readonly Option<IPAddress> Address = new("--address")
    {
        Description = "The IP address to listen on. 127.0.0.1 lets in this machine only, 0.0.0.0 and :: let in others.",
        HelpName = "ip",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = ParseAddress,
    };

    public static readonly Option<int> Port = new("--port")
    {
        Description = "The port to listen on; 0 takes a free one.",
        HelpName = "number",
        DefaultValueFactory = _ => DefaultPort,
        CustomParser = ParsePort,
    };

    public static readonly Option<string?> Key = new("--key")
    {
        Description = $"The API key that clients send. Better in the environment as {KeyVariable}, as other users of the machine see arguments. Made and printed unless given.",
        HelpName = "key",
    };

    public static readonly Option<string?> Secret = new("--secret")
    {
        Description = $"The secret that belongs to the key, for clients that ask for tokens; also {SecretVariable}. Made and printed unless given.",
        HelpName = "secret",
    };

    public static readonly Option<string?> Certificate = new("--certificate")
    {
        Description = "Serves TLS with the certificate in this PEM or PFX file.",
        HelpName = "file",
    };

    public static readonly Option<string?> CertificateKey = new("--certificate-key")
    {
        Description = "The PEM file with the private key, when it is not in the file of the certificate.",
        HelpName = "file",
    };

    public static readonly Option<string?> CertificatePasswordFile = new("--certificate-password-file")
    {
        Description = $"The file with the password of the private key; also {PasswordVariable} with the password itself.",
        HelpName = "file",
    };

    public static readonly Option<string[]> CorsOrigin = new("--cors-origin")
    {
        Description = "Lets in the web pages of this origin, such as https://app.example, and no others; can be given several times. Any page with a key is let in unless given.",
        HelpName = "origin",
        DefaultValueFactory = _ => [],
    };

    public static readonly Option<string[]> AllowedAddress = new("--allowed-address")
    {
        Description = "Lets the server call this address, such as app.example, localhost:8000 or 10.0.0.0/8, for webhooks, callbacks and custom language models; "
            + "can be given several times. None is called unless given.",
        HelpName = "address",
        DefaultValueFactory = _ => [],
    };

    public static readonly Option<string?> WebhookKey = new("--webhook-key")
    {
        Description = $"The key that signs webhooks and callbacks; also {WebhookKeyVariable}. The API key unless given.",
        HelpName = "key",
    };

    public static readonly Option<string[]?> ForwardedHeaders = new("--forwarded-headers")
    {
        Description = "Believes the X-Forwarded headers of a reverse proxy: one on this machine, or those with the addresses and networks that follow.",
        HelpName = "ip|network",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    public static readonly Option<string> PathBase = new("--path-base")
    {
        Description = "The path below which the server answers, such as /hume.",
        HelpName = "path",
        DefaultValueFactory = _ => "",
    };

    public static readonly Option<string> Engines = new("--engines")
    {
        Description = "Where the engines come from: 'found' takes the best of what is installed, 'deterministic' invents the same for the same input, for tests.",
        HelpName = "found|deterministic",
        DefaultValueFactory = _ => "found",
    };

    public static readonly Option<string?> Configuration = new("--configuration")
    {
        Description = "The JSON file that chooses engines in the place of those that are found, such as a language model.",
        HelpName = "file",
    };

    public static readonly Option<bool> NoPage = new("--no-page")
    {
        Description = "Serves no page at the address.",
    };

    public static readonly Option<LogLevel> Level = new("--log-level")
    {
        Description = "The least level that is logged, to the standard error.",
        DefaultValueFactory = _ => LogLevel.Information,
    };

    public static readonly Option<bool> StopWithInput = new("--stop-with-input")
    {
        Description = "Stops when the standard input ends, for programs that start the server.",
    };

    /// <summary>All options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        Address, Port, Key, Secret, Certificate, CertificateKey, CertificatePasswordFile, CorsOrigin, AllowedAddress, WebhookKey,
        ForwardedHeaders, PathBase, Engines, Configuration, NoPage, Level, StopWithInput,
    ];

    private static IPAddress? ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (text == "localhost")
            return IPAddress.Loopback;
        if (IPAddress.TryParse(text.Trim('[', ']'), out var address))
            return address;

        result.AddError($"'{text}' is not an IP address. Use 127.0.0.1 or ::1 for this machine only, 0.0.0.0 or :: for all.");
        return null;
    }

    private static int ParsePort(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (ushort.TryParse(text, out var port))
            return port;

        result.AddError($"'{text}' is not a port. A port is a number from 0 to 65535.");
        return 0;
    }
}
