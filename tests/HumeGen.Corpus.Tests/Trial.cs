using System.Diagnostics;
using HumeGen.Generator.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Corpus.Tests;

/// <summary>Generates a document and compiles what comes out, as a project of its own would.</summary>
internal static class Trial
{
    /// <summary>The outcome. Neither exceptions nor endless loops of the generator come out of this.</summary>
    public static async Task<Outcome> RunAsync(CorpusDocument document, TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        // A generator that does not listen is left behind.
        var work = Task.Run(() => Run(document, late.Token));
        try
        {
            return await work.WaitAsync(limit + TimeSpan.FromSeconds(10));
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            return Outcome.Failed(document, "too slow", $"It takes more than {limit.TotalSeconds} s.");
        }
        catch (Exception e)
        {
            return Outcome.Failed(document, "crashed", e.Message);
        }
    }

    private static Outcome Run(CorpusDocument document, CancellationToken cancellationToken)
    {
        var session = new GeneratorSession(document.Files);
        var watch = Stopwatch.StartNew();
        var result = session.Run(cancellationToken);
        var time = watch.Elapsed;
        var (methods, connections) = RequestsIn(session.Output);
        return new Outcome(document.Name)
        {
            // As reported, but for what only the options of the project raise.
            Reported = [.. result.Diagnostics.Select(d => (d.Id, d.Severity < d.DefaultSeverity ? d.Severity : d.DefaultSeverity))],
            Compiler = [.. session.Output.GetDiagnostics(cancellationToken).Where(d => d.DefaultSeverity >= DiagnosticSeverity.Warning)],
            Operations = document.Tree.Operations,
            WithoutMethod = document.Tree.Operations is { } operations ? Missing(operations, methods) : [],
            Channels = document.Tree.Channels,
            WithoutConnection = document.Tree.Channels is { } channels ? Missing(channels, connections) : [],
            Connections = ConnectionTypes.In(session.Output),
            Time = time,
            Code = result.GeneratedSources.Sum(s => (long)s.SourceText.Length),
        };
    }

    // Every generated method makes its request from the verb and path of the document, every connection from the address.
    private static (List<string> Methods, List<string> Connections) RequestsIn(CSharpCompilation output)
    {
        var (methods, connections) = (new List<string>(), new List<string>());
        foreach (var made in output.SyntaxTrees.SelectMany(t => t.GetRoot().DescendantNodes()).OfType<ObjectCreationExpressionSyntax>())
        {
            if (made.ArgumentList is not { Arguments: [var first, { Expression: LiteralExpressionSyntax path }, ..] })
                continue;
            if (made.Type.ToString() == "global::HumeGen.ApiRequest")
                methods.Add($"{Verb(first.Expression)} {DocumentTree.PlainPath(path.Token.ValueText)}");
            else if (made.Type.ToString() == "global::HumeGen.RealtimeRequest")
                connections.Add(DocumentTree.PlainAddress(path.Token.ValueText));
        }

        return (methods, connections);
    }

    private static string Verb(ExpressionSyntax method) => method switch
    {
        MemberAccessExpressionSyntax known => known.Name.Identifier.Text.ToUpperInvariant(),
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax name }] } => name.Token.ValueText,
        _ => method.ToString(),
    };

    private static string[] Missing(IReadOnlyList<string> expected, List<string> found)
    {
        var left = found.CountBy(f => f).ToDictionary();
        return [.. expected.Where(e => (left[e] = left.GetValueOrDefault(e) - 1) < 0)];
    }
}
