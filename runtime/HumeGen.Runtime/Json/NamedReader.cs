#if NET
using System.Diagnostics.CodeAnalysis;
#endif
using System.Text.Json;

namespace HumeGen.Json;

/// <summary>The public static method <c>ReadJson</c> of a type, looked up once for each type.</summary>
internal static class NamedReader<T>
    where T : IJsonReadable<T>
{
    // Not in the initializer of the type, so that the exception is the one that says what is missing.
    public static JsonReader<T> Read => field ??= Find();

#if NET
    [UnconditionalSuppressMessage("Trimming", "IL2090", Justification = "Types that were compiled for .NET name the method in their metadata and do not come here.")]
#endif
    private static JsonReader<T> Find() => (JsonReader<T>)Delegate.CreateDelegate(
        typeof(JsonReader<T>),
        typeof(T).GetMethod("ReadJson", [typeof(Utf8JsonReader).MakeByRefType()])
            ?? throw new InvalidOperationException($"{typeof(T)} has no public static method ReadJson(ref Utf8JsonReader)."));
}
