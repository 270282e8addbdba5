using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using YamlDotNet.RepresentationModel;

namespace HumeGen.Generator.Tests;

/// <summary>Rules for the pipeline's steps with any specifications.</summary>
internal static class StepAssert
{
    /// <summary>Fails when a step computed anything new.</summary>
    public static void NothingRan(GeneratorRunResult result)
    {
        foreach (var (name, steps) in result.TrackedSteps.Concat(result.TrackedOutputSteps))
        {
            foreach (var (_, reason) in steps.SelectMany(s => s.Outputs))
                Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"The step {name} ran again: {reason}.");
        }
    }

    /// <summary>Number of outputs of a step for each reason.</summary>
    public static string Reasons(GeneratorRunResult result, string step) => string.Join(", ", result.TrackedSteps[step]
        .SelectMany(s => s.Outputs)
        .GroupBy(o => o.Reason)
        .OrderBy(g => g.Key)
        .Select(g => $"{g.Count()} {g.Key}"));

    /// <summary>The outputs of a step that are new or changed.</summary>
    public static IEnumerable<object> Changed(GeneratorRunResult result, string step) => result.TrackedSteps[step]
        .SelectMany(s => s.Outputs)
        .Where(o => o.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)
        .Select(o => o.Value);

    // These hand on the trees of documents, which are equal when what they were loaded from is.
    private static readonly string[] StepsWithTrees = [StepNames.Overlays, StepNames.Inputs, StepNames.Loaded];

    /// <summary>Fails when a step hands on something that keeps a compilation or a document alive, or that is not compared by value.</summary>
    public static void HoldsOnlyData(GeneratorRunResult result)
    {
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        // The compiler's own inputs have no name of ours.
        foreach (var name in typeof(StepNames).GetFields().Select(f => (string)f.GetValue(null)!))
        {
            if (name == StepNames.Files || !result.TrackedSteps.TryGetValue(name, out var steps))
                continue;
            foreach (var (value, _) in steps.SelectMany(s => s.Outputs))
                Walk(value, name, visited, StepsWithTrees.Contains(name));
        }
    }

    private static void Walk(object? node, string path, HashSet<object> visited, bool mayHoldTrees)
    {
        if (node is null or string || node.GetType() is { IsPrimitive: true } or { IsEnum: true })
            return;
        if (mayHoldTrees && (node is JsonNode || node.GetType().Namespace?.StartsWith("Microsoft.OpenApi", StringComparison.Ordinal) == true))
            return;
        Assert.False(
            node is ISymbol or SyntaxNode or SyntaxTree or SyntaxToken or Compilation or AdditionalText or Location or Diagnostic or JsonNode or YamlNode
                || node is Delegate
                || node.GetType().Namespace?.StartsWith("Microsoft.OpenApi", StringComparison.Ordinal) == true
                || node.GetType().Namespace?.StartsWith("YamlDotNet", StringComparison.Ordinal) == true,
            $"{path} holds a {node.GetType()}.");
        if (!node.GetType().IsValueType && !visited.Add(node))
            return;

        if (node is IEnumerable items)
        {
            foreach (var item in items)
                Walk(item, path + "[]", visited, mayHoldTrees);
        }

        for (var type = node.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            // What only caches, such as the comparers of the framework's collections, is theirs.
            if (type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
                break;
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Walk(field.GetValue(node), $"{path}.{field.Name}", visited, mayHoldTrees);
        }
    }
}
