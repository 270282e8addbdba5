namespace HumeGen.Json;

/// <summary>The reader of a type.</summary>
internal static class ModelReader<T>
    where T : IJsonReadable<T>
{
#if NET
    public static readonly JsonReader<T> Read = T.ReadJson;
#else
    // Interfaces cannot ask for static methods there.
    public static readonly JsonReader<T> Read = NamedReader<T>.Read;
#endif
}
