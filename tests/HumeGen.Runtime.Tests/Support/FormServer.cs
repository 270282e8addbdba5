using Microsoft.AspNetCore.Http;

namespace HumeGen.Tests;

/// <summary>A form as another maker's parser (ASP.NET Core's) reads it.</summary>
public sealed record SeenForm(string? ContentType, long? Length, IReadOnlyList<(string Name, string Value)> Fields, IReadOnlyList<SeenFile> Files);

/// <summary>A file of a form.</summary>
public sealed record SeenFile(string Name, string FileName, string? ContentType, byte[] Content);

/// <summary>Takes forms.</summary>
public sealed class FormServer : IAsyncDisposable
{
    private KestrelServer _server = null!;

    private FormServer()
    {
    }

    public Uri Address => _server.Address;

    public SeenForm? Seen { get; private set; }

    public static async Task<FormServer> StartAsync()
    {
        var forms = new FormServer();
        forms._server = await KestrelServer.StartAsync(forms.TakeAsync);
        return forms;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var files = new List<SeenFile>();
        foreach (var file in form.Files)
        {
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy);
            files.Add(new SeenFile(file.Name, file.FileName, file.ContentType, copy.ToArray()));
        }

        Seen = new SeenForm(
            context.Request.ContentType,
            context.Request.ContentLength,
            [.. form.SelectMany(f => f.Value.Select(v => (f.Key, v!)))],
            files);
    }
}
