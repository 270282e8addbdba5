using System.Net;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Tests.Transport;

/// <summary>The rule for calls that the server makes on behalf of clients.</summary>
public class AllowedAddressesTests
{
    [Theory]
    [InlineData("api.example.com", "https://api.example.com/hook", true)]
    [InlineData("api.example.com", "http://API.example.com./hook", true)]
    [InlineData("api.example.com", "https://api.example.com:8443/hook", false)]
    [InlineData("api.example.com", "https://evil.example.com/", false)]
    [InlineData("api.example.com", "https://api.example.com.evil.org/", false)]
    [InlineData("api.example.com", "https://api.example.com@evil.org/", false)]
    [InlineData("api.example.com", "ftp://api.example.com/", false)]
    [InlineData("api.example.com:8443", "wss://api.example.com:8443/", true)]
    [InlineData("api.example.com:8443", "https://api.example.com/", false)]
    [InlineData("*.example.com", "https://a.b.example.com/", true)]
    [InlineData("*.example.com", "https://example.com/", false)]
    [InlineData("*.example.com", "https://notexample.com/", false)]
    [InlineData("*", "https://anything.example/", true)]
    [InlineData("*", "http://8.8.8.8/", true)]
    [InlineData("*", "http://8.8.8.8:81/", false)]
    [InlineData("*:81", "http://8.8.8.8:81/", true)]
    [InlineData("*", "http://127.0.0.1/", false)]
    [InlineData("*", "http://127.1/", false)]
    [InlineData("*", "http://2130706433/", false)]
    [InlineData("*", "http://0x7f.0.0.1/", false)]
    [InlineData("*", "http://[::1]/", false)]
    [InlineData("*", "http://[::ffff:10.0.0.1]/", false)]
    [InlineData("*", "http://169.254.169.254/latest/meta-data", false)]
    [InlineData("*", "http://100.64.0.1/", false)]
    [InlineData("*", "http://[64:ff9b::a00:1]/", false)]
    [InlineData("*", "http://[2002:7f00:1::]/", false)]
    [InlineData("*", "http://[fd12::1]/", false)]
    [InlineData("*", "http://[fe80::1]/", false)]
    [InlineData("10.0.0.7:8080", "http://10.0.0.7:8080/", true)]
    [InlineData("10.0.0.7:8080", "http://10.0.0.8:8080/", false)]
    [InlineData("10.0.0.0/8", "http://10.9.8.7/", true)]
    [InlineData("10.0.0.0/8", "http://11.0.0.1/", false)]
    [InlineData("10.0.0.0/8:11434", "http://10.9.8.7:11434/", true)]
    [InlineData("[::1]:8080", "http://[::1]:8080/", true)]
    [InlineData("localhost:8080", "http://localhost:8080/", true)]
    [InlineData("localhost:8080", "http://localhost/", false)]
    public void An_address_is_allowed_when_an_entry_names_it(string entry, string url, bool isAllowed)
    {
        var refusal = new AllowedAddresses([entry]).Refusal(new Uri(url));

        Assert.Equal(isAllowed, refusal is null);
    }

    [Fact]
    public void Nothing_is_allowed_unless_it_is_named() =>
        Assert.Contains("AllowedAddresses", new AllowedAddresses([]).Refusal(new Uri("https://example.com/secret?key=1")), StringComparison.Ordinal);

    [Fact]
    public void A_refusal_shows_no_more_than_the_host_and_port()
    {
        var refusal = new AllowedAddresses([]).Refusal(new Uri("https://me:word@example.com/secret?key=1"))!;

        Assert.DoesNotContain("secret", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("word", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("key=1", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://example.com")]
    [InlineData("example.com:0")]
    [InlineData("example.com:70000")]
    [InlineData("example.com:http")]
    [InlineData("10.0.0.7/8")]
    [InlineData("exam*ple.com")]
    [InlineData("[::1")]
    public void An_entry_that_makes_no_sense_is_refused_at_the_start(string entry)
    {
        var options = new HumeServerOptions();
        options.AllowedAddresses.Add(entry);

        Assert.Contains("AllowedAddresses", Assert.Throws<ArgumentException>(() => new HumeServer(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task A_name_that_resolves_to_this_machine_is_not_connected_to(string address)
    {
        await using var trap = new RawServer(static connection => connection.HangAsync());
        var port = trap.Address.Port;
        var addresses = new AllowedAddresses([$"trap.example:{port}"], (_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }));
        using var http = new HttpClient(addresses.CreateHandler());

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync($"http://trap.example:{port}/"));

        Assert.Contains("127.0.0.1", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, trap.Connections);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::7f00:1")]
    [InlineData("2001::1")]
    [InlineData("2001:2::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:a00:1::")]
    [InlineData("3fff::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public async Task A_public_name_that_resolves_to_an_address_of_no_public_network_is_refused(string address)
    {
        var addresses = new AllowedAddresses(["*"], (_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }));
        using var http = new HttpClient(addresses.CreateHandler());

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("http://trap.example/"));

        Assert.Contains("trap.example resolves to", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_changes_its_address_after_a_first_call_is_checked_again()
    {
        await using var server = RawServer.Sending("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
        var port = server.Address.Port;
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("10.0.0.1")]);
        var addresses = new AllowedAddresses([$"model.example:{port}", $"127.0.0.1:{port}"], (_, _) => Task.FromResult(new[] { answers.Dequeue() }));
        using var http = new HttpClient(addresses.CreateHandler());

        Assert.Equal("hi", await http.GetStringAsync($"http://model.example:{port}/"));
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync($"http://model.example:{port}/"));

        Assert.Contains("10.0.0.1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_resolves_to_a_private_address_is_connected_to_when_that_is_named_too()
    {
        await using var server = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        var port = server.Address.Port;
        var addresses = new AllowedAddresses(
            [$"model.example:{port}", $"127.0.0.0/8:{port}"], (_, _) => Task.FromResult(new[] { IPAddress.Parse("10.1.1.1"), IPAddress.Loopback }));
        using var http = new HttpClient(addresses.CreateHandler());

        Assert.Equal("hi", await http.GetStringAsync($"http://model.example:{port}/"));
    }

    [Fact]
    public async Task An_address_is_checked_when_it_is_connected_to_although_nobody_asked_before()
    {
        await using var trap = new RawServer(static connection => connection.HangAsync());
        using var http = new HttpClient(new AllowedAddresses(["*"]).CreateHandler());

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(trap.Address));

        Assert.Equal(0, trap.Connections);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var trap = new RawServer(static connection => connection.HangAsync());
        await using var server = RawServer.Sending($"HTTP/1.1 302 Found\r\nLocation: {trap.Address}\r\nContent-Length: 0\r\n\r\n");
        using var http = new HttpClient(new AllowedAddresses([server.Address.Authority, trap.Address.Authority]).CreateHandler());

        using var answer = await http.GetAsync(server.Address);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(0, trap.Connections);
    }
}
