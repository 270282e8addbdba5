namespace HumeGen.Simulator.Hooks;

/// <summary>Leaves the pipeline unhandled, so that the server gives the answer up where it is.</summary>
internal sealed class InjectedCutException() : Exception("The answer was cut short by an injected failure.");
