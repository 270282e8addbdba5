namespace HumeGen.Generator.Tests;

/// <summary>A document that mixes constructs as real ones do.</summary>
public sealed class LargeSpecTests(LargeSpecTests.Compiled compiled) : IClassFixture<LargeSpecTests.Compiled>
{

    [Fact]
    public void It_compiles_without_a_diagnostic()
    {
        var run = compiled.Run;

        Assert.InRange(run.TypeNames().Count(), 120, 220);
        Assert.Equal(27, run.Declarations().Count(d => d.StartsWith("M:Harbour.I", StringComparison.Ordinal) && d.Contains("Async(", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Harbour.Ship", """{"created_at":"2026-11-21T10:00:00+00:00","created_by":{"actor_type":"user","id":"7"},"id":"IMO1","name":"n","flag":"DE","kind":"ro-ro","dimensions":{"length":1.5,"beam":2},"position":[1,2],"sister_ships":[],"metadata":{"a":1,"b":"c","d":null},"new":[1]}""")]
    [InlineData("Harbour.Berth", """{"id":"A1","length":300,"equipment":[{"kind":"GantryCrane","capacity":{"value":12.50,"unit":"t"},"rails":2},{"kind":"ladder"}],"tide_table":[["2026-11-21T10:00:00+00:00","high",3.5]]}""")]
    [InlineData("Harbour.Booking", """{"ship_id":"IMO1","period":{"from":"2026-11-21","until":"2026-11-22"},"services":[{"type":"tug","count":2},{"type":"band"}],"created_at":"2026-11-21T10:00:00+00:00","id":5,"status":"requested"}""")]
    [InlineData("Harbour.CargoSearchResult", """{"hits":[{"score":1,"cargo":{"owner":"o","kind":"container","number":"1","seals":[]},"highlights":{"a":["b"]}}],"facets":{"kind":{"container":1}}}""")]
    [InlineData("Harbour.DutyAssessment", """{"total":{"amount":"1.00","currency":"EUR"},"reasons":[{"all":[{"any":[]},{"field":"f","equals":[1]}]}]}""")]
    [InlineData("Harbour.Question", """{"question":"q","context":[{"role":"user","content":"text"},{"role":"assistant","content":[{"type":"ship","ship_id":"IMO1"}]}]}""")]
    [InlineData("Harbour.WeatherEvent", """{"type":"weather.changed","wind":[12,"N"],"gusts":true}""")]
    public void Its_values_survive(string type, string json)
    {
        compiled.Output.AssertRoundTrip(type, json);
    }

    /// <summary>The document, compiled once. The harness asserts that neither the generator nor the compiler has anything to say.</summary>
    public sealed class Compiled : IDisposable
    {
        internal GeneratorRun Run { get; } = GeneratorRun.Of([SpecText.FromFile(Repository.Find("tests", "HumeGen.Generator.Tests", "Large", "harbour.yml"))]);

        internal LoadedOutput Output => _output ??= new LoadedOutput(Run);

        private LoadedOutput? _output;

        public void Dispose() => _output?.Dispose();
    }
}
