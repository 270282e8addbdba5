using System.Runtime.ExceptionServices;

namespace HumeGen.Generator.Tests;

/// <summary>Runs code on a thread with as little stack as a thread of a compiler on Windows has: a chain of 10,000 calls does not fit.</summary>
internal static class SmallStack
{
    private const int Size = 1024 * 1024;

    public static T Run<T>(Func<T> run)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = run();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            Size);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    public static void Run(Action run) => Run(() =>
    {
        run();
        return true;
    });
}
