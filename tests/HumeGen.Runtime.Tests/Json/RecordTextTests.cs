using System.Text;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen.Tests.Json;

public class RecordTextTests
{
    [Fact]
    public void Members_stand_behind_each_other() => Assert.Equal("{ A = 1, B = , C = true", Print(b =>
    {
        RecordText.Append(b, "A", 1);
        RecordText.Append(b, "B", (string?)null);
        RecordText.Append(b, "C", true);
    }));

    [Fact]
    public void Three_items_of_a_list_are_shown_and_counted() => Assert.Equal("{ A = [a, b, c], B = [1.5, 2, 3, ... 1000 in all], C = [[1], []]", Print(b =>
    {
        RecordText.Append<IReadOnlyList<string>>(b, "A", ["a", "b", "c"]);
        RecordText.Append<IReadOnlyList<double>>(b, "B", [1.5, .. Enumerable.Range(2, 999).Select(i => (double)i)]);
        RecordText.Append<IReadOnlyList<IReadOnlyList<int>>>(b, "C", [[1], []]);
    }));

    [Fact]
    public void Maps_show_names_and_values() => Assert.Equal("{ A = [a: 1, b: 2, c: 3, ... 4 in all], B = []", Print(b =>
    {
        RecordText.Append(b, "A", (IReadOnlyDictionary<string, int>)new SortedDictionary<string, int> { ["a"] = 1, ["b"] = 2, ["c"] = 3, ["d"] = 4 });
        RecordText.Append(b, "B", (IReadOnlyDictionary<string, int>)new Dictionary<string, int>());
    }));

    [Fact]
    public void Bytes_are_counted_and_json_is_cut() => Assert.Equal($"{{ A = 1 byte, B = 12 bytes, C = \"{new string('x', 199)}..., D = ", Print(b =>
    {
        RecordText.Append(b, "A", new ReadOnlyMemory<byte>(new byte[1]));
        RecordText.Append(b, "B", (ReadOnlyMemory<byte>?)new byte[12]);
        RecordText.Append(b, "C", JsonDocument.Parse($"\"{new string('x', 1000)}\"").RootElement);
        RecordText.Append(b, "D", default(JsonElement));
    }));

    private static string Print(Action<StringBuilder> print)
    {
        var builder = new StringBuilder("{ ");
        print(builder);
        return builder.ToString();
    }
}
