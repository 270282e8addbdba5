namespace HumeGen.Generator;

/// <summary>The names of the pipeline's steps, by which tests ask why each one ran.</summary>
internal static class StepNames
{
    public const string Files = nameof(Files);
    public const string Read = nameof(Read);
    public const string Documents = nameof(Documents);
    public const string Trees = nameof(Trees);
    public const string Described = nameof(Described);
    public const string Specifications = nameof(Specifications);
    public const string Overlays = nameof(Overlays);
    public const string Inputs = nameof(Inputs);
    public const string Loaded = nameof(Loaded);
    public const string Api = nameof(Api);
    public const string Diagnostics = nameof(Diagnostics);
    public const string HelpPage = nameof(HelpPage);
    public const string Types = nameof(Types);
    public const string Clients = nameof(Clients);
    public const string Settings = nameof(Settings);
    public const string Sources = nameof(Sources);
    public const string UserTypes = nameof(UserTypes);
    public const string Replaced = nameof(Replaced);
}
