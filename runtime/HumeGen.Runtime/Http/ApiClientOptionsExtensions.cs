namespace HumeGen;

/// <summary>Members of options for code that makes clients of them, such as a registration in a container.</summary>
public static class ApiClientOptionsExtensions
{
    /// <summary>A copy of the same type with the same values. Later changes of one do not reach the other; handlers, credentials and hooks are shared.</summary>
    /// <typeparam name="T">The type of the options.</typeparam>
    /// <param name="options">The options to copy; they stay as they are.</param>
    /// <returns>The copy.</returns>
    public static T Copy<T>(this T options)
        where T : ApiClientOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        return (T)options.Clone();
    }

    /// <summary>
    /// A new handler, set up as a client of these options sets up its own: it follows no redirects, keeps no cookies, takes compressed responses and opens
    /// connections within <see cref="ApiClientOptions.ConnectTimeout"/>. Put handlers of yours around it and give the outermost one to
    /// <see cref="ApiClientOptions.HttpMessageHandler"/>.
    /// </summary>
    /// <param name="options">The options; of these only <see cref="ApiClientOptions.ConnectTimeout"/> counts, and on .NET Framework none.</param>
    /// <returns>The handler, which the caller disposes.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ApiClientOptions.ConnectTimeout"/> is zero, negative other than infinite, or more than 24 days.</exception>
    public static HttpMessageHandler CreateHandler(this ApiClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return HttpClientProvider.CreateHandler(options.ConnectTimeout);
    }
}
