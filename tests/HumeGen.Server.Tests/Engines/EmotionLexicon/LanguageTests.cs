using HumeGen.Server.EmotionLexicon;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Tests.Engines.EmotionLexicon;

/// <summary>Scores of texts by the lexicon and its rules.</summary>
public class LanguageTests
{
    private readonly ILanguageExpressionModel _model = new HumeServerEngines().AddEmotionLexicon().Language!;

    [Theory]
    [InlineData("I am so happy today.", "Joy")]
    [InlineData("This makes me really angry.", "Anger")]
    [InlineData("I miss you, and I cried all night.", "Sadness")]
    [InlineData("I can't wait to see it!", "Enthusiasm")]
    [InlineData("Thank you for your help.", "Gratitude")]
    [InlineData("That was disgusting.", "Disgust")]
    [InlineData("I'm afraid of the dark.", "Fear")]
    [InlineData("Sorry, it was my fault.", "Guilt")]
    [InlineData("I was so embarrassed.", "Embarrassment")]
    [InlineData("This is confusing.", "Confusion")]
    [InlineData("What an awkward moment.", "Awkwardness")]
    [InlineData("The meeting was boring.", "Boredom")]
    [InlineData("I am exhausted.", "Tiredness")]
    [InlineData("Oh great, another form.", "Sarcasm")]
    [InlineData("We won the cup!", "Triumph")]
    [InlineData("What a beautiful view", "Aesthetic Appreciation")]
    [InlineData("Aha, it was the other key.", "Realization")]
    [InlineData("We passed 😀😀", "Joy")]
    [InlineData("See you :(", "Sadness")]
    [InlineData("I am sooooo happyyyy", "Joy")]
    public async Task The_words_of_a_text_decide(string text, string expected) =>
        Assert.Equal(expected, (await WholeAsync(text)).Emotions.MaxBy(score => score.Score).Name);

    [Theory]
    [InlineData("I am happy.", "I am not happy.", "Joy")]
    [InlineData("I was ever afraid.", "I was never afraid.", "Fear")]
    [InlineData("It is good.", "It isn't very good.", "Satisfaction")]
    [InlineData("There was trouble.", "There was no trouble.", "Distress")]
    [InlineData("You are kind.", "You are kind of sad.", "Admiration")]
    [InlineData("I don’t like it.", "I like it.", "Disapproval")]
    [InlineData("I love it.", "I don’t love it.", "Love")]
    [InlineData("I am very happy.", "I am happy.", "Joy")]
    [InlineData("I am happy.", "I am slightly happy.", "Joy")]
    [InlineData("I am happy!!!", "I am happy.", "Joy")]
    [InlineData("I am HAPPY.", "I am happy.", "Joy")]
    [InlineData("I am happy.", "I am kind of happy.", "Joy")]
    [InlineData("The food was bad but I am happy.", "I am happy but the food was bad.", "Joy")]
    [InlineData("It is terribly nice.", "It is terribly late.", "Satisfaction")]
    [InlineData("Are you there?", "You are there.", "Interest")]
    [InlineData("I am not only happy.", "I am not happy.", "Joy")]
    [InlineData("No, I am happy.", "I am no happy man.", "Joy")]
    public async Task The_words_around_a_word_change_its_strength(string stronger, string weaker, string name) =>
        Assert.True(Score(await WholeAsync(stronger), name) > 1.05 * Score(await WholeAsync(weaker), name));

    [Fact]
    public async Task What_is_not_pleasant_disappoints_and_what_is_not_unpleasant_relieves()
    {
        Assert.True(Score(await WholeAsync("I am not happy with it."), "Disappointment") > 0.3);
        Assert.True(Score(await WholeAsync("I am not afraid of it."), "Calmness") > 0.15);
        Assert.True(Level(await WholeAsync("I am not happy with it.")) < 5);
        Assert.True(Level(await WholeAsync("I am not afraid of it.")) > 5);
    }

    [Fact]
    public async Task Words_sentences_and_the_whole_text_get_scores_of_their_own()
    {
        const string Text = "I love it. It hurts, thank you!";

        var words = await _model.MeasureAsync(Text, [new(2, 6), new(7, 10), new(21, 26), new(27, 31)], LanguageMeasures.None);
        var sentences = await _model.MeasureAsync(Text, [new(0, 10), new(11, 31)], LanguageMeasures.None);
        var whole = await _model.MeasureAsync(Text, [new(0, 31)], LanguageMeasures.None);

        Assert.Equal(["Love", "Gratitude", "Gratitude"], new[] { 0, 2, 3 }.Select(i => words[i]!.Emotions.MaxBy(score => score.Score).Name));
        Assert.Single(words[1]!.Emotions.Select(score => score.Score).Distinct());
        Assert.True(Score(sentences[0]!, "Love") > 0.8 && Score(sentences[0]!, "Pain") < 0.1);
        Assert.True(Score(sentences[1]!, "Pain") > 0.8 && Score(sentences[1]!, "Love") < 0.1);
        Assert.Equal((Score(sentences[0]!, "Love") + Score(sentences[1]!, "Love")) / 2, Score(whole[0]!, "Love"), 0.001);
    }

