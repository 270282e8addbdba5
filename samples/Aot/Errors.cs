using Hume;

namespace Aot;

/// <summary>An error of the API, which comes as a typed exception.</summary>
internal static class Errors
{
    public static async Task RunAsync(IHumeClient hume)
    {
        try
        {
            await hume.EmpathicVoice.Configs.GetConfigVersionAsync("00000000-0000-4000-8000-000000000000", 0);
        }
        catch (HumeApiException e)
        {
            Console.WriteLine($"A typed error: {e.Code}, {e.Code?.Meaning}");
        }
    }
}
