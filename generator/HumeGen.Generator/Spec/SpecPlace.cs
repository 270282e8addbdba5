namespace HumeGen.Generator.Spec;

/// <summary>The kinds of nodes at which extensions can stand.</summary>
[Flags]
internal enum SpecPlace
{
    /// <summary>A node at which no extension has an effect, or whose kind is not known.</summary>
    Other = 0,
    Document = 1,
    Schema = 1 << 1,
    Discriminator = 1 << 2,
    Operation = 1 << 3,
    Parameter = 1 << 4,
    MediaType = 1 << 5,
    Encoding = 1 << 6,
    Channel = 1 << 7,
    ChannelOperation = 1 << 8,
    ChannelParameter = 1 << 9,
    Message = 1 << 10,

    // Nodes on the way to these.
    Components = 1 << 20,
    PathItem = 1 << 21,
    Callback = 1 << 22,
    Body = 1 << 23,
    ChannelBindings = 1 << 24,
}
