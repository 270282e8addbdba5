namespace HumeGen;

/// <summary>Members of random numbers that later frameworks have.</summary>
internal static class RandomPolyfills
{
    extension(Random)
    {
        public static Random Shared => SharedRandom.Instance;
    }

    private sealed class SharedRandom : Random
    {
        public static SharedRandom Instance { get; } = new();

        public override double NextDouble()
        {
            lock (this)
                return base.NextDouble();
        }
    }
}
