using System.Text.Json;
using System.Text.Unicode;

namespace HumeGen.Server.Chats;

/// <summary>Tells what a binary message holds: audio as it is, or a message as JSON.</summary>
internal static class BinaryFrame
{
    /// <summary>
    /// Whether a message is audio. JSON is no audio; a text that only looks like JSON is none either, unless the form of the audio is known, so that any
    /// bytes can be heard.
    /// </summary>
    public static bool IsAudio(ReadOnlySpan<byte> message, bool formIsKnown) =>
        !BeginsAsJson(message) || !(formIsKnown ? IsJson(message) : Utf8.IsValid(message));

    /// <summary>Whether a message is a JSON object.</summary>
    public static bool IsJson(ReadOnlySpan<byte> message)
    {
        if (!BeginsAsJson(message) || !Utf8.IsValid(message))
            return false;

        try
        {
            var reader = new Utf8JsonReader(message);
            while (reader.Read())
            {
                // All of it has to be in order.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool BeginsAsJson(ReadOnlySpan<byte> message) => message.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}
