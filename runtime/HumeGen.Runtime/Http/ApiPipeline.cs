using HumeGen.Json;

namespace HumeGen;

/// <summary>
/// Sends requests: the one place that knows address, credential, retries, limits and errors. All members may be used from many threads at once;
/// one instance serves a whole program.
/// </summary>
public sealed class ApiPipeline : IDisposable
{
    /// <summary>Makes a pipeline.</summary>
    /// <param name="description">What is to be known about the API.</param>
    /// <param name="options">How to reach it.</param>
    public ApiPipeline(ApiDescription description, HumeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(options);
    }

    /// <summary>Sends a request and reads the JSON of the response.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the result.</param>
    /// <param name="options">What this call does differently; null is nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The result.</returns>
    public Task<T> SendAsync<T>(ApiRequest request, JsonReader<T> read, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Sends a request whose response says all by its status; its body is ignored.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">What this call does differently; null is nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when the server has said yes.</returns>
    public Task SendAsync(ApiRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Sends a request and reads the response as text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">What this call does differently; null is nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The text.</returns>
    public Task<string> SendForTextAsync(ApiRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Sends a request and hands out the response while it arrives.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">What this call does differently; null is nothing.</param>
    /// <param name="cancellationToken">Ends the call, until the headers are there; reading has tokens of its own.</param>
    /// <returns>The response; dispose it.</returns>
    public Task<BinaryResponse> SendForBinaryAsync(ApiRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Sends a request and reads the items of the response while they arrive, be they JSON lines or server-sent events.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="request">The request; it is sent when the enumeration begins.</param>
    /// <param name="read">Reads an item.</param>
    /// <param name="options">What this call does differently; null is nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The items.</returns>
    public IAsyncEnumerable<T> SendForItemsAsync<T>(
        ApiRequest request,
        JsonReader<T> read,
        RequestOptions? options = null,
        CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
