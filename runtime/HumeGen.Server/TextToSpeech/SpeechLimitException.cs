namespace HumeGen.Server.TextToSpeech;

/// <summary>Thrown when speech gets longer than the server allows. The message is meant for clients.</summary>
internal sealed class SpeechLimitException(double seconds) : Exception(
    FormattableString.Invariant($"The server makes at most {seconds} seconds of audio for one request: silence and generations count"));
