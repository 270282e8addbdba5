using HumeGen.Server.ExpressionMeasurement.Batch;

namespace HumeGen.Server.Storage;

/// <summary>The stores of a <see cref="HumeServer"/>. Each keeps its state in memory unless set.</summary>
public sealed class HumeServerStores
{
    /// <summary>Keeps batch jobs of expression measurement and their results.</summary>
    public IJobStore? Jobs { get; set; }
}
