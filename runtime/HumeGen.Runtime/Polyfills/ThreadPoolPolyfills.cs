namespace HumeGen;

/// <summary>Members of the thread pool that later frameworks have.</summary>
internal static class ThreadPoolPolyfills
{
    extension(ThreadPool)
    {
        public static bool UnsafeQueueUserWorkItem<T>(Action<T> callback, T state, bool preferLocal) =>
            ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
    }
}
