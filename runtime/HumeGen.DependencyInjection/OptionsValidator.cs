using Microsoft.Extensions.Options;

namespace HumeGen.DependencyInjection;

/// <summary>Checks the options of one name: first the configuration that they come from, then as the client itself does, by making one.</summary>
internal sealed class OptionsValidator<TClient, TOptions>(string name, ApiClientRegistration<TClient, TOptions> registration, OptionsSection? section)
    : IValidateOptions<TOptions>
    where TClient : class, IDisposable
    where TOptions : ApiClientOptions
{
    public ValidateOptionsResult Validate(string? optionsName, TOptions options)
    {
        if (optionsName != name)
            return ValidateOptionsResult.Skip;

        var problems = section?.Problems() ?? [];
        if (problems.Count == 0 && Problem(options) is { } problem)
            problems.Add(problem);
        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(name.Length == 0 ? problems : problems.Select(p => $"{typeof(TOptions).Name} '{name}': {p}"));
    }

    private string? Problem(TOptions options)
    {
        try
        {
            registration.Create(options).Dispose();
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message + section?.Origin(e.ParamName);
        }
        catch (InvalidOperationException e)
        {
            var hasCredential = options is not { ApiKey: null, Credential: null, ApiKeys: null or { Count: 0 } };
            return e.Message + (section is null || hasCredential ? "" : $" In configuration it is {section.CredentialPath}.");
        }
    }
}
