using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tool;

/// <summary>The options of the program.</summary>
internal static class CommandLine
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
    private const string Deterministic = "deterministic";

    private static readonly Option<IPAddress> Address = new("--address")
    {
        Description = "The IP address to listen on. 127.0.0.1 lets in this machine only, 0.0.0.0 and :: let in others.",
        HelpName = "ip",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = ParseAddress,
    };

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The port to listen on; 0 takes a free one.",
        HelpName = "number",
        DefaultValueFactory = _ => DefaultPort,
        CustomParser = ParsePort,
    };

    private static readonly Option<string?> Key = new("--key")
    {
        Description = $"The API key that clients send. Better in the environment as {KeyVariable}, as other users of the machine see arguments. Made and printed unless given.",
        HelpName = "key",
    };

    private static readonly Option<string?> Secret = new("--secret")
    {
        Description = $"The secret that belongs to the key, for clients that ask for tokens; also {SecretVariable}. Made and printed unless given.",
        HelpName = "secret",
    };

    private static readonly Option<string?> Certificate = new("--certificate")
    {
        Description = "Serves TLS with the certificate in this PEM or PFX file.",
        HelpName = "file",
    };

    private static readonly Option<string?> CertificateKey = new("--certificate-key")
    {
        Description = "The PEM file with the private key, when it is not in the file of the certificate.",
        HelpName = "file",
    };

    private static readonly Option<string?> CertificatePasswordFile = new("--certificate-password-file")
    {
        Description = $"The file with the password of the private key; also {PasswordVariable} with the password itself.",
        HelpName = "file",
    };

    private static readonly Option<string[]> CorsOrigin = new("--cors-origin")
    {
        Description = "Lets in the web pages of this origin, such as https://app.example, and no others; can be given several times. Any page with a key is let in unless given.",
        HelpName = "origin",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string[]> AllowedAddress = new("--allowed-address")
    {
        Description = "Lets the server call this address, such as app.example, localhost:8000 or 10.0.0.0/8, for webhooks, callbacks and custom language models; "
            + "can be given several times. None is called unless given.",
        HelpName = "address",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> WebhookKey = new("--webhook-key")
    {
        Description = $"The key that signs webhooks and callbacks; also {WebhookKeyVariable}. The API key unless given.",
        HelpName = "key",
    };

    private static readonly Option<string[]?> ForwardedHeaders = new("--forwarded-headers")
    {
        Description = "Believes the X-Forwarded headers of a reverse proxy: one on this machine, or those with the addresses and networks that follow.",
        HelpName = "ip|network",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> PathBase = new("--path-base")
    {
        Description = "The path below which the server answers, such as /hume.",
        HelpName = "path",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string> Engines = new("--engines")
    {
        Description = "Where the engines come from: 'found' takes the best of what is installed, 'deterministic' invents the same for the same input, for tests.",
        HelpName = "found|deterministic",
        DefaultValueFactory = _ => "found",
    };

    private static readonly Option<string?> Configuration = new("--configuration")
    {
        Description = "The JSON file that chooses engines in the place of those that are found, such as a language model.",
        HelpName = "file",
    };

    private static readonly Option<bool> NoPage = new("--no-page")
    {
        Description = "Serves no page at the address.",
    };

    private static readonly Option<LogLevel> Level = new("--log-level")
    {
        Description = "The least level that is logged, to the standard error.",
        DefaultValueFactory = _ => LogLevel.Information,
    };

    private static readonly Option<bool> StopWithInput = new("--stop-with-input")
    {
        Description = "Stops when the standard input ends, for programs that start the server.",
    };

    /// <summary>Runs the server until it is told to stop.</summary>
    /// <param name="args">The arguments behind the program's name.</param>
    /// <param name="terminal">Console and environment.</param>
    /// <param name="stop">Stops the server.</param>
    /// <returns>0 when it was told to stop, 1 when it could not start.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken stop = default)
    {
        var root = new RootCommand("Runs a server that speaks Hume's protocol. Prints its address, keys and engines, and runs until Ctrl+C or SIGTERM.")
        {
            Address, Port, Key, Secret, Certificate, CertificateKey, CertificatePasswordFile, CorsOrigin, AllowedAddress, WebhookKey,
            ForwardedHeaders, PathBase, Engines, Configuration, NoPage, Level, StopWithInput,
        };
        foreach (var option in DataArguments.All)
            root.Add(option);

        Engines.AcceptOnlyFromAmong("found", Deterministic);
        root.SetAction((parsed, cancelled) => ServerProgram.RunAsync(Read(parsed, terminal), terminal, cancelled));
        try
        {
            // The host of the server handles Ctrl+C and SIGTERM.
            var invocation = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            var parsed = root.Parse(args);
            // The library would put the help behind it, on the standard output, which has settings that a shell reads.
            return parsed.Errors is [var error, ..]
                ? throw new ToolException($"{string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.')}. The list of options: humegen-server --help")
                : await parsed.InvokeAsync(invocation, stop).ConfigureAwait(false);
        }
        catch (ToolException e)
        {
            await terminal.Error.WriteLineAsync($"humegen-server: error: {e.Message}").ConfigureAwait(false);
            return 1;
        }
    }

    private static ServerSettings Read(ParseResult parsed, Terminal terminal) => new()
    {
        Address = parsed.GetRequiredValue(Address),
        Port = parsed.GetRequiredValue(Port),
        Key = Filled(parsed.GetValue(Key), "--key") ?? Filled(terminal.Variable(KeyVariable), KeyVariable),
        Secret = Filled(parsed.GetValue(Secret), "--secret") ?? Filled(terminal.Variable(SecretVariable), SecretVariable),
        Certificates = Certificates(parsed, terminal),
        CorsOrigins = [.. parsed.GetRequiredValue(CorsOrigin).Select(Origin)],
        AllowedAddresses = parsed.GetRequiredValue(AllowedAddress),
        WebhookKey = Filled(parsed.GetValue(WebhookKey), "--webhook-key") ?? Filled(terminal.Variable(WebhookKeyVariable), WebhookKeyVariable),
        Proxies = parsed.GetResult(ForwardedHeaders) is null ? null : [.. (parsed.GetValue(ForwardedHeaders) ?? []).Select(Proxy)],
        PathBase = Prefix(parsed.GetRequiredValue(PathBase)),
        Configuration = ConfigurationFile(parsed),
        IsDeterministic = parsed.GetRequiredValue(Engines) == Deterministic,
        Database = DataArguments.Read(parsed, terminal),
        HasPage = !parsed.GetValue(NoPage),
        LogLevel = parsed.GetRequiredValue(Level),
        StopsWithInput = parsed.GetValue(StopWithInput),
    };

    private static string? ConfigurationFile(ParseResult parsed) =>
        parsed.GetValue(Configuration) is { } file && parsed.GetRequiredValue(Engines) == Deterministic
            ? throw new ToolException($"--engines deterministic leaves nothing to choose: leave out --configuration {file}, or --engines.")
            : parsed.GetValue(Configuration);

    /// <summary>A value without the space around it; null when it is not given. An empty one is refused.</summary>
    // An empty variable is more likely a mistake than a wish for a random key.
    public static string? Filled(string? value, string name) => value is null || value.Trim().Length > 0
        ? value?.Trim()
        : throw new ToolException($"{name} is empty. Give it a value, or leave it out to have one made.");

    private static X509Certificate2Collection Certificates(ParseResult parsed, Terminal terminal)
    {
        var key = parsed.GetValue(CertificateKey);
        var passwordFile = parsed.GetValue(CertificatePasswordFile);
        if (parsed.GetValue(Certificate) is { } path)
            return ServerCertificate.Load(path, key, passwordFile is null ? terminal.Variable(PasswordVariable) : ServerCertificate.Password(passwordFile));

        return key is null && passwordFile is null
            ? []
            : throw new ToolException("--certificate is missing: it names the file of the certificate that the key or the password is for.");
    }

    private static string Origin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.GetLeftPart(UriPartial.Authority) is var clean && origin.TrimEnd('/').Equals(clean, StringComparison.OrdinalIgnoreCase)
            ? clean
            : throw new ToolException($"'{origin}' is not an origin. One has a scheme, a host and where needed a port, and no path, such as https://app.example.");

    private static string Proxy(string proxy) =>
        IPAddress.TryParse(proxy, out _) || IPNetwork.TryParse(proxy, out _)
            ? proxy
            : throw new ToolException($"'{proxy}' is neither the IP address of a proxy nor a network, such as 10.0.0.0/8.");

    private static string Prefix(string path) => path.Trim('/') is not { Length: > 0 } inner ? ""
        : inner.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' or '/') && !Array.Exists(inner.Split('/'), step => step is "" or "." or "..") ? "/" + inner
        : throw new ToolException($"'{path}' is not a path for a server. Use letters, digits, '-', '_', '.' and '~', with '/' between, such as /hume.");

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
