namespace HumeGen;

/// <summary>The credentials that one call sends.</summary>
/// <param name="HasAuthorization">Whether the access token, or the user name and password, goes along.</param>
/// <param name="Keys">The keys that go along.</param>
internal sealed record CallCredentials(bool HasAuthorization, IReadOnlyList<(ApiKeyPlace Place, string Key)> Keys)
{
    public static CallCredentials None { get; } = new(false, []);
}
