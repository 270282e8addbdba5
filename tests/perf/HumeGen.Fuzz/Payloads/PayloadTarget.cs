namespace HumeGen.Fuzz.Payloads;

/// <summary>JSON for every type and union of the bundled client.</summary>
internal sealed class PayloadTarget : FuzzTarget
{
    private readonly IReadOnlyList<PayloadType> _types = PayloadTypes.Find();
    private readonly IReadOnlyList<Seed> _seeds;

    public PayloadTarget()
    {
        _seeds = [.. _types.SelectMany((type, n) => type.Examples().Select(json => new Seed(n, json)))];
        foreach (var seed in _seeds)
            _types[seed.Type].CheckExample(seed.Json);
    }

    public override string Material => $"{_types.Count} types and unions, {_seeds.Count} valid payloads";

    public override IFuzzWorker CreateWorker() => new Worker(this);

    private sealed class Worker(PayloadTarget target) : IFuzzWorker
    {
        private readonly PayloadMutator _mutator = new(target._seeds);

        public Task<string> RunAsync(FuzzCase input)
        {
            var (type, json) = _mutator.Next(input.Random);
            input.Uses($"{target._types[type].Name}.json", json);
            return target._types[type].Check(json) ? Accepted : Rejected;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private static readonly Task<string> Accepted = Task.FromResult("accepted");
    private static readonly Task<string> Rejected = Task.FromResult("rejected");
}

/// <summary>A valid payload.</summary>
/// <param name="Type">Index of its type.</param>
/// <param name="Json">The JSON in UTF-8.</param>
internal sealed record Seed(int Type, byte[] Json);
