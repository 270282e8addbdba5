using System.Net;

namespace HumeGen;

/// <summary>The result of a call together with the response that it came in. <see cref="ApiCall"/> gives it.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="Value">The result: of a list or stream one page or item.</param>
/// <param name="Response">The response: status, headers, and the body unless it is streamed.</param>
public sealed record ApiResult<T>(T Value, ApiResponse Response)
{
    /// <summary>The status of the response.</summary>
    public HttpStatusCode StatusCode => Response.StatusCode;

    /// <summary>The headers; names compare without regard to case, repeated values are joined with a comma, and cookies are left out.</summary>
    public IReadOnlyDictionary<string, string> Headers => Response.Headers;

    /// <summary>The server's id of the request; null when it gave none.</summary>
    public string? RequestId => Response.RequestId;

    /// <summary>The status, method and path, without any of the values sent or received.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => Response.ToString();
}
