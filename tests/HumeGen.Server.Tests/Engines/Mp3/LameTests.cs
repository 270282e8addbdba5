using HumeGen.Server.Codecs;
using HumeGen.Server.Codecs.Mp3;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Tests.Engines.Mp3;

/// <summary>The library of lame, where it is not installed or another one.</summary>
public class LameTests
{
    [Fact]
    public void A_library_that_is_not_there_or_is_another_one_is_not_taken() => Assert.Null(LameLibrary.Load(["humegen-no-such-library", "libc.so.6", "kernel32.dll"]));

    [Fact]
    public void The_encoder_is_added_or_the_error_says_how_to_install_it()
    {
        var engines = new HumeServerEngines();
        if (Mp3Codec.FindMissing() is { } missing)
        {
            Assert.Equal(missing, Assert.Throws<EngineException>(() => engines.AddMp3Encoder()).Message);
            Assert.Contains("apt-get install lame", missing, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("mp3", Assert.Single(engines.AddMp3Encoder().AudioEncoders).Format);
        }
    }
}
