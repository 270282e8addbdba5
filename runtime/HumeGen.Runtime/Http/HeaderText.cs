namespace HumeGen;

/// <summary>Keeps what goes into headers harmless.</summary>
internal static class HeaderText
{
    private const string Signs = "!#$%&'*+-.^_`|~";

    /// <summary>Checks a secret that will travel in a header; the message never shows it.</summary>
    public static string CheckSecret(string? secret, string what)
    {
        if (secret is null || string.IsNullOrWhiteSpace(secret))
            throw new ArgumentException($"The {what} is empty.");
        foreach (var c in secret)
        {
            if (c is <= ' ' or >= '\x7f')
            {
                throw new ArgumentException(
                    $"The {what} contains a space, a line break or a character that is not ASCII. Was it copied with its surroundings, or read from a file with a line end?");
            }
        }

        return secret;
    }

    /// <summary>Checks a secret that is the whole value of the header Authorization, so that a scheme and one space may stand before it: <c>Token abc</c>.</summary>
    public static string CheckAuthorization(string? secret, string what)
    {
        var space = secret?.IndexOf(' ') ?? -1;
        if (space > 0 && secret![..space].All(IsOfToken))
            CheckSecret(secret[(space + 1)..], what);
        else
            CheckSecret(secret, what);
        return secret!;
    }

    /// <summary>Checks a header's name and value; the message shows the name only.</summary>
    public static void Check(string name, string? value)
    {
        if (string.IsNullOrEmpty(name) || !name.All(IsOfToken))
            throw new ArgumentException("A header's name may consist of letters, digits and a few signs such as '-' only.", nameof(name));
        if (value is not null && value.Any(static c => c is < ' ' or > '~'))
            throw new ArgumentException($"The value of the header {name} contains a line break, a control character or one that is not ASCII.", nameof(value));
    }

    /// <summary>Sets a header in place of any other of that name.</summary>
    public static void Replace(HttpRequestMessage message, string name, string value)
    {
        Check(name, value);
        if (message.Headers.NonValidated.Contains(name))
            message.Headers.Remove(name);
        if (message.Headers.TryAddWithoutValidation(name, value))
            return;

        // The rest describe the content.
        message.Content?.Headers.Remove(name);
        message.Content?.Headers.TryAddWithoutValidation(name, value);
    }

    private static bool IsOfToken(char c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') || Signs.Contains(c, StringComparison.Ordinal);
}
