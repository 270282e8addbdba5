namespace HumeGen.Server.Transport;

/// <summary>Answers one operation.</summary>
internal delegate Task ApiHandler(ApiCall call);
