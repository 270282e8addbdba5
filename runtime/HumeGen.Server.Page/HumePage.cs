using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace HumeGen.Server.Page;

/// <summary>
/// A web page on which one speaks or types with the assistant of a <see cref="HumeServer"/>. <see cref="HumePageExtensions.MapHumePage"/> serves it.
/// </summary>
/// <remarks>All members can be used from several threads at once.</remarks>
public sealed class HumePage
{
    // Links that nobody opens must not pile up.
    private const int MaxCodes = 100;

    private readonly ConcurrentDictionary<string, bool> _codes = new(StringComparer.Ordinal);

    /// <summary>Lines about the server that the page shows, such as the names of its engines; none unless set.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The sentence above the chart that says how scores of a voice come about, such as "Rule-based estimates from the sound of the voice.".</summary>
    public string ScoresNote { get; init; } = "Estimates of the engine of this server, not facts about a person.";

    /// <summary>
    /// Makes a link that lets one browser tab in, once. The code is behind the <c>#</c>, which browsers send to no server, so that no log has it. Whoever opens the
    /// page in another way is asked for the API key.
    /// </summary>
    /// <param name="address">The address of the page, such as <c>http://127.0.0.1:5080/</c>.</param>
    /// <exception cref="InvalidOperationException">100 links have been made that nobody has opened.</exception>
    public Uri CreateLink(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (_codes.Count >= MaxCodes)
            throw new InvalidOperationException($"{MaxCodes} links have been made that nobody has opened; open one of them.");

        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)).ToLowerInvariant();
        _codes[code] = true;
        return new UriBuilder(address) { Path = address.AbsolutePath.TrimEnd('/') + "/", Fragment = "code=" + code }.Uri;
    }

    /// <summary>Whether a code is one of a link; it is none from then on.</summary>
    internal bool Take(string code) => _codes.TryRemove(code, out _);
}
