using OtherApi;
using Parrot;

/// <summary>Things that blocks on other APIs begin with.</summary>
internal static class ParrotSetup
{
    public static ParrotClient NewClient(ParrotServer server) => new(new ParrotClientOptions { BaseAddress = server.Address, ApiKey = ParrotServer.Key });
}
