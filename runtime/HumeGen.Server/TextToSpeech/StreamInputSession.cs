using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HumeGen.Server.Audio;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Server.Validation;
using HumeGen.Server.Voices;

namespace HumeGen.Server.TextToSpeech;

/// <summary>
/// Speaks text that is still being written: whatever makes a whole sentence at once, the rest when it is told to. The channel knows no
/// error messages, so that a message that is wrong ends it with a close that says why.
/// </summary>
internal sealed partial class StreamInputSession : ISocketSession
{
    private const int MaxTextLength = 5000;
    private const int MaxDescriptionLength = 1000;

    private readonly AcceptedHandshake _handshake;
    private readonly VoiceStore _voices;
    private readonly IdSource _ids;
    private readonly AudioFormat _format;
    private readonly IReadOnlyList<string> _timestampTypes;
    private readonly bool _binary;
    private readonly bool _stripHeaders;
    private readonly bool _instant;
    private readonly string? _version;

    // Text that is not spoken yet, and how to speak it.
    private readonly StringBuilder _text = new();
    private string _voiceSeed;
    private bool _hasVoice;
    private double _speed = 1;
    private double _trailingSeconds;

    private string? _generationId;
    private string? _generationSeed;
    private int _utterance;
    private bool _headerSent;

    private StreamInputSession(AcceptedHandshake handshake, VoiceStore voices, IdSource ids, string? contextSeed)
    {
        var query = handshake.Query;
        _handshake = handshake;
        _voices = voices;
        _ids = ids;
        _format = AudioFormat.Of(new JsonObject { ["type"] = query.Text("format_type") });
        _binary = query.Flag("no_binary") != true;
        _stripHeaders = query.Flag("strip_headers") == true;
        _instant = query.Flag("instant_mode") != false;
        _version = query.Text("version");
        _timestampTypes = _version == "1" ? [] : query.Texts("include_timestamp_types");
        _voiceSeed = contextSeed ?? "no voice";
        _hasVoice = contextSeed is not null;
    }

    private int MaxWaiting => _handshake.Limits.SpokenCharacters;

    private ServerSocket Socket => _handshake.Socket;

    public static void Register(SocketHost host, VoiceStore voices, IdSource ids) => host.On("/v0/tts/stream/input", handshake =>
    {
        var context = handshake.Query.Text("context_generation_id");
        var seed = context is null ? null : voices.SeedOf(context);
        return context is null || seed is not null
            ? new(new StreamInputSession(handshake, voices, ids, seed))
            : throw ApiRefusal.NotFound("E0400", $"There is no generation '{context}'; take the id from the answer of a synthesis.");
    });

    public ValueTask StartAsync() => ValueTask.CompletedTask;

    public async ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        var published = SocketJson.Parse(type, message.Span, _handshake.Limits, out var fault);
        fault ??= Take(published!);
        if (fault is not null)
        {
            await Socket.CloseOnceAsync(WebSocketCloseStatus.PolicyViolation, $"{fault.Code}: {fault.Message}").ConfigureAwait(false);
            return;
        }

        var close = published!.Flag("close") == true;
        var flush = close || published!.Flag("flush") == true;
        var sentences = TakeSentences(flush);
        for (var i = 0; i < sentences.Count; i++)
        {
            // The silence follows what was sent with it, so it waits while some of that does.
            var silence = i == sentences.Count - 1 && _text.Length == 0 ? _trailingSeconds : 0;
            await SpeakAsync(sentences[i], silence).ConfigureAwait(false);
        }

        if (_text.Length == 0)
            _trailingSeconds = 0;

        if (flush)
            _utterance++;

