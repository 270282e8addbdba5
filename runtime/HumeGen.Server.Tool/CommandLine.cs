using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using HumeGen.Server.Tool.Engines;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tool;

/// <summary>The options of the program.</summary>
internal static class CommandLine
{
    /// <summary>Runs the server until it is told to stop.</summary>
    /// <param name="args">The arguments behind the program's name.</param>
    /// <param name="terminal">Console and environment.</param>
    /// <param name="stop">Stops the server.</param>
    /// <returns>0 when it was told to stop, 1 when it could not start.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken stop = default)
    {
        var root = new RootCommand("Runs a server that speaks Hume's protocol. Prints its address, keys and engines, and runs until Ctrl+C or SIGTERM.");
        foreach (var option in (Option[])[.. ServerOptions.All, .. DataArguments.All, .. LimitOptions.All])
            root.Add(option);

        root.Add(KeyCommands.Create(terminal, parsed => DataArguments.Read(parsed, terminal)));
        ServerOptions.Engines.AcceptOnlyFromAmong("found", ServerOptions.Deterministic);
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
            return parsed.Errors.Count > 0
                ? throw new ToolException([.. Mistakes(parsed)])
                : await parsed.InvokeAsync(invocation, stop).ConfigureAwait(false);
        }
        catch (ToolException e)
        {
            foreach (var problem in e.Problems)
                await terminal.Error.WriteLineAsync($"humegen-server: error: {problem}").ConfigureAwait(false);

            return 1;
        }
    }

    /// <summary>All mistakes in the arguments, each with the nearest option or with the place of the list.</summary>
    private static IEnumerable<string> Mistakes(ParseResult parsed)
    {
        const string list = "The list of options: humegen-server --help";
        var unknown = parsed.UnmatchedTokens.Where(token => token.StartsWith("--", StringComparison.Ordinal)).ToList();
        string[] known = [.. parsed.RootCommandResult.Command.Options.Concat(parsed.CommandResult.Command.Options).Select(option => option.Name)];
        foreach (var token in unknown)
        {
            var hint = Names.Hint(token, known);
            yield return $"Unrecognized command or argument '{token}'. {(hint.StartsWith("Did", StringComparison.Ordinal) ? hint : list)}";
        }

        // Behind an unknown option stands its value.
        foreach (var error in parsed.Errors.Where(error => unknown.Count == 0 || !error.Message.StartsWith("Unrecognized", StringComparison.Ordinal)))
            yield return $"{string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.')}. {list}";
    }

    private static ServerSettings Read(ParseResult parsed, Terminal terminal)
    {
        var problems = new Problems();
        var settings = new ServerSettings
        {
            Address = parsed.GetRequiredValue(ServerOptions.Address),
            Port = parsed.GetRequiredValue(ServerOptions.Port),
            Key = problems.Try(() => Secret(parsed, ServerOptions.Key, terminal, ServerOptions.KeyVariable)),
            Secret = problems.Try(() => Secret(parsed, ServerOptions.Secret, terminal, ServerOptions.SecretVariable)),
            Limits = problems.Try(() => LimitOptions.Read(parsed)),
            Certificates = problems.Try(() => Certificates(parsed, terminal)),
            CorsOrigins = [.. parsed.GetRequiredValue(ServerOptions.CorsOrigin).Select(origin => problems.Try(() => Origin(origin)))],
            AllowedAddresses = parsed.GetRequiredValue(ServerOptions.AllowedAddress),
            WebhookKey = problems.Try(() => Secret(parsed, ServerOptions.WebhookKey, terminal, ServerOptions.WebhookKeyVariable)),
            Proxies = parsed.GetResult(ServerOptions.ForwardedHeaders) is null
                ? null
                : [.. (parsed.GetValue(ServerOptions.ForwardedHeaders) ?? []).Select(proxy => problems.Try(() => Proxy(proxy)))],
            PathBase = problems.Try(() => Prefix(parsed.GetRequiredValue(ServerOptions.PathBase))),
            Configuration = problems.Try(() => ConfigurationFile(parsed)),
            IsDeterministic = parsed.GetRequiredValue(ServerOptions.Engines) == ServerOptions.Deterministic,
            Database = problems.Try(() => DataArguments.Read(parsed, terminal)),
            NodeAddress = problems.Try(() => DataArguments.ReadNodeAddress(parsed)),
            Collector = problems.Try(() => Exporting.Collector(terminal.Variable)),
            HasPage = !parsed.GetValue(ServerOptions.NoPage),
            LogLevel = parsed.GetRequiredValue(ServerOptions.Level),
            StopsWithInput = parsed.GetValue(ServerOptions.StopWithInput),
        };
        problems.ThrowIfAny();
        return settings;
    }

    private static string? ConfigurationFile(ParseResult parsed) =>
        parsed.GetValue(ServerOptions.Configuration) is { } file && parsed.GetRequiredValue(ServerOptions.Engines) == ServerOptions.Deterministic
            ? throw new ToolException($"--engines deterministic leaves nothing to choose: leave out --configuration {file}, or --engines.")
            : parsed.GetValue(ServerOptions.Configuration);

    /// <summary>The value of an option, or else of the variable of the environment that stands for it.</summary>
    public static string? Secret(ParseResult parsed, Option<string?> option, Terminal terminal, string variable) =>
        Filled(parsed.GetValue(option), option.Name) ?? Filled(terminal.Variable(variable), variable);

    /// <summary>A value without the space around it; null when it is not given. An empty one is refused.</summary>
    // An empty variable is more likely a mistake than a wish for a random key.
    public static string? Filled(string? value, string name) => value is null || value.Trim().Length > 0
        ? value?.Trim()
        : throw new ToolException($"{name} is empty. Give it a value, or leave it out to have one made.");

    private static X509Certificate2Collection Certificates(ParseResult parsed, Terminal terminal)
    {
        var key = parsed.GetValue(ServerOptions.CertificateKey);
        var passwordFile = parsed.GetValue(ServerOptions.CertificatePasswordFile);
        if (parsed.GetValue(ServerOptions.Certificate) is { } path)
            return ServerCertificate.Load(path, key, passwordFile is null ? terminal.Variable(ServerOptions.PasswordVariable) : ServerCertificate.Password(passwordFile));

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
}
