using System.Globalization;

namespace HumeGen.Simulator.Hosting;

/// <summary>The room for what clients store. A resource takes its share when it is made and gives it back when it is deleted.</summary>
internal sealed class Storage(long limit)
{
    /// <summary>What a resource takes besides its texts.</summary>
    public const int Overhead = 1024;

    private readonly ByteBudget _budget = new(limit);

    /// <summary>Takes room for something of this size; refuses when there is not enough.</summary>
    public void Take(long size)
    {
        if (_budget.TryTake(size))
            return;

        throw ApiRefusal.Error(
            400,
            null,
            "limit_reached",
            string.Create(CultureInfo.InvariantCulture, $"The simulator stores at most {limit} bytes, and there is no room for {size} more; delete something first."));
    }

    public void Return(long size) => _budget.Return(size);
}
