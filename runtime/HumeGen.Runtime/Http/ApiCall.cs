using System.Runtime.CompilerServices;

namespace HumeGen;

/// <summary>
/// Makes calls whose results come with their responses. The call gets options to pass on, through which the response is seen:
/// <c>ApiCall.WithResponseAsync(options => client.Tasks.GetAsync("7", options))</c>.
/// </summary>
public static class ApiCall
{
    /// <summary>Makes a call that has a result. An error of the server is an exception, as without this.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="call">Makes one call with the options that it is given: a method of a client, or <c>GetPageAsync</c> of a list.</param>
    /// <param name="options">Options of the call; null is none.</param>
    /// <returns>The result and the response.</returns>
    /// <exception cref="InvalidOperationException">The options were not passed on, or the call made no request.</exception>
    public static async Task<ApiResult<T>> WithResponseAsync<T>(Func<ApiCallOptions, Task<T>> call, ApiCallOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        var seen = new Seen(options);
        var value = await call(seen.Options).ConfigureAwait(false);
        return new ApiResult<T>(value, seen.Response);
    }

    /// <summary>Makes a call whose response says all by its status.</summary>
    /// <param name="call">Makes one call with the options that it is given.</param>
    /// <param name="options">Options of the call; null is none.</param>
    /// <returns>The response.</returns>
    /// <exception cref="InvalidOperationException">The options were not passed on, or the call made no request.</exception>
    public static async Task<ApiResponse> WithResponseAsync(Func<ApiCallOptions, Task> call, ApiCallOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        var seen = new Seen(options);
        await call(seen.Options).ConfigureAwait(false);
        return seen.Response;
    }

    /// <summary>Makes a call that gives items while they arrive, or a list that is fetched page by page. Each enumeration makes the call anew.</summary>
    /// <typeparam name="T">The type of an item, or of a page.</typeparam>
    /// <param name="call">Makes the call with the options that it is given: a stream, a list, or <c>AsPages</c> of a list.</param>
    /// <param name="options">Options of the call; null is none.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>Each item with the response that it came in, which those of one stream or page share.</returns>
    /// <exception cref="InvalidOperationException">The options were not passed on, or the call made no request.</exception>
    public static IAsyncEnumerable<ApiResult<T>> WithResponseAsync<T>(
        Func<ApiCallOptions, IAsyncEnumerable<T>> call, ApiCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return EnumerateAsync(call, options, cancellationToken);
    }

    private static async IAsyncEnumerable<ApiResult<T>> EnumerateAsync<T>(
        Func<ApiCallOptions, IAsyncEnumerable<T>> call, ApiCallOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new Seen(options);
        await foreach (var item in call(seen.Options).WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return new ApiResult<T>(item, seen.Response);
    }

    /// <summary>Sees the newest response of a call.</summary>
    private sealed class Seen
    {
        private ApiResponse? _response;

        public Seen(ApiCallOptions? options)
        {
            var given = options?.OnResponse;
            Options = (options ?? new ApiCallOptions()) with
            {
                OnResponse = response =>
                {
                    _response = response;
                    given?.Invoke(response);
                },
            };
        }

        public ApiCallOptions Options { get; }

        public ApiResponse Response => _response
            ?? throw new InvalidOperationException("The call made no request with the given options. Pass them on: options => client.Tasks.GetAsync(id, options).");
    }
}
