using Hume;

namespace Samples;

/// <summary>The server that a sample talks to, by HUME_BASE_URL and HUME_API_KEY.</summary>
/// <param name="Address">The address; null when neither variable is set, and a simulator inside the process answers.</param>
/// <param name="ApiKey">The key.</param>
/// <param name="Problem">The mistake in the variables, with its remedy; null when there is none.</param>
internal sealed record ServerSettings(Uri? Address, string? ApiKey, string? Problem = null)
{
    /// <summary>Reads the variables.</summary>
    public static ServerSettings Read()
    {
        var address = Environment.GetEnvironmentVariable("HUME_BASE_URL");
        var key = Environment.GetEnvironmentVariable("HUME_API_KEY");
        if (address is null != key is null)
        {
            var missing = address is null ? "HUME_BASE_URL" : "HUME_API_KEY";
            return new(null, null, $"{missing} is not set. Set both to talk to a server, or neither to talk to the simulator.");
        }

        if (address is null)
            return new(null, null);

        try
        {
            var settings = new ServerSettings(new Uri(address), key);
            using var client = new HumeClient(new HumeClientOptions { BaseAddress = settings.Address, ApiKey = key });   // it refuses an address that would tell the key
            return settings;
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException)
        {
            return new(null, null, $"HUME_BASE_URL: {e.Message}");
        }
    }
}
