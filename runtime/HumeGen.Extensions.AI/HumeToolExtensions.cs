using Hume.AI;
using Hume.EmpathicVoice;

namespace Microsoft.Extensions.AI;

/// <summary>Makes tools of EVI from functions of Microsoft.Extensions.AI.</summary>
public static class HumeToolExtensions
{
    /// <summary>
    /// Registers a function that EVI may call in a chat, in place of an earlier one of the same name. EVI gets to know which argument is missing or of a wrong
    /// type, but of an exception only that the tool failed, unless it is a <see cref="ToolErrorException"/> or <see cref="ToolHandlers.IncludeErrorDetails"/> is
    /// set. EVI must know the tool: from the config, or from the session settings by <see cref="AsEviTool"/>.
    /// </summary>
    /// <param name="tools">Tools of a chat.</param>
    /// <param name="function">Function to call. Its result goes to EVI as text: a text as it is, another value as JSON.</param>
    /// <param name="services">Services that parameters of the function come from; null for none.</param>
    /// <exception cref="ArgumentException">The function requires approval before it runs.</exception>
    public static void Handle(this ToolHandlers tools, AIFunction function, IServiceProvider? services = null)
    {
        if (tools is null)
            throw new ArgumentNullException(nameof(tools));
        if (function is null)
            throw new ArgumentNullException(nameof(function));
        if (function.GetService<ApprovalRequiredAIFunction>() is not null)
        {
            throw new ArgumentException(
                $"The function {function.Name} must not run without approval, and EVI waits for no one. Register a handler that asks, and then calls the function inside.",
                nameof(function));
        }

        tools.Handle(function.Name, async (json, cancellationToken) =>
        {
            var arguments = ToolArguments.Read(json, function);
            arguments.Services = services;
            return ToolText.Of(await function.InvokeAsync(arguments, cancellationToken).ConfigureAwait(false), function.JsonSerializerOptions);
        });
    }

    /// <summary>Makes the definition of a tool for <see cref="SessionSettings.Tools"/>.</summary>
    /// <param name="function">Function with its name, description and schema.</param>
    /// <param name="fallbackContent">Text that the language model goes on with when the tool fails; null for none.</param>
    /// <returns>The definition.</returns>
    public static Tool AsEviTool(this AIFunctionDeclaration function, string? fallbackContent = null)
    {
        if (function is null)
            throw new ArgumentNullException(nameof(function));
        return new()
        {
            Type = ToolType.Function,
            Name = function.Name,
            Description = Description(function),
            Parameters = function.JsonSchema.GetRawText(),
            FallbackContent = fallbackContent,
        };
    }

    /// <summary>Makes the definition of a tool for <see cref="IToolsClient.CreateToolAsync"/>, which configs then refer to.</summary>
    /// <param name="function">Function with its name, description and schema.</param>
    /// <param name="fallbackContent">Text that the language model goes on with when the tool fails; null for none.</param>
    /// <returns>The definition.</returns>
    public static PostedUserDefinedTool AsPostedTool(this AIFunctionDeclaration function, string? fallbackContent = null)
    {
        if (function is null)
            throw new ArgumentNullException(nameof(function));
        return new()
        {
            Name = function.Name,
            Description = Description(function),
            Parameters = function.JsonSchema.GetRawText(),
            FallbackContent = fallbackContent,
        };
    }

    private static string? Description(AIFunctionDeclaration function) => function.Description.Length == 0 ? null : function.Description;
}
