namespace HumeGen.Generator.Model;

/// <summary>A client that can be had from the root client.</summary>
/// <param name="Interface">The full name of its interface.</param>
/// <param name="Path">The expression that leads to it from a variable <c>client</c> with the root client.</param>
internal sealed record ServiceModel(string Interface, string Path);
