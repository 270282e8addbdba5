namespace HumeGen.Simulator.Hosting;

/// <summary>Answers one operation.</summary>
internal delegate Task ApiHandler(ApiCall call);
