using System.Globalization;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Fetches media over HTTP from allowed addresses only.</summary>
internal sealed class HttpMediaDownloader(AllowedAddresses addresses) : IMediaDownloader, IDisposable
{
    private const int PieceBytes = 64 << 10;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly HttpMessageInvoker _http = new(addresses.CreateHandler());

    public async ValueTask<DownloadedMedia> DownloadAsync(Uri url, long maxBytes, CancellationToken cancellationToken = default)
    {
        if (url.Scheme is not ("http" or "https"))
            throw new HttpRequestException("only URLs of http and https are fetched");

        if (addresses.Refusal(url) is { } refusal)
            throw new HttpRequestException(refusal);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            return await FetchAsync(url, maxBytes, limit.Token).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new HttpRequestException(exception.Message, exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"it takes more than {Longest.TotalSeconds} seconds");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<DownloadedMedia> FetchAsync(Uri url, long maxBytes, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var redirect = (int)response.StatusCode is >= 300 and < 400 ? ", and redirects are not followed" : "";
            throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"its server answers with status {(int)response.StatusCode}{redirect}"));
        }

        using var content = new MemoryStream();
        using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var piece = new byte[PieceBytes];
        for (int count; (count = await body.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (content.Length + count > maxBytes)
                throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"it has more than {maxBytes} bytes"));

            content.Write(piece, 0, count);
        }

        return new DownloadedMedia(content.ToArray(), response.Content.Headers.ContentType?.MediaType);
    }
}
