using Hume.ExpressionMeasurement.Stream;

namespace Hume.EndToEnd;

public class ExpressionStreamTests : EndToEndTest
{
    [Fact]
    public async Task Each_answer_finds_its_question()
    {
        await using var stream = await Hume.ExpressionMeasurement.Stream.ConnectAsync(cancellationToken: Patience);
        string[] words = ["apple", "brook", "cloud", "daisy", "ember", "field", "grove", "heath", "inlet", "jetty"];

        var answers = await Task.WhenAll(words.Select(w => stream.MeasureTextAsync($"Look at the {w}!", cancellationToken: Patience)));

        var texts = answers.Select(a => string.Concat(Assert.IsType<StreamModelPredictions>(a).Language!.Predictions!.Select(p => p.Text)));
        Assert.All(words.Zip(texts), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_payload_that_is_too_long_is_a_typed_error_and_the_stream_goes_on()
    {
        await using var stream = await Hume.ExpressionMeasurement.Stream.ConnectAsync(cancellationToken: Patience);

        var error = Assert.IsType<StreamErrorMessage>(await stream.MeasureTextAsync(new string('x', 10_001), cancellationToken: Patience));

        Assert.Equal("E0206", error.Code);
        Assert.NotNull(error.ErrorCode?.Remedy);
        Assert.IsType<StreamModelPredictions>(await stream.MeasureTextAsync("Short.", cancellationToken: Patience));
    }

    [Fact]
    public async Task The_end_of_the_connection_ends_the_wait()
    {
        var stream = await Hume.ExpressionMeasurement.Stream.ConnectAsync(cancellationToken: Patience);
        await stream.DisposeAsync();

        await Assert.ThrowsAsync<RealtimeClosedException>(() => stream.MeasureTextAsync("Too late.", cancellationToken: Patience));
    }
}
