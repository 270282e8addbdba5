using System.Text.Json;

namespace HumeGen.Json;

/// <summary>A concrete generated type: it writes itself, and reads itself by a static method <c>ReadJson</c>.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IJsonReadable<TSelf> : IJsonWritable
    where TSelf : IJsonReadable<TSelf>
{
#if NET
    /// <summary>Reads one value.</summary>
    /// <param name="reader">Stands on the first token of the value, and on its last token afterwards.</param>
    /// <returns>The value read.</returns>
    /// <exception cref="JsonException">The JSON does not have the shape that the specification gives.</exception>
    /// <remarks>
    /// A type that was compiled for .NET Standard cannot say that its <c>ReadJson</c> is this one. It is found by its name, which a trimmed program may have lost.
    /// </remarks>
    static virtual TSelf ReadJson(ref Utf8JsonReader reader) => NamedReader<TSelf>.Read(ref reader);
#endif
}
