using HumeGen.Generator.Emitting.Text;

namespace HumeGen.Generator.Tests;

public class LineWrapperTests
{
    private const string Long = "global::Some.Very.Deep.Namespace.WithTypes.That.Nobody.Would.Want.Another";

    [Fact]
    public void A_line_that_fits_stays() => Assert.Equal(["    return Of(a, b) ? c : d;"], LineWrapper.Wrap("return Of(a, b) ? c : d;", 4));

    [Fact]
    public void Parameters_stand_one_a_line() => AssertWrapped($"public {Long} Read({Long} first, {Long}? second = null)", $"""
        public {Long} Read(
            {Long} first,
            {Long}? second = null)
        """);

    [Fact]
    public void Arguments_that_fit_share_a_line() => AssertWrapped($"return _pipeline.SendAsync<{Long}>(request, {Long}.Read, options, token);", $"""
        return _pipeline.SendAsync<{Long}>(
            request, {Long}.Read, options, token);
        """);

    [Fact]
    public void A_conditional_breaks_before_its_signs() => AssertWrapped($"value = {Long}.Token == {Long}.Null ? null : {Long}.Read(ref reader);", $"""
        value = {Long}.Token == {Long}.Null
            ? null
            : {Long}.Read(ref reader);
        """, 170);

    [Fact]
    public void Operators_in_a_condition_begin_lines() => AssertWrapped($"if ({Long}.First(a, b) && {Long}.Second(\"&& (\", ref b))", $"""
        if ({Long}.First(a, b)
            && {Long}.Second("&& (", ref b))
        """);

    [Fact]
    public void A_lambda_has_its_body_on_a_line_of_its_own() => AssertWrapped($"static (ref {Long} item) => {Long}.Read(ref item),", $"""
        static (ref {Long} item) =>
            {Long}.Read(ref item),
        """);

    [Fact]
    public void Base_types_stand_below_the_type() => AssertWrapped($"public sealed partial record Thing : {Long}<Thing>, {Long}", $"""
        public sealed partial record Thing
            : {Long}<Thing>,
            {Long}
        """, 150);

    [Fact]
    public void A_long_text_becomes_several_that_say_the_same()
    {
        var text = string.Join(" ", Enumerable.Repeat("more words", 30));

        var lines = LineWrapper.Wrap($"Thing.First => \"{text}\",", 8).ToArray();

        Assert.All(lines, l => Assert.True(l.Length <= LineWrapper.Width, l));
        Assert.Equal(text, string.Concat(lines.Skip(1).Select(l => l.Trim().TrimEnd('+', ',', ' ').Trim('"'))));
    }

    [Fact]
    public void Whatever_is_wrapped_says_what_it_said()
    {
        var random = new Random(7);
        string[] parts = ["a", "(", ")", "<", ">", ",", " ", "\"", "'", "\\", " => ", " ? ", " : ", " && ", " ?? ", " = ", "{", "}", "[", "]", "Name", Long];
        for (var i = 0; i < 2000; i++)
        {
            var line = "x" + string.Concat(Enumerable.Range(0, 40).Select(_ => parts[random.Next(parts.Length)])) + "x";

            var wrapped = LineWrapper.Wrap(line, 0).ToArray();

            // Only a text literal gets new signs.
            if (!line.Contains('"', StringComparison.Ordinal))
                Assert.Equal(WithoutSpace(line), WithoutSpace(string.Concat(wrapped)));
        }
    }

    private static void AssertWrapped(string line, string expected, int width = LineWrapper.Width)
    {
        var lines = LineWrapper.Wrap(line, 0).ToArray();

        Assert.Equal(expected.ReplaceLineEndings("\n"), string.Join("\n", lines));
        Assert.All(lines, l => Assert.True(l.Length <= width, l));
    }

    private static string WithoutSpace(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
