using System.Globalization;
using HumeGen.Generator.Binding;
using HumeGen.Generator.Emitting;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;
using HumeGen.Tests;

namespace HumeGen.Fuzz.Specs;

/// <summary>The specifications of the repository, changed, through reader, binder and emitter; the output of some is compiled.</summary>
/// <param name="compileEvery">Compiles the output of each case whose index this divides; 0 for none.</param>
internal sealed class SpecTarget(int compileEvery) : FuzzTarget
{
    private readonly SpecCorpus _corpus = new();

    public override string Material => $"{_corpus.Count} specifications, 1 of {compileEvery.ToString(CultureInfo.InvariantCulture)} compiled";

    public override IFuzzWorker CreateWorker() => new Worker(this, compileEvery);

    private sealed class Worker(SpecTarget target, int compileEvery) : IFuzzWorker
    {
        public Task<string> RunAsync(FuzzCase input)
        {
            var texts = target._corpus.Mutate(input.Random);
            for (var i = 0; i < texts.Count; i++)
                input.Uses($"{i}.yml", texts[i]);
            return Task.FromResult(compileEvery > 0 && input.Index % compileEvery == 0 ? Compiler.Run(texts) : Emit(texts));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static string Emit(IReadOnlyList<string> texts)
        {
            var documents = texts.Select((text, i) => SpecReader.Read($"{i}.yml", text, default)).ToList();
            var bound = ApiBinder.Bind(SpecLoader.Load(documents, default), ProjectSettings.Default, default);
            var files = bound.Model.Types.SelectMany(Emitter.Emit).Concat(bound.Model.Clients.SelectMany(Emitter.Emit)).Select(f => f.HintName).ToList();
            if (files.Distinct(StringComparer.OrdinalIgnoreCase).Count() != files.Count)
                throw new FindingException("Two files have one name.");
            foreach (var diagnostic in bound.Diagnostics.Concat(documents.SelectMany(d => d.Diagnostics)))
            {
                if (diagnostic.ToDiagnostic().GetMessage(CultureInfo.InvariantCulture).Length == 0)
                    throw new FindingException($"{diagnostic.Id} has no message.");
            }

            var isClean = bound.Diagnostics.Count == 0 && documents.TrueForAll(d => d.Diagnostics.Count == 0);
            return isClean ? "emitted without diagnostics" : "emitted with diagnostics";
        }
    }
}
