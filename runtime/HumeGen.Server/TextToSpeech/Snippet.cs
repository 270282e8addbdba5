using HumeGen.Server.Storage;

namespace HumeGen.Server.TextToSpeech;

/// <summary>A piece of an utterance that is spoken in one go.</summary>
internal sealed record Snippet(string Id, int UtteranceIndex, SpeechPrompt Prompt)
{
    public string Text => Prompt.Text;

    /// <summary>
    /// Cuts a request into snippets, one list for each utterance: at the ends of sentences, or not at all when it asks for that.
    /// </summary>
    public static List<List<Snippet>> Cut(SpeechRequest request, IdSource ids, int take) =>
    [
        .. request.Utterances.Select(utterance =>
        {
            var texts = request.Split ? Sentences.Split(utterance.Text) : [utterance.Text.Trim()];
            return texts
                .Select((text, i) => new Snippet(ids.Next(), utterance.Index, new SpeechPrompt(text, utterance.Voice)
                {
                    Description = utterance.Description,
                    Speed = utterance.Speed,
                    Take = take,
                    TrailingSilence = i == texts.Count - 1 ? utterance.TrailingSeconds : 0,
                }))
                .ToList();
        }),
    ];
}
