using System.Text.Json;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.RuleBased;

/// <summary>A call of a tool, or the question that must be answered before.</summary>
internal sealed record ToolChoice(AIFunctionDeclaration Tool, Dictionary<string, object?> Arguments, string? Question);

/// <summary>The rules by which words of the user call tools.</summary>
internal static class ToolRules
{
    // Of the description; all words of the name do as well.
    private const int WordsOfDescription = 2;

    /// <summary>The tool that the user asks for; null when it is none.</summary>
    public static ToolChoice? Choose(IEnumerable<AIFunctionDeclaration> tools, Turns turns)
    {
        // An answer to a question back goes on with what was asked for.
        var text = turns.Answer.StartsWith(ToolArguments.QuestionBegin, StringComparison.Ordinal) && turns.Earlier.FirstOrDefault() is { } before
            ? $"{before.TrimEnd('.', '?', '!', ' ')} for {turns.Last}"
            : turns.Last;
        var said = English.Words(text).Select(ToolWords.Stem).ToHashSet();
        var best = tools.Select(tool => (Tool: tool, Score: Score(tool, said))).Where(choice => choice.Score > 0).OrderByDescending(choice => choice.Score).FirstOrDefault();
        return best.Tool is { } chosen ? ToolArguments.Fill(chosen, text) : null;
    }

    private static int Score(AIFunctionDeclaration tool, HashSet<string> said)
    {
        var name = ToolWords.Telling(tool.Name);
        var ofDescription = ToolWords.Telling(tool.Description ?? "").Count(said.Contains);
        var isNamed = name.Count > 0 && name.IsSubsetOf(said);
        return isNamed || ofDescription >= WordsOfDescription ? (isNamed ? 100 * name.Count : 0) + ofDescription : 0;
    }
}
