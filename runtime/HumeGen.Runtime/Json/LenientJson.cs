using System.Buffers;
using System.Text.Json;

namespace HumeGen.Json;

/// <summary>
/// Reads JSON in which required members may be missing or null. That it does so travels with the text itself, as a segment of its own kind, so that generated
/// readers need no further argument and reading that is strict pays nothing.
/// </summary>
internal sealed class LenientJson : ReadOnlySequenceSegment<byte>
{
    // Types may require each other in circles.
    private const int MaxMadeUp = 8;

    private readonly MissingMembers? _missing;
    private readonly int _depth;

    private LenientJson(ReadOnlyMemory<byte> utf8, MissingMembers? missing, int depth)
    {
        Memory = utf8;
        _missing = missing;
        _depth = depth;
    }

    /// <summary>Reads one value and adds whatever it lacks.</summary>
    /// <exception cref="JsonException">There is something else wrong with it.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonReader<T> read, MissingMembers missing)
    {
        var json = new LenientJson(utf8.ToArray(), missing, 0);
        var reader = json.CreateReader();
        return ApiJson.Read(utf8, ref reader, (ref Utf8JsonReader value) => json.Item(ref value, read));
    }

    /// <summary>The leniency of the text that a reader reads; null where it is strict.</summary>
    public static LenientJson? Of(ref Utf8JsonReader reader) => reader.Position.GetObject() as LenientJson;

    /// <summary>Counts a member. Those of a value that is made up are not counted: the server sent no such value.</summary>
    public void Add(string member) => _missing?.Add(member);

    /// <summary>Reads an item that may be null where it must not be.</summary>
    public T Item<T>(ref Utf8JsonReader reader, JsonReader<T> read)
    {
        if (reader.TokenType != JsonTokenType.Null)
            return read(ref reader);

        try
        {
            return read(ref reader);
        }
        catch (JsonException)
        {
            Add($"{typeof(T).Name} in a list");
            return MakeUp(read);
        }
    }

    /// <summary>A value without any member of its own.</summary>
    public T MakeUp<T>(JsonReader<T> read)
    {
        if (_depth == MaxMadeUp)
            return default!;

        try
        {
            return Read("{}"u8.ToArray(), read);
        }
        catch (JsonException)
        {
            return Read("[]"u8.ToArray(), read);
        }
    }

    private T Read<T>(byte[] utf8, JsonReader<T> read)
    {
        var reader = new LenientJson(utf8, null, _depth + 1).CreateReader();
        reader.Read();
        return read(ref reader);
    }

    private Utf8JsonReader CreateReader() =>
        new(new ReadOnlySequence<byte>(this, 0, this, Memory.Length), new JsonReaderOptions { MaxDepth = ApiJson.MaxDepth });
}
