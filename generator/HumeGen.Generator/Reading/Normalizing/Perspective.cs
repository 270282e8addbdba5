namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>The side that an AsyncAPI document describes.</summary>
internal enum Perspective
{
    /// <summary>The server, as the standard means it: <c>publish</c> and <c>receive</c> are what a client sends.</summary>
    Server,

    /// <summary>The client: both directions are the other way round.</summary>
    Client,
}
