using System.Text;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen.Runtime.Tests.Json;

/// <summary>Times without an offset are in UTC, wherever the machine is.</summary>
[Collection(nameof(TimesWithoutOffsetTests))]
[CollectionDefinition(nameof(TimesWithoutOffsetTests), DisableParallelization = true)]
public sealed class TimesWithoutOffsetTests : IDisposable
{
    private readonly string? _zone = Environment.GetEnvironmentVariable("TZ");

    // Unix takes the zone from this variable; Windows has the zone of the machine.
    public TimesWithoutOffsetTests() => SetZone("Asia/Tokyo");

    public void Dispose() => SetZone(_zone);

    [Theory]
    [InlineData("2026-01-02T03:04:05", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("2026-01-02T03:04:05.25", "2026-01-02T03:04:05.2500000+00:00")]
    [InlineData("2026-01-02 03:04", "2026-01-02T03:04:00.0000000+00:00")]
    [InlineData("2026-07-02T03:04:05-07:00", "2026-07-02T03:04:05.0000000-07:00")]
    [InlineData("0001-01-01T00:00:00", "0001-01-01T00:00:00.0000000+00:00")]
    public void They_are_UTC(string text, string expected)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"\"{text}\""));
        reader.Read();

        Assert.Equal(expected, JsonRead.DateTimeOffset(ref reader).ToString("O"));
    }

    private static void SetZone(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }
}
