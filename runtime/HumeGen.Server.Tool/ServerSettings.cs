using System.Net;
using System.Security.Cryptography.X509Certificates;
using HumeGen.Server.Authentication;
using HumeGen.Server.Database;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tool;

/// <summary>The values of the options.</summary>
internal sealed record ServerSettings
{
    /// <summary>The address to listen on.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The port to listen on; 0 for a free one.</summary>
    public required int Port { get; init; }

    /// <summary>The API key; null to have one made.</summary>
    public string? Key { get; init; }

    /// <summary>The secret of the API key; null to have one made.</summary>
    public string? Secret { get; init; }

    /// <summary>The limits of keys that have none of their own.</summary>
    public required KeyLimits Limits { get; init; }

    /// <summary>The collector of traces and metrics; null for none.</summary>
    public Uri? Collector { get; init; }

    /// <summary>The certificate with its private key first, then those that lead to its root; empty for plain HTTP.</summary>
    public required X509Certificate2Collection Certificates { get; init; }

    /// <summary>The origins of web pages that may use the server.</summary>
    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary>The addresses that the server calls when a client asks it to.</summary>
    public required IReadOnlyList<string> AllowedAddresses { get; init; }

    /// <summary>The key that signs webhooks; null for the API key.</summary>
    public string? WebhookKey { get; init; }

    /// <summary>The addresses and networks of proxies whose headers tell the client's address; null for none.</summary>
    public required IReadOnlyList<string>? Proxies { get; init; }

    /// <summary>The path below which the server answers; empty for the root.</summary>
    public required string PathBase { get; init; }

    /// <summary>The file that chooses engines; null for those that are found.</summary>
    public string? Configuration { get; init; }

    /// <summary>Whether the engines are those of the simulator.</summary>
    public bool IsDeterministic { get; init; }

    /// <summary>The place of the state; null for memory.</summary>
    public HumeDatabaseOptions? Database { get; init; }

    /// <summary>The address at which other servers of the database reach this one; null to find it.</summary>
    public Uri? NodeAddress { get; init; }

    /// <summary>Whether there is a page to talk with the assistant.</summary>
    public bool HasPage { get; init; }

    /// <summary>The least level that is logged.</summary>
    public required LogLevel LogLevel { get; init; }

    /// <summary>Whether the server stops when its input ends.</summary>
    public required bool StopsWithInput { get; init; }
}
