using System.Text;
using HumeGen.SystemTests.Support;

namespace HumeGen.SystemTests;

/// <summary>The programs and data of Debian packages that these tests and the engines need.</summary>
public class InstalledProgramTests
{
    [Theory]
    [InlineData("flite", "-lv", "rms")]
    [InlineData("espeak-ng", "--version", "eSpeak NG")]
    [InlineData("lame", "--version", "LAME")]
    [InlineData("ffmpeg", "-version", "ffmpeg version")]
    public async Task A_program_says_that_it_is_there(string program, string option, string words) =>
        Assert.Contains(words, Encoding.UTF8.GetString(await Installed.RunAsync(program, default, option)), StringComparison.Ordinal);

    [Fact]
    public void The_model_of_US_English_is_there() => Assert.True(File.Exists("/usr/share/pocketsphinx/model/en-us/en-us.lm.bin"));
}
