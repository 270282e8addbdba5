using System.Net;
using System.Net.Sockets;
using HumeGen.Server.Database;
using Npgsql;

namespace HumeGen.Server.Tool;

/// <summary>The address at which the other servers of a database reach this one.</summary>
internal static class NodeAddress
{
    private const int PostgreSqlPort = 5432;

    /// <summary>The address that was given, or else the one of the network that leads to the database; null when it cannot be told.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="port">The port that the server listens on.</param>
    public static Uri? Find(ServerSettings settings, int port)
    {
        // A certificate is for a name, which only the operator knows.
        if (settings.NodeAddress is not null || settings.Certificates.Count > 0)
            return settings.NodeAddress;

        var isAny = settings.Address.Equals(IPAddress.Any) || settings.Address.Equals(IPAddress.IPv6Any);
        return (isAny ? TowardsDatabase(settings.Database!) : settings.Address) is { } host ? new UriBuilder("http", host.ToString(), port, settings.PathBase).Uri : null;
    }

    private static IPAddress? TowardsDatabase(HumeDatabaseOptions database)
    {
        // An SQLite database and a socket file are on this machine.
        if (database.PostgreSql is null || new NpgsqlConnectionStringBuilder(database.PostgreSql) is not { Host: { } host } || host.Contains('/', StringComparison.Ordinal))
            return IPAddress.Loopback;

        // Several hosts may be named, each with a port.
        var first = host.Split(',')[0].Trim();
        var (name, port) = first.Split(':') is [var before, var behind] && int.TryParse(behind, out var given) ? (before, given) : (first, PostgreSqlPort);
        try
        {
            // Of UDP, this sends nothing: the system only chooses the way.
            using var socket = new UdpClient(name, port);
            return ((IPEndPoint)socket.Client.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
