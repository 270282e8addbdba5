namespace HumeGen;

/// <summary>Members of cancellation tokens that later frameworks have.</summary>
internal static class CancellationTokenPolyfills
{
    extension(CancellationToken token)
    {
        public CancellationTokenRegistration UnsafeRegister(Action<object?> callback, object? state) => token.Register(callback, state, useSynchronizationContext: false);

        public CancellationTokenRegistration UnsafeRegister(Action<object?, CancellationToken> callback, object? state) =>
            token.Register(s => callback(s, token), state, useSynchronizationContext: false);
    }

    public static ValueTask DisposeAsync(this CancellationTokenRegistration registration)
    {
        registration.Dispose();
        return default;
    }
}
