using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HumeGen.Server.Tool;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tests;

/// <summary>The address at which other servers of the database reach the program.</summary>
public sealed class NodeAddressTests
{
    [Theory]
    [InlineData("10.0.0.2", null, "", "http://10.0.0.2:5080/")]
    [InlineData("127.0.0.1", null, "/hume", "http://127.0.0.1:5080/hume")]
    [InlineData("::1", null, "", "http://[::1]:5080/")]
    [InlineData("0.0.0.0", null, "", "http://127.0.0.1:5080/")]
    [InlineData("0.0.0.0", "Host=/var/run/postgresql", "", "http://127.0.0.1:5080/")]
    [InlineData("0.0.0.0", "Host=127.0.0.1;Port=7777", "", "http://127.0.0.1:5080/")]
    [InlineData("0.0.0.0", "Host=127.0.0.1:7777,db.invalid", "", "http://127.0.0.1:5080/")]
    [InlineData("0.0.0.0", "Host=db.invalid", "", null)]
    public void It_is_the_one_it_listens_on_or_that_in_the_network_of_the_database(string listens, string? database, string path, string? address) =>
        Assert.Equal(address is null ? null : new Uri(address), NodeAddress.Find(Settings(listens, database, path), 5080));

    [Fact]
    public void With_a_certificate_it_is_the_one_that_is_given_or_none()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=a.inside", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.Now, DateTimeOffset.Now.AddDays(1));
        var settings = Settings("10.0.0.2", null, "") with { Certificates = [certificate] };
        var given = new Uri("https://a.inside:5080");

        Assert.Null(NodeAddress.Find(settings, 5080));
        Assert.Equal(given, NodeAddress.Find(settings with { NodeAddress = given }, 5080));
    }

    private static ServerSettings Settings(string listens, string? database, string path) => new()
    {
        Address = IPAddress.Parse(listens),
        Port = 5080,
        Limits = new(),
        Certificates = [],
        CorsOrigins = [],
        AllowedAddresses = [],
        Proxies = null,
        PathBase = path,
        Database = new() { Folder = "data", PostgreSql = database },
        LogLevel = LogLevel.None,
        StopsWithInput = false,
    };
}
