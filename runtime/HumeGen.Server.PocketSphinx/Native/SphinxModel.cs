namespace HumeGen.Server.PocketSphinx.Native;

/// <summary>The files of a model.</summary>
internal sealed record SphinxModel(string AcousticModel, string LanguageModel, string Dictionary);
