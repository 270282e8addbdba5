using Hume;
using Hume.EmpathicVoice;
using HumeGen;
using Microsoft.Extensions.DependencyInjection;

/// <summary>Things that blocks begin with.</summary>
internal static class Setup
{
    /// <summary>Address of the simulator. Its key is in HUME_API_KEY.</summary>
    public static Uri Address { get; } = new(Environment.GetEnvironmentVariable("HUME_BASE_URL")!);

    public static HumeClient NewClient() => new(new HumeClientOptions { BaseAddress = Address });

    public static void UseSimulator(IServiceCollection services, string name) => services.Configure<HumeClientOptions>(name, o => o.BaseAddress = Address);

    public static async Task<string> NewConfigAsync(HumeClient hume) =>
        (await hume.EmpathicVoice.Configs.CreateConfigAsync(new() { Name = "guide", EviVersion = "3" })).Id!;

    /// <summary>A second of a tone and a second of silence, as 16-bit samples at 48 kHz.</summary>
    public static byte[] Recording()
    {
        var samples = new short[2 * 48_000];
        for (var i = 0; i < samples.Length / 2; i++)
            samples[i] = (short)(12_000 * Math.Sin(i * 2 * Math.PI * 220 / 48_000));
        return System.Runtime.InteropServices.MemoryMarshal.AsBytes<short>(samples).ToArray();
    }
}
