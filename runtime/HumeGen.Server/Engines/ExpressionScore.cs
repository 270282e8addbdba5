namespace HumeGen.Server.Engines;

/// <summary>The score of one expression.</summary>
/// <param name="Name">The name of the expression, such as <c>Joy</c>.</param>
/// <param name="Score">The score, from 0 to 1.</param>
public readonly record struct ExpressionScore(string Name, double Score);
