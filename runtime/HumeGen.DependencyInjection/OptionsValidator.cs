using HumeGen;
using Microsoft.Extensions.Options;

namespace Hume;

/// <summary>Checks the options of one name as the client itself does: by making one.</summary>
internal sealed class OptionsValidator(string name) : IValidateOptions<HumeClientOptions>
{
    public ValidateOptionsResult Validate(string? optionsName, HumeClientOptions options)
    {
        if (optionsName != name)
            return ValidateOptionsResult.Skip;

        try
        {
            new HumeClient(options).Dispose();
            return ValidateOptionsResult.Success;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return ValidateOptionsResult.Fail(name.Length == 0 ? e.Message : $"HumeClientOptions '{name}': {e.Message}");
        }
    }
}
