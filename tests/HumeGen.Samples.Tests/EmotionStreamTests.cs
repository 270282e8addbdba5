namespace HumeGen.Samples.Tests;

public sealed class EmotionStreamTests
{
    [Fact]
    public async Task Texts_a_voice_and_a_face_are_measured()
    {
        var run = (await SampleProgram.RunAsync("EmotionStream")).Succeeded();

        var words = run.Words.Replace("█", "", StringComparison.Ordinal);
        Assert.Contains("those of the drawn face are from a script", words, StringComparison.Ordinal);
        Assert.Matches("\"I am so glad that you came!\" Joy .*\"Leave me alone, I am furious.\" Anger ", words);
        Assert.Matches(@"A voice that asks: ""How are you\?"" [A-Z]\w+.* 0\.\d\d A drawn face", words);
        Assert.Matches(@"A drawn face A face of 92 x 98 pixels at \(18, 14\) Joy +0\.78 .*$", words);
        Assert.Empty(run.Files);
    }

    [Fact]
    public async Task A_wrong_file_is_one_line()
    {
        Assert.StartsWith("There is no file 'absent.wav'.", (await SampleProgram.RunAsync("EmotionStream", ["absent.wav"])).Refused(), StringComparison.Ordinal);
        Assert.StartsWith("Too many arguments.", (await SampleProgram.RunAsync("EmotionStream", ["a", "b", "c"])).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_cannot_measure_is_told_with_its_code()
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes.txt", "These are notes."u8.ToArray());

        var run = (await SampleProgram.RunAsync("EmotionStream", ["notes.txt"], folder: folder)).Succeeded();

        Assert.Matches(@"notes\.txt [EW]\d{4} ", run.Words);
    }
}
