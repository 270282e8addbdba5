using Hume.EmpathicVoice;

namespace UnitTests;

/// <summary>Makes sure that a config of that name exists.</summary>
public sealed class Assistants(IConfigsClient configs)
{
    /// <summary>Id of the config, which is created if there is none.</summary>
    public async Task<string> EnsureAsync(string name, CancellationToken cancellationToken = default)
    {
        await foreach (var config in configs.ListConfigsAsync(cancellationToken: cancellationToken))
        {
            if (config.Name == name)
                return config.Id!;
        }

        return (await configs.CreateConfigAsync(new() { Name = name, EviVersion = "3" }, cancellationToken: cancellationToken)).Id!;
    }
}
