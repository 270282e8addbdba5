namespace HumeGen.Json;

/// <summary>The reader of a type.</summary>
internal static class ModelReader<T>
    where T : IJsonReadable<T>
{
#if NET
    public static readonly JsonReader<T> Read = T.ReadJson;
#else
    // Interfaces cannot ask for static methods there, so it is looked up, once for each type.
    public static readonly JsonReader<T> Read = (JsonReader<T>)(typeof(T).GetMethod("ReadJson", [typeof(System.Text.Json.Utf8JsonReader).MakeByRefType()])
        ?? throw new InvalidOperationException($"{typeof(T)} has no public static method ReadJson(ref Utf8JsonReader).")).CreateDelegate(typeof(JsonReader<T>));
#endif
}
