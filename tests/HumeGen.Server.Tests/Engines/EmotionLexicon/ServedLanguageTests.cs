using HumeGen.Server.EmotionLexicon;
using HumeGen.Server.Engines;
using HumeGen.Server.Tests.ExpressionMeasurement;

namespace HumeGen.Server.Tests.Engines.EmotionLexicon;

/// <summary>Rule-based estimates of texts as clients of the server get them.</summary>
public class ServedLanguageTests
{
    [Fact]
    public async Task A_job_gets_scores_for_each_sentence()
    {
        await using var host = await StartAsync();

        var results = await host.ResultsAsync(await host.StartAsync(
            """{"text":["I love it! I hate rain."],"models":{"language":{"granularity":"sentence","sentiment":{},"toxicity":{} } } }"""));

        var predictions = results[0]!.Predictions("language");
        Assert.Equal(["I love it!", "I hate rain."], predictions.Select(prediction => (string?)prediction["text"]));
        Assert.Equal(["Love", "Anger"], predictions.Select(prediction => (string?)prediction["emotions"]!.AsArray().MaxBy(score => (double)score!["score"]!)!["name"]));
        Assert.All(predictions, prediction => Assert.Equal((53, 9, 6), (
            prediction["emotions"]!.AsArray().Count, prediction["sentiment"]!.AsArray().Count, prediction["toxicity"]!.AsArray().Count)));
    }

    [Fact]
    public async Task A_stream_warns_that_numbers_express_nothing()
    {
        await using var host = await StartAsync();
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");

        await stream.SendAsync("""{"data":"1 2 3","raw_text":true,"models":{"language":{} } }""");

        Assert.Equal("W0104", (string?)(await stream.ReadAsync())!["code"]);
    }

    private static Task<HumeHost> StartAsync() => HumeHost.StartServerAsync(options => options.Engines = new HumeServerEngines().AddEmotionLexicon());
}