        if (close)
            await Socket.CloseOnceAsync(WebSocketCloseStatus.NormalClosure).ConfigureAwait(false);
    }

    // Said in the reason of the close, as everything is that goes wrong here.
    public ValueTask FailAsync(Exception fault) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Checks a message and takes over what it says; says what is wrong with it.</summary>
    private SocketFault? Take(JsonObject published)
    {
        var problems = SchemaValidator.Validate(published, _handshake.Channel.Messages[""], []);
        if (problems.Count == 0)
            Check(published, problems);

        var text = problems.Count == 0 ? published.Text("text") ?? "" : "";
        var voice = problems.Count == 0 ? SpeechRequest.FindVoice(published.Object("voice"), _voices, problems, "voice") : null;
        if (problems.Count == 0 && text.Length > 0)
        {
            CheckVoice(voice, problems);
            if (_text.Length + text.Length > MaxWaiting)
                problems.Add(ValidationProblem.At($"More than {MaxWaiting} characters wait for the end of a sentence", "too_long", "text"));
        }

        if (problems.Count > 0)
            return SocketJson.Invalid(problems);

        if (voice is not null)
            (_voiceSeed, _hasVoice) = (voice.Seed, true);
        else if (!_hasVoice && published.Text("description") is { } description)
            _voiceSeed = $"described as {description}";

        _speed = published.Number("speed") ?? _speed;
        _trailingSeconds = published.Number("trailing_silence") ?? _trailingSeconds;
        _text.Append(text);
        return null;
    }

    private static void Check(JsonObject published, List<ValidationProblem> problems)
    {
        if (published.Text("text")?.Length > MaxTextLength)
            problems.Add(ValidationProblem.At($"A text has at most {MaxTextLength} characters", "string_too_long", "text"));

        if (published.Text("description")?.Length > MaxDescriptionLength)
            problems.Add(ValidationProblem.At($"A description has at most {MaxDescriptionLength} characters", "string_too_long", "description"));

        if (published.Number("speed") is < 0.25 or > 3)
            problems.Add(ValidationProblem.At("The speed is a factor from 0.25 to 3", "out_of_range", "speed"));

        if (published.Number("trailing_silence") is < 0 or > 5)
            problems.Add(ValidationProblem.At("The trailing silence is 0 to 5 seconds", "out_of_range", "trailing_silence"));
    }

    private void CheckVoice(Voice? voice, List<ValidationProblem> problems)
    {
        if (voice is null && !_hasVoice)
        {
            if (_version == "2")
                problems.Add(ValidationProblem.At("Octave 2 needs a voice", "missing", "voice"));
            else if (_handshake.Query.Flag("instant_mode") == true)
                problems.Add(ValidationProblem.At("Instant mode needs a voice", "missing", "voice"));
        }
        else if (_version is not null && voice?.Models.Contains(_version) == false)
        {
            problems.Add(ValidationProblem.At($"The voice works with Octave {string.Join(", ", voice.Models)} only", "value_error", "voice"));
        }
    }

    /// <summary>Takes whole sentences out of what has been sent, or everything.</summary>
    private List<string> TakeSentences(bool all)
    {
        var sentences = new List<string>();
        var text = _text.ToString();
        var taken = 0;
        foreach (var end in SentenceEnds().EnumerateMatches(text))
        {
            var sentence = text[taken..(end.Index + end.Length)];
            if (sentence.Any(char.IsLetterOrDigit))
            {
                sentences.Add(sentence.Trim());
                taken = end.Index + end.Length;
            }
        }

        if (all)
        {
            if (text[taken..].Any(char.IsLetterOrDigit))
                sentences.Add(text[taken..].Trim());

            taken = text.Length;
        }

        _text.Remove(0, taken);
        return sentences;
    }

    private async ValueTask SpeakAsync(string text, double silence)
    {
        if (_generationId is null || _generationSeed != _voiceSeed)
            (_generationId, _generationSeed) = (_voices.AddGeneration(_voiceSeed), _voiceSeed);

        var snippet = new Snippet(_ids.Next(), _utterance, text, _voiceSeed, _speed, (int)Math.Round(silence * SpeechRenderer.SampleRate));
        using var chunks = SpeechStream.Chunks(snippet.Render(0)).GetEnumerator();
        var more = chunks.MoveNext();
        for (var index = 0; more; index++)
        {
            var samples = chunks.Current;
            more = chunks.MoveNext();
            var audio = Pack(samples);
            var message = _binary ? audio : ApiCall.ToUtf8(Chunk(snippet, index, audio, isLast: !more));
            await Socket.SendAsync(message, _binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text).ConfigureAwait(false);
        }

        foreach (var timestamp in snippet.Timestamps(_timestampTypes))
        {
            await Socket.SendAsync(ApiCall.ToUtf8(new JsonObject
            {
                ["type"] = "timestamp",
                ["generation_id"] = _generationId,
                ["request_id"] = Socket.RequestId,
                ["snippet_id"] = snippet.Id,
                ["timestamp"] = timestamp,
            })).ConfigureAwait(false);
        }
    }

    private JsonObject Chunk(Snippet snippet, int index, byte[] audio, bool isLast) => new()
    {
        ["type"] = "audio",
        ["audio"] = Convert.ToBase64String(audio),
        ["audio_format"] = _format.Name,
        ["chunk_index"] = index,
        ["generation_id"] = _generationId,
        ["is_last_chunk"] = isLast,
        ["request_id"] = Socket.RequestId,
        ["snippet"] = null,
        ["snippet_id"] = snippet.Id,
        ["text"] = snippet.Text,
        ["transcribed_text"] = _instant && _hasVoice ? null : snippet.Text,
        ["utterance_index"] = snippet.UtteranceIndex,
    };

    // Without headers of their own the pieces join into one file, so the first has a header for samples without end.
    private byte[] Pack(short[] samples)
    {
        if (!_stripHeaders)
            return _format.Pack(samples);

        var header = _headerSent ? [] : _format.Header(uint.MaxValue);
        _headerSent = true;
        return [.. header, .. WaveFile.ToBytes(samples)];
    }

    [GeneratedRegex(@"[.!?…]+[""'”’)\]]*(?=\s|$)|\n")]
    private static partial Regex SentenceEnds();
}
