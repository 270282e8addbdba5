namespace HumeGen.Server.Validation;

/// <summary>A parameter of an operation; only those in the path and in the query are kept.</summary>
internal sealed record ApiParameter(string Name, string In, bool Required, Schema Schema);
