using System.Net;
using Hume;
using Hume.Tts;
using TodoApi;

namespace HumeGen.OtherApis.Tests;

/// <summary>An API with problem details beside Hume's client, in one project.</summary>
public sealed class TodoTests
{
    private const string NoTask = """{"type":"https://todo.example/no-task","title":"No such task","status":404,"detail":"There is no task 7.","reason":"no_such_task"}""";

    [Fact]
    public async Task Each_api_throws_its_own_exception_and_one_base_catches_both()
    {
        await using var server = await Server.StartAsync(r => r.Line.StartsWith("GET /tasks", StringComparison.Ordinal)
            ? new Answer(404, "application/problem+json", NoTask)
            : Answer.Json("""{"code":"E0300","error":"zero_credits","message":"Nothing left"}""", 400));
        using var todo = new TodoClient(new TodoClientOptions { Credential = ApiCredential.FromAccessToken("token-of-a-test"), BaseAddress = server.Address });
        using var hume = new HumeClient(new HumeClientOptions { ApiKey = "key-of-a-test", BaseAddress = server.Address });
        var caught = new List<string>();
        foreach (var call in new Func<Task>[] { () => todo.Tasks.GetTaskAsync("7"), () => hume.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = "Hello" }] }) })
        {
            try
            {
                await call();
            }
            catch (TodoNotFoundException e) when (e.Code == TodoErrorCode.NoSuchTask)
            {
                caught.Add($"todo {e.Code?.Remedy} {e.Error?.Detail}");
            }
            catch (HumeApiException e) when (e.Code == HumeErrorCode.OutOfCredits)
            {
                caught.Add($"hume {e.Code}");
            }

            Assert.IsAssignableFrom<ApiErrorException>(await Record.ExceptionAsync(call));
        }

        Assert.Equal(["todo List the tasks. There is no task 7.", "hume E0300"], caught);
    }

    [Fact]
    public async Task The_one_error_schema_is_the_type_of_the_error()
    {
        var error = await FailAsync(new Answer(404, "application/problem+json", NoTask));

        Assert.Equal((404, "There is no task 7.", TodoErrorCode.NoSuchTask), (error.Error!.Status, error.Error.Detail, error.Error.Reason));
        Assert.True(error.TryReadError<Problem>(out var same));
        Assert.Equal(error.Error, same);
        Assert.Equal("Todo answered 404 NotFound to GET /tasks/{id}. no_such_task: There is no such task. The server says: There is no task 7. List the tasks.", error.Message);
    }

    [Fact]
    public async Task A_body_of_another_shape_is_no_error_of_that_type()
    {
        var error = await FailAsync(new Answer(502, "text/html", "<html>Bad gateway</html>"));

        Assert.Null(error.Error);
        Assert.Null(error.Code);
        Assert.False(error.TryReadError<Problem>(out _));
        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
    }

    [Fact]
    public async Task Fields_that_asp_net_refuses_are_details()
    {
        var error = await FailAsync(new Answer(
            422,
            "application/problem+json",
            """{"title":"One or more validation errors occurred.","status":422,"errors":{"Title":["The Title field is required.","It is short."],"items[0].due":["Not a date."]}}"""));

        Assert.IsType<TodoValidationException>(error);
        Assert.Equal(["Title: The Title field is required.", "Title: It is short.", "items[0].due: Not a date."], error.Details.Select(d => $"{d.Path}: {d.Message}"));
        Assert.Contains("One or more validation errors occurred.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Title: The Title field is required.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, typeof(TodoAuthenticationException))]
    [InlineData(403, typeof(TodoPermissionException))]
    [InlineData(404, typeof(TodoNotFoundException))]
    [InlineData(422, typeof(TodoValidationException))]
    [InlineData(429, typeof(TodoRateLimitException))]
    [InlineData(418, typeof(TodoApiException))]
    public async Task Each_status_that_callers_tell_apart_has_its_class(int status, Type type) =>
        Assert.IsType(type, await FailAsync(new Answer(status, "application/problem+json", "{}")));

    [Fact]
    public async Task An_error_where_a_file_was_due_is_an_error()
    {
        await using var server = await Server.StartAsync(_ => Answer.Json("""{"type":"error","reason":"no_such_task","message":"Gone."}"""));
        using var todo = Client(server);

        var error = await Assert.ThrowsAsync<TodoApiException>(() => todo.Tasks.GetSoundAsync("7"));

        Assert.Equal((HttpStatusCode.OK, TodoErrorCode.NoSuchTask), (error.StatusCode, error.Code));
        Assert.Contains("but what it sent is an error", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_user_agent_names_the_clients_own_product()
    {
        await using var server = await Server.StartAsync(_ => Answer.Json("[]"));
        using var todo = Client(server);

        await todo.Tasks.ListTasksAsync();

        Assert.Matches("^TodoClient/[0-9.]+ HumeGen/[0-9.]+$", server.Requests[0].Header("User-Agent"));
    }

    [Fact]
    public async Task A_key_of_an_API_that_takes_tokens_alone_is_sent_as_one()
    {
        await using var server = await Server.StartAsync(_ => Answer.Json("[]"));
        using var todo = new TodoClient(new TodoClientOptions { ApiKey = "token-of-a-test", BaseAddress = server.Address });

        await todo.Tasks.ListTasksAsync();

        Assert.Equal(("Bearer token-of-a-test", null), (server.Requests[0].Header("Authorization"), server.Requests[0].Header("X-Api-Key")));
    }

    [Fact]
    public async Task A_socket_remembers_an_error_of_no_known_shape()
    {
        await using var server = await Server.StartAsync(_ => new Answer(404, "", ""), (_, _) => [(true, """{"type":"error","reason":"no_such_task","message":"Gone."}"""u8.ToArray())]);
        using var todo = Client(server);

        await using var watch = await todo.Watch.ConnectAsync();
        await watch.SendAsync(new Watch { Id = "7" });
        Assert.IsType<UnknownWatchServerMessage>(await watch.Reader.ReadAsync());
        await watch.CloseAsync();

        var error = (await watch.Closed).LastError;
        Assert.Equal(("no_such_task", "Gone."), (error?.ErrorCode?.Value, error?.ErrorText));
        Assert.Equal("List the tasks.", error?.ErrorCode?.Remedy);
    }

    [Fact]
    public void A_schema_of_the_same_name_gives_way()
    {
        Assert.True(typeof(TodoApiException).IsSubclassOf(typeof(ApiErrorException)));
        Assert.NotNull(typeof(TodoClient).Assembly.GetTypes().SingleOrDefault(t => t.Name.StartsWith("TodoApiException", StringComparison.Ordinal) && t.GetProperty("Note") is not null));
    }

    private static TodoClient Client(Server server) =>
        new(new TodoClientOptions { Credential = ApiCredential.FromAccessToken("token-of-a-test"), BaseAddress = server.Address });

    private static async Task<TodoApiException> FailAsync(Answer answer)
    {
        await using var server = await Server.StartAsync(_ => answer);
        using var todo = new TodoClient(new TodoClientOptions
        {
            Credential = ApiCredential.FromAccessToken("token-of-a-test"),
            BaseAddress = server.Address,
            MaxRetries = 0,
        });
        return await Assert.ThrowsAnyAsync<TodoApiException>(() => todo.Tasks.GetTaskAsync("7"));
    }
}
