using System.Text.Json.Nodes;

namespace Hume.Tests;

/// <summary>Reads and writes all JSON of the specifications, whole and changed in each way that a server may change it.</summary>
public class JsonTests
{
    public static TheoryData<string> Names => [.. Subjects.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task What_is_read_is_written_again(string name) =>
        EachAsync(name, (subject, what, json) => subject.AssertAsync(json, Mutations.Settled(subject.Schema, json), what));

    [Theory]
    [MemberData(nameof(Names))]
    public Task Unknown_members_survive_at_every_level(string name) => EachAsync(name, (subject, what, json) =>
    {
        var given = Mutations.WithUnknownMembers(subject.Schema, Mutations.Settled(subject.Schema, json));
        return subject.AssertAsync(given, given, what);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_key_may_stand_first_in_the_middle_or_last(string name) => EachAsync(name, async (subject, what, json) =>
    {
        foreach (var share in (double[])[0, 0.5, 1])
        {
            var settled = Mutations.Settled(subject.Schema, json);
            await subject.AssertAsync(Mutations.WithConstantsAt(subject.Schema, settled, share), settled, $"{what}, key at {share}");
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public Task Any_optional_member_may_be_null(string name) => EachAsync(name, async (subject, what, json) =>
    {
        foreach (var (member, given, expected) in Mutations.WithNulls(subject.Schema, Mutations.Settled(subject.Schema, json)))
            await subject.AssertAsync(given, expected, $"{what}, {member} is null");
    });

    [Theory]
    [MemberData(nameof(Names))]
    public Task Whole_numbers_may_have_a_decimal_point(string name) => EachAsync(name, (subject, what, json) =>
    {
        var settled = Mutations.Settled(subject.Schema, json);
        return subject.AssertAsync(Mutations.WithDecimals(subject.Schema, settled), settled, what);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public Task Unknown_values_of_enums_survive(string name) => EachAsync(name, (subject, what, json) =>
    {
        var given = Mutations.WithUnknownEnums(subject.Schema, Mutations.Settled(subject.Schema, json));
        return subject.AssertAsync(given, given, what);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public Task Unknown_members_of_unions_survive(string name) => EachAsync(name, async (subject, what, json) =>
    {
        foreach (var given in Mutations.WithUnknownVariants(subject.Schema, Mutations.Settled(subject.Schema, json)))
            await subject.AssertAsync(given, given, what);
    });

    [Fact]
    public void Each_payload_has_a_kind_and_each_kind_its_payloads() =>
        Assert.Equal(Payloads.Files, Payloads.Subjects.Keys.Concat(QueryPayloadTests.Files).Order(StringComparer.Ordinal));

    [Fact]
    public void The_payloads_are_as_their_schemas_say()
    {
        foreach (var subject in Subjects.All)
        {
            foreach (var (file, json) in Payloads.Of(subject).Where(p => p.File != Payloads.OfUnknownType))
                Assert.True(!subject.Schema.Errors(json).Any(), $"{file}: {string.Join("; ", subject.Schema.Errors(json))}");
        }
    }

    private static async Task EachAsync(string name, Func<Subject, string, JsonNode, Task> assert)
    {
        var subject = Subjects.Find(name);
        foreach (var (what, json) in subject.Instances)
            await assert(subject, what, json);
    }
}
