namespace HumeGen.Generator.Tests;

/// <summary>A request as it left the client.</summary>
internal sealed record SentRequest(string Host, string Line, Dictionary<string, string> Headers, string Body)
{
    /// <summary>The whole address.</summary>
    public string Address { get; init; } = "";
}
