using System.Net;
using System.Net.Sockets;

namespace HumeGen.Simulator.Tests;

/// <summary>Where a simulator listens.</summary>
public sealed class AddressTests
{
    [Fact]
    public async Task A_chosen_port_is_the_port()
    {
        var port = FreePort();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Port = port });

        Assert.Equal(new Uri($"http://127.0.0.1:{port}/"), hume.Simulator.BaseAddress);
        (await hume.GetAsync("/v0/evi/tools")).Ok();
    }

    [Fact]
    public async Task An_address_of_IPv6_is_one_to_connect_to()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Address = IPAddress.IPv6Loopback });

        Assert.Equal("[::1]", hume.Simulator.BaseAddress.Host);
        (await hume.GetAsync("/v0/evi/tools")).Ok();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await chat.DisposeAsync();
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task All_addresses_include_that_of_this_machine(string address)
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Address = IPAddress.Parse(address) });

        Assert.Equal("localhost", hume.Simulator.BaseAddress.Host);
        (await hume.GetAsync("/v0/evi/tools")).Ok();
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var first = await HumeSimulator.StartAsync();

        var error = await Assert.ThrowsAsync<IOException>(() => HumeSimulator.StartAsync(new HumeSimulatorOptions { Port = first.BaseAddress.Port }));

        Assert.Equal($"127.0.0.1:{first.BaseAddress.Port} is in use by another program. Set Port to another one, or to 0 for a free one.", error.Message);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_named()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => HumeSimulator.StartAsync(new HumeSimulatorOptions { Address = IPAddress.Parse("192.0.2.1") }));

        Assert.StartsWith("The simulator cannot listen on 192.0.2.1:0: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public async Task A_port_that_there_is_not_is_refused(int port)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => HumeSimulator.StartAsync(new HumeSimulatorOptions { Port = port }));

        Assert.StartsWith($"Port must be from 0 to 65535, but is {port}.", error.Message, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
