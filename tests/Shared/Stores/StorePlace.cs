using HumeGen.Server.Storage;

namespace HumeGen.Tests.Stores;

/// <summary>A place where stores keep their state, which is empty at first.</summary>
public abstract class StorePlace : IAsyncDisposable
{
    /// <summary>The stores of one server.</summary>
    public abstract Task<HumeServerStores> OpenAsync();

    /// <summary>The stores of another server on the same state; those of the first where a server has its state to itself.</summary>
    public virtual Task<HumeServerStores> OpenAnotherAsync() => OpenAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>Stores of a place, for tests of what every store promises.</summary>
public abstract class StoreContract(StorePlace place) : IAsyncLifetime
{
    protected HumeServerStores Stores { get; private set; } = null!;

    protected HumeServerStores Others { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Stores = await place.OpenAsync();
        Others = await place.OpenAnotherAsync();
    }

    public async Task DisposeAsync() => await place.DisposeAsync();

    protected static string NewId() => Guid.NewGuid().ToString("D");
}
