using System.Text.RegularExpressions;

namespace HumeGen.Generator.Tests;

/// <summary>Generator, tool and runtime belong to no API: their code and their texts name none. Hume lives in <c>specs</c>, the client and the simulator.</summary>
public partial class NeutralityTests
{
    public static TheoryData<string> Folders() =>
    [
        "generator/HumeGen.Generator", "generator/HumeGen.SpecResolver", "generator/HumeGen.Tool", "runtime/HumeGen.Audio", "runtime/HumeGen.DependencyInjection", "runtime/HumeGen.Runtime",
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Neither_code_nor_text_names_an_API(string folder)
    {
        var readMe = Repository.Find(folder, "README.md");
        var found = from file in Repository.Sources(folder).Concat(File.Exists(readMe) ? [readMe] : [])
                    from line in File.ReadLines(file).Index()
                    let words = Words(line.Item)
                    where words.Length > 0
                    select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1} has {string.Join(", ", words)}";

        var lines = string.Join('\n', found);
        Assert.True(lines.Length == 0, lines);
    }

    [Theory]
    [InlineData("/// <summary>Options of Hume's client.</summary>", "Hume")]
    [InlineData("public sealed class HumeClientOptions", "Hume")]
    [InlineData("See https://dev.hume.ai.", "hume")]
    [InlineData("The variable HUME_API_KEY.", "HUME")]
    [InlineData("such as /v0/evi/tools/{id}", "/evi")]
    [InlineData("what EVI says, in the voice of Octave", "EVI", "Octave")]
    [InlineData("ITtsClient and EmpathicVoice.Chat", "ITts", "EmpathicVoice")]
    [InlineData("scores of prosody and E0709", "prosody", "E0709")]
    public void A_name_of_Humes_API_is_found(string line, params string[] words) => Assert.Equal(words, Words(line));

    [Theory]
    [InlineData("namespace HumeGen.Json; // HUMEGEN_ACCEPT, x-humegen-name, humegen diff")]
    [InlineData("such as /v1/tasks/{id}, and code E42; a device that revises")]
    public void Our_own_names_may_stand_anywhere(string line) => Assert.Empty(Words(line));

    private static string[] Words(string line) => [.. Names().Matches(line).Select(m => m.Value)];

    [GeneratedRegex(@"(?i:hume(?!gen))|\bEVI\b|/evi\b|\bOctave|\bI?Tts|EmpathicVoice|(?i:\bprosody)|\bE0\d{3}\b")]
    private static partial Regex Names();
}
