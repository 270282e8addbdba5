using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Validation;
using HumeGen.Server.Voices;

namespace HumeGen.Server.TextToSpeech;

/// <summary>Text that a client is still writing and that is not spoken yet, and how it is to be spoken. What a message says of that holds for those after it.</summary>
/// <param name="maxLength">The characters that may wait for the end of a sentence.</param>
internal sealed class WaitingText(int maxLength)
{
    private readonly StringBuilder _text = new();
    private EngineVoice _voice = new EngineVoice();
    private string? _description;
    private double _speed = 1;
    private double _trailingSeconds;

    /// <summary>Whether a voice has been chosen, rather than described or left to the engine.</summary>
    public bool HasVoice { get; private set; }

    /// <summary>Carries on with the voice of a generation.</summary>
    public void Follow(EngineVoice voice) => (_voice, HasVoice) = (voice, true);

    /// <summary>Takes over a message, unless something about it is wrong: then problems are noted, and nothing changes.</summary>
    public void Add(JsonObject published, Voice? voice, List<ValidationProblem> problems)
    {
        var text = published.Text("text") ?? "";
        UtteranceReader.CheckLength(text, problems, "send it in several messages", "text");
        UtteranceReader.CheckManner(published, problems);
        if (_text.Length + text.Length > maxLength)
            problems.Add(ValidationProblem.At($"More than {maxLength} characters wait for the end of a sentence", "too_long", "text"));

        if (problems.Count > 0)
            return;

        _description = published.Text("description") ?? _description;
        if (voice is not null)
            (_voice, HasVoice) = (voice.EngineVoice, true);
        else if (!HasVoice && _description is not null)
            _voice = new EngineVoice(Description: _description);

        _speed = published.Number("speed") ?? _speed;
        _trailingSeconds = published.Number("trailing_silence") ?? _trailingSeconds;
        _text.Append(text);
    }

    /// <summary>Takes out the sentences that are complete, or everything.</summary>
    public IReadOnlyList<SpeechPrompt> TakeSentences(bool all)
    {
        var sentences = new List<string>();
        var text = _text.ToString();
        var taken = Sentences.Take(text, sentences);
        if (all)
        {
            if (Sentences.HasWords(text[taken..]))
                sentences.Add(text[taken..].Trim());

            taken = text.Length;
        }

        _text.Remove(0, taken);

        // The silence follows what was sent with it, so it waits while some of that does.
        var silence = _text.Length == 0 ? _trailingSeconds : 0;
        if (_text.Length == 0)
            _trailingSeconds = 0;

        return
        [
            .. sentences.Select((sentence, i) => new SpeechPrompt(sentence, _voice)
            {
                Description = HasVoice ? _description : null,
                Speed = _speed,
                TrailingSilence = i == sentences.Count - 1 ? silence : 0,
            }),
        ];
    }
}