    [Fact]
    public async Task A_piece_without_letters_expresses_nothing_unless_it_is_an_emoji()
    {
        var results = await _model.MeasureAsync("42 - 🎉 ok", [new(0, 2), new(3, 4), new(5, 7), new(8, 10)], LanguageMeasures.None);

        Assert.Equal([true, true, false, false], results.Select(result => result is null));
    }

    [Fact]
    public async Task All_names_have_scores_from_0_to_1_whatever_is_said()
    {
        var insults = string.Join(' ', Enumerable.Repeat("VERY really happy, idiot! I will kill you!!! :)", 200));

        foreach (var text in new[] { "The train leaves at nine.", insults, string.Concat(Enumerable.Repeat("very ", 5_000)) + "surprised" })
        {
            var result = await WholeAsync(text);

            Assert.Equal(ExpressionNames.LanguageEmotions, result.Emotions.Select(score => score.Name));
            Assert.Equal(ExpressionNames.Sentiments, result.Sentiment.Select(score => score.Name));
            Assert.Equal(ExpressionNames.Toxicities, result.Toxicity.Select(score => score.Name));
            Assert.All(result.Emotions.Concat(result.Sentiment).Concat(result.Toxicity), score => Assert.InRange(score.Score, 0, 1));
            Assert.Equal(1, result.Sentiment.Sum(score => score.Score), 0.001);
        }
    }

    [Fact]
    public async Task Sentiment_rises_from_bad_to_good()
    {
        string[] texts = ["I hate this awful thing.", "It is bad.", "It is a table.", "It is nice.", "I love it, it is wonderful!"];
        var levels = new List<double>();
        foreach (var text in texts)
            levels.Add(Level(await WholeAsync(text)));

        Assert.Equal(levels.Order(), levels);
        Assert.InRange(levels[0], 1, 2.5);
        Assert.Equal(5, levels[2], 0.01);
        Assert.InRange(levels[4], 7.5, 9);
    }

    [Theory]
    [InlineData("You are an idiot.", "insult")]
    [InlineData("I will kill you.", "threat")]
    [InlineData("What the fuck.", "obscene")]
    [InlineData("Go back to your country.", "identity_hate")]
    public async Task Hostile_words_are_toxic_and_others_are_not(string text, string kind)
    {
        var hostile = await WholeAsync("Good morning. " + text);
        var friendly = await WholeAsync("Good morning. You are a friend.");

        Assert.True(hostile.Toxicity.Single(score => score.Name == kind).Score > 0.5);
        Assert.True(hostile.Toxicity.Single(score => score.Name == "toxic").Score > 0.4);
        Assert.All(friendly.Toxicity, score => Assert.True(score.Score < 0.05));
    }

    [Theory]
    [InlineData("Das war ein schöner Tag, und die Kinder haben am Bad ein Gift bekommen.")]
    [InlineData("No me gusta nada, pero fine die war con su gift de todos los niños.")]
    [InlineData("今日はとても楽しかったです。")]
    public async Task Texts_in_other_languages_are_neutral(string text)
    {
        var result = await WholeAsync(text);

        Assert.Single(result.Emotions.Select(score => score.Score).Distinct());
        Assert.Equal(5, Level(result), 0.01);
    }

    [Fact]
    public async Task Sentiment_and_toxicity_are_given_when_asked_for_only()
    {
        var result = Assert.Single(await _model.MeasureAsync("Good", [new(0, 4)], LanguageMeasures.None))!;

        Assert.Empty(result.Sentiment);
        Assert.Empty(result.Toxicity);
    }

    [Fact]
    public async Task A_long_text_of_one_sentence_takes_no_time_to_speak_of()
    {
        var text = string.Concat(Enumerable.Repeat("good but not so bad and ", 40_000));

        var result = await Task.Run(() => WholeAsync(text)).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(Score(result, "Satisfaction") > 0.5);
    }

    private async Task<LanguageExpression> WholeAsync(string text) =>
        Assert.Single(await _model.MeasureAsync(text, [new(0, text.Length)], LanguageMeasures.Sentiment | LanguageMeasures.Toxicity))!;

    private static double Score(LanguageExpression expression, string name) => expression.Emotions.Single(score => score.Name == name).Score;

    private static double Level(LanguageExpression expression) => expression.Sentiment.Select((score, i) => (i + 1) * score.Score).Sum();
}
