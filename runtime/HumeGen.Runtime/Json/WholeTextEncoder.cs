using System.Buffers;
using System.Text.Encodings.Web;

namespace HumeGen.Json;

/// <summary>Escapes only what JSON itself asks for, and refuses halves of surrogate pairs.</summary>
/// <param name="found">Called for a text with half of a pair; null throws.</param>
internal sealed unsafe class WholeTextEncoder(Action? found = null) : JavaScriptEncoder
{
    // Bodies are JSON for a JSON parser, never part of a page.
    private static readonly JavaScriptEncoder Inner = UnsafeRelaxedJsonEscaping;

    public override int MaxOutputCharactersPerInputCharacter => Inner.MaxOutputCharactersPerInputCharacter;

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var first = Inner.FindFirstCharacterToEncode(text, textLength);
        if (first >= 0 && char.IsSurrogate(text[first]))
            Check(new ReadOnlySpan<char>(text, textLength));
        return first;
    }

    public override OperationStatus Encode(ReadOnlySpan<char> source, Span<char> destination, out int charsConsumed, out int charsWritten, bool isFinalBlock = true)
    {
        Check(source);
        return Inner.Encode(source, destination, out charsConsumed, out charsWritten, isFinalBlock);
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) => Inner.FindFirstCharacterToEncodeUtf8(utf8Text);

    public override OperationStatus EncodeUtf8(
        ReadOnlySpan<byte> utf8Source, Span<byte> utf8Destination, out int bytesConsumed, out int bytesWritten, bool isFinalBlock = true) =>
        Inner.EncodeUtf8(utf8Source, utf8Destination, out bytesConsumed, out bytesWritten, isFinalBlock);

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        Inner.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

    public override bool WillEncode(int unicodeScalar) => Inner.WillEncode(unicodeScalar);

    private void Check(ReadOnlySpan<char> text)
    {
        if (!WholeText.HasHalf(text))
            return;
        if (found is null)
            throw UnwritableException.HalfPair();
        found();
    }
}
