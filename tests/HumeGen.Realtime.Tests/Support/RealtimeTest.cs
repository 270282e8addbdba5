using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>
/// Base of all tests of a connection: <see cref="Invariants"/> hold for all of them, no error tells a secret, no wait is without an end.
/// </summary>
public abstract class RealtimeTest : IDisposable
{
    public const string Key = "key-4f1c-canary-9d2e";

    private readonly Invariants _invariants = new(Guard, Key);

    protected RealtimeTest() => _invariants.Start();

    /// <summary>The longest that anything here may take; nothing is expected to take any time at all.</summary>
    protected static TimeSpan Guard { get; } = TimeSpan.FromSeconds(60);

    protected static ApiDescription Description { get; } = new()
    {
        Name = "Hume",
        BaseAddress = new Uri("https://api.example.test"),
        ApiKeyHeader = "X-Hume-Api-Key",
        FindErrorCode = static code => new TestCode(code),
        FindCloseCode = static code => new TestCode(code),
    };

    public void Dispose()
    {
        _invariants.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static ApiPipeline Pipeline(Uri address, Action<ApiClientOptions>? configure = null)
    {
        var options = new ApiClientOptions { BaseAddress = address, ApiKey = Key, Random = () => 0, TimeProvider = new PatientTime() };
        configure?.Invoke(options);
        if (options.Credential is not null)
            options.ApiKey = null;
        return new ApiPipeline(Description, options);
    }

    protected static RealtimeRequest Request() => new("wss://stream.example.test/v0/evi", "/chat") { ApiKeyQuery = "api_key", AccessTokenQuery = "access_token" };

    /// <summary>Opens a connection to a server; the pipeline lives as long as the process, as a program's does.</summary>
    protected async Task<TestConnection> ConnectAsync(Uri server, RealtimeOptions? options = null, TimeProvider? time = null, bool binary = false)
    {
        var pipeline = Pipeline(server, o => o.TimeProvider = time ?? o.TimeProvider);
        return Watch(new TestConnection(await pipeline.ConnectAsync(Request(), options).WaitAsync(Guard), binary));
    }

    protected TestConnection Watch(TestConnection connection)
    {
        _invariants.Watch(connection);
        return connection;
    }

    /// <summary>Expects an error of this very type, without a secret in it.</summary>
    protected static async Task<T> FailsAsync<T>(Task task)
        where T : Exception
    {
        var error = await Assert.ThrowsAsync<T>(() => task.WaitAsync(Guard));
        Assert.DoesNotContain(Key, error.ToString(), StringComparison.Ordinal);
        return error;
    }

    protected static Task<T> FailsAsync<T>(ValueTask task)
        where T : Exception => FailsAsync<T>(task.AsTask());

    /// <summary>Expects that reading ends with this error.</summary>
    protected static async Task<RealtimeClosedException> ReadFailsAsync(TestConnection connection) => await FailsAsync<RealtimeClosedException>(ReadToEndAsync(connection));

    protected static async Task<List<IReceived>> ReadToEndAsync(TestConnection connection)
    {
        var all = new List<IReceived>();
        await foreach (var message in connection.ReadAllAsync())
            all.Add(message);
        return all;
    }

    protected static async Task<IReceived> NextAsync(TestConnection connection) => await connection.Reader.ReadAsync().AsTask().WaitAsync(Guard);

    /// <summary>Moves the clock on, second by second, until a task has ended.</summary>
    protected static async Task AdvanceUntilAsync(ManualTime time, Task task)
    {
        using var guard = new CancellationTokenSource(Guard);
        while (!task.IsCompleted)
        {
            guard.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    /// <summary>Moves the clock on until a task has ended: a step at a time, as a timer that starts within a step starts at its end.</summary>
    protected static async Task AdvanceUntilAsync(FakeTimeProvider time, Task task)
    {
        using var guard = new CancellationTokenSource(Guard);
        while (!task.IsCompleted)
        {
            guard.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(1, guard.Token);
        }
    }
}
