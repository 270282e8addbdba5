using System.Text.Json;

namespace HumeGen.Json;

/// <summary>Reads one value of type <typeparamref name="T"/> from the token that <paramref name="reader"/> stands on.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="reader">Stands on the first token of the value, and on its last token afterwards.</param>
/// <returns>The value read.</returns>
public delegate T JsonReader<out T>(ref Utf8JsonReader reader);
