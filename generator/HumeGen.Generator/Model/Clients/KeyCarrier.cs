namespace HumeGen.Generator.Model;

/// <summary>The parts of a request that can carry a key.</summary>
internal enum KeyCarrier
{
    Header,
    Query,
    Cookie,
}
