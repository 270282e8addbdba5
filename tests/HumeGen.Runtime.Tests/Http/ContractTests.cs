using System.Net;
using HumeGen.Json;

namespace HumeGen.Tests.Http;

/// <summary>Code as the generator emits it must compile against the runtime and do what it says.</summary>
public sealed class ContractTests
{
    [Fact]
    public async Task A_client_such_as_the_generator_emits_works()
    {
        using var handler = new StubHandler(
            StubHandler.Step(200, """{"page_number":0,"total_pages":2,"notes":[{"id":"a"}]}"""),
            StubHandler.Step(200, """{"page_number":1,"total_pages":2,"notes":[{"id":"b"}]}"""),
            StubHandler.Step(201, """{"id":"c"}"""),
            StubHandler.Step(200, "renamed"),
            StubHandler.Step(204));
        using var pipeline = TestApi.Create(handler);
        var notes = new NotesClient(pipeline);

        Assert.Equal(["a", "b"], (await notes.ListAsync(new NotesListRequest { PageSize = 1 }).ToListAsync()).Select(n => n.Id));
        Assert.Equal("c", (await notes.CreateAsync("v 1", new Note("c", null))).Id);
        Assert.Equal("renamed", await notes.RenameAsync("c"));
        await notes.DeleteAsync("c", 3);

        Assert.Equal(
            ["GET /v0/notes?page_number=0&page_size=1", "GET /v0/notes?page_number=1&page_size=1", "POST /v0/notes/v%201", "PATCH /v0/notes/c", "DELETE /v0/notes/c/version/3"],
            handler.Seen.Select(s => $"{s.Method} {s.Uri.PathAndQuery}"));
    }

    private sealed record NotesListRequest
    {
        public long? PageNumber { get; init; }

        public int? PageSize { get; init; }
    }

    private sealed record NotesPage(long? TotalPages, IReadOnlyList<Note>? Notes)
    {
        public static NotesPage ReadJson(ref System.Text.Json.Utf8JsonReader reader)
        {
            long? total = null;
            IReadOnlyList<Note>? notes = null;
            JsonRead.StartObject(ref reader, "NotesPage");
            while (JsonRead.NextProperty(ref reader, out var name))
            {
                if (name.SequenceEqual("total_pages"u8))
                    total = JsonRead.Int64(ref reader);
                else if (name.SequenceEqual("notes"u8))
                    notes = JsonRead.List(ref reader, Note.ReadJson);
                else
                    reader.Skip();
            }

            return new NotesPage(total, notes);
        }
    }

    private sealed class NotesClient(ApiPipeline pipeline)
    {
        public AsyncPageable<Note, NotesPage> ListAsync(NotesListRequest? query = null, ApiCallOptions? options = null, CancellationToken cancellationToken = default) =>
            new(
                (pageNumber, token) =>
                {
                    var request = new ApiRequest(HttpMethod.Get, "/v0/notes");
                    request.AddQuery("page_number", pageNumber);
                    request.AddQuery("page_size", query?.PageSize);
                    return pipeline.SendAsync(request, NotesPage.ReadJson, options, token);
                },
                query?.PageNumber ?? 0,
                static page => page.Notes,
                static page => page.TotalPages,
                cancellationToken: cancellationToken);

        public Task<Note> CreateAsync(string id, Note body, ApiCallOptions? options = null, CancellationToken cancellationToken = default)
        {
            var request = new ApiRequest(HttpMethod.Post, "/v0/notes/{id}");
            request.AddPath("id", id);
            request.Body = ApiBody.Json(body);
            return pipeline.SendAsync(request, Note.ReadJson, options, cancellationToken);
        }

        public Task<string> RenameAsync(string id, ApiCallOptions? options = null, CancellationToken cancellationToken = default)
        {
            var request = new ApiRequest(HttpMethod.Patch, "/v0/notes/{id}");
            request.AddPath("id", id);
            return pipeline.SendForTextAsync(request, options, cancellationToken);
        }

        public Task DeleteAsync(string id, long version, ApiCallOptions? options = null, CancellationToken cancellationToken = default)
        {
            var request = new ApiRequest(HttpMethod.Delete, "/v0/notes/{id}/version/{version}");
            request.AddPath("id", id);
            request.AddPath("version", version);
            return pipeline.SendAsync(request, options, cancellationToken);
        }
    }
}
