using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HumeGen.Json;

/// <summary>A value that JSON cannot have, or that must not be null. Its place is found by writing all once more, so that writing costs nothing for it.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It is made below, and callers know it as ArgumentException.")]
internal sealed class UnwritableException : ArgumentException
{
    private readonly string _fault;
    private readonly string? _member;
    private readonly bool _isText;

    private UnwritableException(string fault, string? member = null, bool isText = false)
        : base($"{(member is null ? "A value" : $"'{member}'")} {fault}") =>
        (_fault, _member, _isText) = (fault, member, isText);

    /// <param name="name">The name of the property, where it is not written yet.</param>
    public static UnwritableException IsNull(ReadOnlySpan<byte> name) => new("is null, which it must not be.", MemberOf(name));

    public static UnwritableException NotFinite(double value, ReadOnlySpan<byte> name) =>
        new($"is {value.ToString(CultureInfo.InvariantCulture)}, which is no number in JSON.", MemberOf(name));

    public static UnwritableException HalfPair() => new(WholeText.Fault, isText: true);

    /// <summary>The exception with the place of the value.</summary>
    /// <param name="write">Writes the JSON once more.</param>
    public ArgumentException Locate(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var at = -1L;
        Utf8JsonWriter? writer = null;
        var options = ApiJson.WriterOptions with { Encoder = new WholeTextEncoder(() => at = at < 0 ? writer!.BytesCommitted + writer.BytesPending : at) };
        using (writer = new Utf8JsonWriter(buffer, options))
        {
            try
            {
                write(writer);
            }
            catch (UnwritableException)
            {
                // What was written up to here shows the place.
            }
        }

        var utf8 = buffer.WrittenSpan;
        var place = _isText ? JsonLocation.Find(utf8, at < 0 ? utf8.Length : at).Path : JsonLocation.Next(utf8, _member);
        return new ArgumentException($"{place} {_fault}", this);
    }

    private static string? MemberOf(ReadOnlySpan<byte> name) => name.IsEmpty ? null : Encoding.UTF8.GetString(name);
}
