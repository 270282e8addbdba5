using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Tests.Reading;

/// <summary>The way from files to documents as a whole.</summary>
public class SpecLoaderTests
{
    [Theory]
    [InlineData(Samples.OpenApi)]
    [InlineData(Samples.AsyncApi)]
    [InlineData(Samples.AsyncApi3)]
    [InlineData(Samples.Overlay, Samples.OpenApi)]
    public void Loading_stops_when_it_is_told_to(params string[] texts)
    {
        SpecDocument[] files = [.. texts.Select((text, i) => ReadHelper.File(text, $"{i}.yml"))];
        var sources = SpecSources.Of(files, default);
        var cancelled = new CancellationToken(canceled: true);

        Assert.All(sources.Documents, input => Assert.Throws<OperationCanceledException>(() => SpecLoader.Load(input, cancelled)));
        Assert.Throws<OperationCanceledException>(() => SpecLoader.Load(files, cancelled));
    }

    [Fact]
    public void Documents_are_equal_when_what_they_were_loaded_from_is()
    {
        var first = Load("Nice.", "overlay: 1.0.0\nactions: [{target: $.info, update: {description: D.}}]\n");

        Assert.Equal(first, Load("Nice.", "overlay: 1.0.0\nactions: [{target: $.info, update: {description: D.}}]\n"));
        Assert.NotEqual(first, Load("Nasty", "overlay: 1.0.0\nactions: [{target: $.info, update: {description: D.}}]\n"));
        Assert.NotEqual(first, Load("Nice.", "overlay: 1.0.0\nactions: [{target: $.info, update: {description: E.}}]\n"));
        Assert.Equal(first, Load("Nice.", "overlay: 1.0.0\nactions: [{target: $.info, update: {description: D.}}]\n", "overlay: 1.0.0\nactions: [{target: $.info, x-document: Another, update: {description: D.}}]\n"));

        static LoadedDocument Load(string description, params string[] overlays) =>
            SpecLoader.Load([ReadHelper.File(ReadHelper.WithSchemas($"    A: {{description: {description}}}")), .. overlays.Select((text, i) => ReadHelper.File(text, $"{i}.yml"))], default).Documents[0];
    }

    [Fact]
    public void The_first_half_leaves_schemas_as_they_are_written()
    {
        var document = SpecLoader.Patch(SpecSources.Of([ReadHelper.File(ReadHelper.WithSchemas("    A: {type: string, nullable: true}\n    B: {prefixItems: [{type: string}]}", "3.0.3"))], default).Documents.Single(), default);

        Assert.Equal("""{"A":{"type":"string","nullable":true},"B":{"prefixItems":[{"type":"string"}]}}""", document.Root["components"]!["schemas"]!.ToJsonString());
    }
}
