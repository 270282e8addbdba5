namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>The way that a name or a text says messages go.</summary>
/// <param name="FromClient">Whether the client sends them; else they come from the server.</param>
/// <param name="IsVerb">Whether only a verb says so, which may be meant of either side: "send" in place of "client".</param>
/// <param name="IsHandler">Whether the verb is "on" or "handle", with which authors of servers name their methods, too.</param>
internal readonly record struct PerspectiveClaim(bool FromClient, bool IsVerb, bool IsHandler = false);
