using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Page;

/// <summary>The files of the page, which are parts of this assembly.</summary>
internal static class PageFiles
{
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    // The page is one origin with its server: nothing from elsewhere, no inline scripts, and in no frame.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string PageName = "index.html";

    private static readonly FrozenDictionary<string, PageFile> Files = Read();

    /// <summary>Serves the page, at an address that ends in a slash, so that those of its files are below it.</summary>
    public static Task ServePageAsync(HttpContext http)
    {
        if (http.Request.Path.Value is { } path && path.EndsWith('/'))
            return Files[PageName].WriteAsync(http);

        http.Response.Redirect(http.Request.PathBase + http.Request.Path + "/", permanent: false, preserveMethod: true);
        return Task.CompletedTask;
    }

    public static Task ServeFileAsync(HttpContext http)
    {
        if (http.Request.RouteValues["file"] is string name and not PageName && Files.TryGetValue(name, out var file))
            return file.WriteAsync(http);

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static FrozenDictionary<string, PageFile> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().ToFrozenDictionary(name => name, name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return new PageFile(content, TypeOf(name));
        });
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The page has no type for {other}."),
    };

    private sealed class PageFile(byte[] content, string type)
    {
        private readonly string _tag = '"' + Convert.ToHexString(SHA256.HashData(content), 0, 16) + '"';

        public Task WriteAsync(HttpContext http)
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "microphone=(self)";
            headers.CacheControl = "no-cache";
            headers.ETag = _tag;
            if (http.Request.Headers.IfNoneMatch == _tag)
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            http.Response.ContentType = type;
            http.Response.ContentLength = content.Length;
            return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(content, http.RequestAborted).AsTask();
        }
    }
}
