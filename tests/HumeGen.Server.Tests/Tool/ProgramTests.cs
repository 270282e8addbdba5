using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Tests.Webhooks;
using HumeGen.Server.Tool;

namespace HumeGen.Server.Tests;

/// <summary>The program <c>humegen-server</c>: its options, what it prints, its errors and its end.</summary>
public sealed class ProgramTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static readonly string Tool =
        typeof(ProgramTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ServerTool").Value!;

    private readonly string _folder = Directory.CreateTempSubdirectory("humegen-server-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_program_prints_its_address_and_keys_and_answers_there()
    {
        await using var program = await RunningProgram.StartAsync();

        Assert.Matches("^(# .*\n)+HUME_BASE_URL=http://127\\.0\\.0\\.1:\\d+\nHUME_API_KEY=[0-9a-f]+\nHUME_SECRET_KEY=[0-9a-f]+\n$", program.Output);
        Assert.Equal(HttpStatusCode.OK, await VoicesAsync(program, program.Key));
        Assert.Equal(HttpStatusCode.Unauthorized, await VoicesAsync(program, "another key"));
    }

    [Fact]
    public async Task A_key_that_is_given_is_the_key_and_is_not_printed()
    {
        await using var program = await RunningProgram.StartAsync(
            TextReader.Null, new() { ["HUMEGEN_SERVER_KEY"] = "from the environment", ["HUMEGEN_SERVER_SECRET"] = "its secret" });

        Assert.Equal(HttpStatusCode.OK, await VoicesAsync(program, "from the environment"));
        Assert.DoesNotContain("from the environment", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("its secret", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_among_the_arguments_counts_more_than_that_of_the_environment()
    {
        await using var program = await RunningProgram.StartAsync(TextReader.Null, new() { ["HUMEGEN_SERVER_KEY"] = "from the environment" }, "--key", "from the arguments");

        Assert.Equal(HttpStatusCode.OK, await VoicesAsync(program, "from the arguments"));
        Assert.Equal(HttpStatusCode.Unauthorized, await VoicesAsync(program, "from the environment"));
    }

    [Theory]
    [InlineData("::1", "^http://\\[::1]:\\d+/$")]
    [InlineData("localhost", "^http://127\\.0\\.0\\.1:\\d+/$")]
    [InlineData("0.0.0.0", "^http://localhost:\\d+/$")]
    [InlineData("::", "^http://localhost:\\d+/$")]
    public async Task The_address_that_is_printed_leads_to_the_one_that_was_chosen(string address, string printed)
    {
        await using var program = await RunningProgram.StartAsync("--address", address);

        Assert.Matches(printed, program.Address.ToString());
        Assert.Equal(HttpStatusCode.OK, await VoicesAsync(program, program.Key));
    }

    [Fact]
    public async Task Below_a_path_REST_and_WebSockets_answer()
    {
        await using var program = await RunningProgram.StartAsync("--path-base", "/hume/v1/");

        Assert.Equal("/hume/v1", program.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, await VoicesAsync(program, program.Key));
        using var chat = await ChatAsync(program);
        Assert.Equal(WebSocketState.Open, chat.State);
        using var http = new HttpClient();
        using var beside = await http.GetAsync(new Uri(program.Address, "/v0/tts/voices"));
        Assert.Equal(HttpStatusCode.NotFound, beside.StatusCode);
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("two files")]
    [InlineData("encrypted")]
    [InlineData("pfx")]
    public async Task TLS_is_served_with_a_certificate_of_any_form(string form)
    {
        using var certificate = Certificate();
        var (arguments, environment) = Write(certificate, form);
        await using var program = await RunningProgram.StartAsync(TextReader.Null, environment, arguments);
        byte[]? shown = null;
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, c, _, _) => (shown = c!.GetRawCertData()) is not null,
            },
        };
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", program.Key);

        using var response = await http.GetAsync(program.Address + "v0/tts/voices?provider=HUME_AI");

        Assert.Equal("https", program.Address.Scheme);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(certificate.RawData, shown);
    }

    [Fact]
    public async Task Behind_a_proxy_addresses_of_files_are_those_of_the_proxy()
    {
        await using var direct = await RunningProgram.StartAsync();
        await using var behind = await RunningProgram.StartAsync("--forwarded-headers");
        await using var ofOthers = await RunningProgram.StartAsync("--forwarded-headers", "10.0.0.0/8", "192.0.2.1");
        await using var named = await RunningProgram.StartAsync("--forwarded-headers", "127.0.0.0/8");

        Assert.StartsWith("https://voice.example/", await AudioAddressAsync(behind), StringComparison.Ordinal);
        Assert.StartsWith("https://voice.example/", await AudioAddressAsync(named), StringComparison.Ordinal);
        // Whoever is no proxy must not choose the address.
        Assert.StartsWith(direct.Address.ToString(), await AudioAddressAsync(direct), StringComparison.Ordinal);
        Assert.StartsWith(ofOthers.Address.ToString(), await AudioAddressAsync(ofOthers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_the_origins_that_are_given_are_let_in_and_no_others()
    {
        await using var program = await RunningProgram.StartAsync("--cors-origin", "https://App.example/", "--cors-origin", "http://localhost:3000");

        Assert.Equal("https://app.example", await AllowedAsync(program, "https://app.example"));
        Assert.Equal("http://localhost:3000", await AllowedAsync(program, "http://localhost:3000"));
        Assert.Null(await AllowedAsync(program, "https://other.example"));
    }

    [Fact]
    public async Task Callbacks_go_to_addresses_that_are_given_and_are_signed_with_the_key_that_is_given()
    {
        await using var receiver = new Receiver();
        await using var program = await RunningProgram.StartAsync(
            TextReader.Null, new() { ["HUMEGEN_SERVER_WEBHOOK_KEY"] = "the key of webhooks" }, "--allowed-address", "app.example", "--allowed-address", receiver.Authority);
        using var http = new HttpClient { BaseAddress = program.Address };
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", program.Key);
        using var job = new StringContent(
            $$$"""{"text":["I am glad."],"models":{"language":{}},"callback_url":"{{{receiver.Url}}}"}""", System.Text.Encoding.UTF8, "application/json");

        using var started = await http.PostAsync("v0/batch/jobs", job);

        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        (await receiver.NextAsync()).MustBeSignedWith("the key of webhooks");
    }

    [Fact]
    public async Task Addresses_that_are_given_are_called_for_clients_and_no_others()
    {
        await using var allowed = new Receiver();
        await using var other = new Receiver();
        await using var program = await RunningProgram.StartAsync("--allowed-address", allowed.Authority);
        using var http = new HttpClient { BaseAddress = program.Address };
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", program.Key);
        foreach (var url in new[] { other.Url, allowed.Url })
        {
            using var body = new StringContent($$"""{"text":["Fine"],"models":{"language":{} },"callback_url":"{{url}}"}""", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync("/v0/batch/jobs", body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        (await allowed.NextAsync()).MustBeSignedWith(program.Key);
        Assert.Equal(0, other.Count);
    }

    [Theory]
    [InlineData("--bogus", "Unrecognized command or argument '--bogus'.")]
    [InlineData("--address here", "'here' is not an IP address. Use 127.0.0.1 or ::1 for this machine only, 0.0.0.0 or :: for all.")]
    [InlineData("--address 192.0.2.1", "192.0.2.1 is not an address of this machine. Choose one with --address.")]
    [InlineData("--port 65536", "'65536' is not a port. A port is a number from 0 to 65535.")]
    [InlineData("--key ''", "--key is empty. Give it a value, or leave it out to have one made.")]
    [InlineData("--cors-origin app.example", "'app.example' is not an origin.")]
    [InlineData("--cors-origin https://app.example/page", "'https://app.example/page' is not an origin.")]
    [InlineData("--allowed-address http://app.example", "--allowed-address: 'http://app.example' is not a host such as api.example.com")]
    [InlineData("--webhook-key ''", "--webhook-key is empty.")]
    [InlineData("--path-base /a/../b", "'/a/../b' is not a path for a server.")]
    [InlineData("--forwarded-headers proxy", "'proxy' is neither the IP address of a proxy nor a network, such as 10.0.0.0/8.")]
    [InlineData("--path-base /a?b", "'/a?b' is not a path for a server.")]
    [InlineData("--certificate nowhere.pem", "The file nowhere.pem cannot be read: ")]
    [InlineData("--certificate-key key.pem", "--certificate is missing: ")]
    public async Task A_mistake_is_named_and_fails(string arguments, string expected)
    {
        var (exitCode, error) = await FailAsync([.. arguments.Split(' ').Select(a => a == "''" ? "" : a)]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("humegen-server: error: " + expected, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_port_in_use_is_named_and_fails()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exitCode, error) = await FailAsync("--port", $"{port}");

        Assert.Equal(1, exitCode);
        Assert.Equal($"humegen-server: error: 127.0.0.1:{port} is in use by another program. Choose another port with --port, or 0 for a free one.\n", error);
    }

    [Theory]
    [InlineData("no key", "has no private key. Name the PEM file that has it by --certificate-key.")]
    [InlineData("key of another", "cannot be used together")]
    [InlineData("no password", "is encrypted. Name its password by HUMEGEN_SERVER_CERTIFICATE_PASSWORD or --certificate-password-file.")]
    [InlineData("wrong password", "that opens with the password that was given")]
    [InlineData("text", "is neither a PEM file nor a PFX file that opens without a password")]
    public async Task A_certificate_that_cannot_be_used_is_named_and_fails(string mistake, string expected)
    {
        using var certificate = Certificate();
        string[] arguments;
        if (mistake == "no key")
        {
            arguments = ["--certificate", Save("cert.pem", certificate.ExportCertificatePem())];
        }
        else if (mistake == "key of another")
        {
            using var another = RSA.Create(2048);
            arguments = ["--certificate", Save("cert.pem", certificate.ExportCertificatePem()), "--certificate-key", Save("key.pem", another.ExportPkcs8PrivateKeyPem())];
        }
        else if (mistake == "no password")
        {
            arguments = [.. Write(certificate, "encrypted").Arguments.Take(4)];
        }
        else if (mistake == "wrong password")
        {
            arguments = [.. Write(certificate, "pfx").Arguments, "--certificate-password-file", Save("password", "wrong\n")];
        }
        else
        {
            arguments = ["--certificate", Save("notes.txt", "No certificate.")];
        }

        var (exitCode, error) = await FailAsync(["--port", "0", .. arguments]);

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_input_stops_the_program_when_asked()
    {
        var program = await RunningProgram.StartAsync(new StringReader("anything\n"), [], "--stop-with-input");

        Assert.Equal(0, await program.Ended.WaitAsync(Bound));
        await program.DisposeAsync();
    }

    [Fact]
    public async Task A_stop_closes_chats_with_1001()
    {
        var program = await RunningProgram.StartAsync();
        using var chat = await ChatAsync(program);

        var stopped = program.StopAsync();

        var buffer = new byte[64 << 10];
        while ((await chat.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Bound)).MessageType != WebSocketMessageType.Close)
        {
        }

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, chat.CloseStatus);
        Assert.Equal(0, await stopped);
        await program.DisposeAsync();
    }

    [Fact]
    public async Task SIGTERM_ends_a_process_and_settings_of_its_folder_or_environment_do_not_matter()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "appsettings.json"), """{"Kestrel":{"Endpoints":{"Http":{"Url":"http://127.0.0.1:1"}}},"Logging":{"LogLevel":{"Default":"Trace"}}}""");
        var start = new ProcessStartInfo("dotnet", [Tool, "--port", "0", "--no-data", "--engines", "deterministic", "--key", "the key"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:1", ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        using var process = Process.Start(start)!;
        var log = process.StandardError.ReadToEndAsync();
        var printed = "";
        while (!printed.Contains("HUME_SECRET_KEY=", StringComparison.Ordinal))
            printed += (await process.StandardOutput.ReadLineAsync().WaitAsync(Bound) ?? throw new InvalidOperationException(await log)) + "\n";

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Bound);

        Assert.Equal(0, process.ExitCode);
        Assert.Matches("HUME_BASE_URL=http://127\\.0\\.0\\.1:\\d{3,}\n", printed);
        Assert.Contains("invents", await log, StringComparison.Ordinal);
        Assert.DoesNotContain("the key", printed.Replace("# HUME_API_KEY is the key that was given.", "", StringComparison.Ordinal) + await log, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> VoicesAsync(RunningProgram program, string key)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", key);
        using var response = await http.GetAsync(program.Address.ToString().TrimEnd('/') + "/v0/tts/voices?provider=HUME_AI");
        return response.StatusCode;
    }

    private static async Task<string?> AllowedAsync(RunningProgram program, string origin)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Origin", origin);
        using var response = await http.GetAsync(program.Address + "v0/tts/voices");
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
    }

    /// <summary>The address of the recording of a chat, as the server tells it to a request that comes through a proxy.</summary>
    private static async Task<string> AudioAddressAsync(RunningProgram program)
    {
        using var chat = await ChatAsync(program);
        await chat.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Bound);
        using var http = new HttpClient { BaseAddress = program.Address };
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", program.Key);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.7");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        http.DefaultRequestHeaders.Add("X-Forwarded-Host", "voice.example");
        var chats = JsonNode.Parse(await http.GetStringAsync("v0/evi/chats"))!;
        var audio = await http.GetStringAsync($"v0/evi/chats/{chats["chats_page"]![0]!["id"]}/audio");
        return (string)JsonNode.Parse(audio)!["signed_audio_url"]!;
    }

    private static async Task<ClientWebSocket> ChatAsync(RunningProgram program)
    {
        var socket = new ClientWebSocket();
        var address = program.Address.ToString().Replace("http", "ws", StringComparison.Ordinal).TrimEnd('/');
        await socket.ConnectAsync(new Uri($"{address}/v0/evi/chat?api_key={program.Key}"), CancellationToken.None).WaitAsync(Bound);
        return socket;
    }

    private static async Task<(int ExitCode, string Error)> FailAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var limit = new CancellationTokenSource(Bound);
        string[] data = arguments.Any(argument => argument is "--data" or "--no-data") ? [] : ["--no-data"];
        var exitCode = await CommandLine.RunAsync(["--log-level", "None", .. data, .. arguments], new Terminal(output, error, TextReader.Null, _ => null), limit.Token);
        Assert.Equal("", output.ToString());
        return (exitCode, error.ToString().ReplaceLineEndings("\n"));
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private (string[] Arguments, Dictionary<string, string> Environment) Write(X509Certificate2 certificate, string form)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        var cert = certificate.ExportCertificatePem() + "\n";
        var encrypted = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        switch (form)
        {
            case "pem":
                return (["--certificate", Save("both.pem", cert + key.ExportPkcs8PrivateKeyPem())], []);
            case "two files":
                return (["--certificate", Save("cert.pem", cert), "--certificate-key", Save("key.pem", key.ExportRSAPrivateKeyPem())], []);
            case "encrypted":
                var protectedKey = Save("key.pem", key.ExportEncryptedPkcs8PrivateKeyPem("secret", encrypted));
                return (["--certificate", Save("cert.pem", cert), "--certificate-key", protectedKey, "--certificate-password-file", Save("password", "secret\n")], []);
            default:
                var path = Path.Combine(_folder, "cert.pfx");
                File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, "secret"));
                return (["--certificate", path], new() { ["HUMEGEN_SERVER_CERTIFICATE_PASSWORD"] = "secret" });
        }
    }

    private string Save(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
