using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using HumeGen.Json;

namespace Hume.Tests;

/// <summary>Shapes that the service was seen to send and that no document describes.</summary>
public sealed class OddShapeTests
{
    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#jobs-without-a-type")]
    public void A_job_without_a_type_is_an_inference_job()
    {
        const string Job = """
            {"job_id":"5b3a8c1e-0d3c-4b8e-9a51-1f7d2e7c9b10","user_id":"u","request":{"models":{},"notify":false,"urls":[],"files":[],"text":[]},
             "state":{"created_timestamp_ms":1,"status":"QUEUED"}}
            """;

        var job = Assert.IsType<InferenceJob>(ApiJson.Read(System.Text.Encoding.UTF8.GetBytes(Job), IUnionJob.ReadJson));

        Assert.IsType<StateInferenceQueued>(job.State);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#socket-errors-without-a-code")]
    public void An_error_of_a_socket_may_lack_its_code()
    {
        var error = Assert.IsType<WebSocketError>(ApiJson.Read("""{"type":"error","message":"Out of order"}"""u8, ISubscribeEvent.ReadJson));

        Assert.Equal((null, null, "Out of order"), (error.Code, error.ErrorCode?.Value, error.Message));
    }

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#time-of-an-interruption")]
    [InlineData("""{"type":"user_interruption"}""", null)]
    [InlineData("""{"type":"user_interruption","time":60.5}""", 60.5)]
    [InlineData("""{"type":"user_interruption","time":1700000000123}""", 1700000000123.0)]
    public void An_interruption_may_lack_its_time_or_have_a_fraction(string json, double? time) =>
        Assert.Equal(
            time is { } milliseconds ? DateTimeOffset.UnixEpoch.AddTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond)) : null,
            Assert.IsType<UserInterruption>(ApiJson.Read(System.Text.Encoding.UTF8.GetBytes(json), ISubscribeEvent.ReadJson)).Time);
}
