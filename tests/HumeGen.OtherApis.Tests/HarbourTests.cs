using System.Text;
using System.Text.Json;
using Harbour;
using HumeGen.Json;
using Lock = Harbour.Lock;

namespace HumeGen.OtherApis.Tests;

/// <summary>Channels with payloads of every kind, in AsyncAPI 2, against a server that sends back what it is sent.</summary>
public sealed class HarbourTests
{
    [Fact]
    public async Task Text_goes_both_ways() =>
        await GoesBothWays<IValuesTextClientMessage, IValuesTextServerMessage>(
            async c => await c.ValuesText.ConnectAsync(),
            new Call { Value = "ahoy \"there\"" }, "\"ahoy \\\"there\\\"\"",
            m => Assert.Equal("ahoy \"there\"", Assert.IsType<Call>(m).Value));

    [Fact]
    public async Task A_number_goes_both_ways() =>
        await GoesBothWays<IValuesNumberClientMessage, IValuesNumberServerMessage>(
            async c => await c.ValuesNumber.ConnectAsync(),
            new Depth { Value = 2.5 }, "2.5",
            m => Assert.Equal(2.5, Assert.IsType<Depth>(m).Value));

    [Fact]
    public async Task A_truth_value_goes_both_ways() =>
        await GoesBothWays<IValuesBooleanClientMessage, IValuesBooleanServerMessage>(
            async c => await c.ValuesBoolean.ConnectAsync(),
            new Lock { Value = true }, "true",
            m => Assert.True(Assert.IsType<Lock>(m).Value));

    [Fact]
    public async Task A_list_of_objects_goes_both_ways() =>
        await GoesBothWays<IValuesListClientMessage, IValuesListServerMessage>(
            async c => await c.ValuesList.ConnectAsync(),
            new Fleet { Value = [new Ship { Name = "Argo" }] }, """[{"name":"Argo"}]""",
            m => Assert.Equal("Argo", Assert.Single(Assert.IsType<Fleet>(m).Value).Name));

    [Fact]
    public async Task A_map_goes_both_ways() =>
        await GoesBothWays<IValuesMapClientMessage, IValuesMapServerMessage>(
            async c => await c.ValuesMap.ConnectAsync(),
            new Tides { Value = new Dictionary<string, double> { ["noon"] = 3 } }, """{"noon":3}""",
            m => Assert.Equal(3, Assert.IsType<Tides>(m).Value["noon"]));

    [Fact]
    public async Task An_object_without_shape_goes_both_ways() =>
        await GoesBothWays<IValuesFreeClientMessage, IValuesFreeServerMessage>(
            async c => await c.ValuesFree.ConnectAsync(),
            new Papers { Value = new Dictionary<string, JsonElement> { ["a"] = Json("[1]") } }, """{"a":[1]}""",
            m => Assert.Equal(1, Assert.IsType<Papers>(m).Value["a"][0].GetInt32()));

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("[1,\"b\"]")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    [InlineData("false")]
    [InlineData("null")]
    public async Task Anything_goes_both_ways(string json)
    {
        await GoesBothWays<IValuesAnyClientMessage, IValuesAnyServerMessage>(
            async c => await c.ValuesAny.ConnectAsync(),
            new Cargo { Value = Json(json) }, json,
            m => Assert.Equal(json, Assert.IsType<Cargo>(m).Value.GetRawText()));
        await GoesBothWays<IValuesNoneClientMessage, IValuesNoneServerMessage>(
            async c => await c.ValuesNone.ConnectAsync(),
            new Knock { Value = Json(json) }, json,
            m => Assert.Equal(json, Assert.IsType<Knock>(m).Value.GetRawText()));
    }

    [Fact]
    public async Task An_enum_goes_both_ways() =>
        await GoesBothWays<IValuesEnumClientMessage, IValuesEnumServerMessage>(
            async c => await c.ValuesEnum.ConnectAsync(),
            new FlagMessage { Value = Flag.Green }, "\"green\"",
            m => Assert.Equal(Flag.Green, Assert.IsType<FlagMessage>(m).Value));

    [Fact]
    public async Task A_text_or_a_number_goes_both_ways()
    {
        await GoesBothWays<IValuesChoiceClientMessage, IValuesChoiceServerMessage>(
            async c => await c.ValuesChoice.ConnectAsync(),
            new BerthMessage { Value = "north" }, "\"north\"",
            m => Assert.Equal("north", Assert.IsType<BerthMessage>(m).Value.AsString));
        await GoesBothWays<IValuesChoiceClientMessage, IValuesChoiceServerMessage>(
            async c => await c.ValuesChoice.ConnectAsync(),
            new BerthMessage { Value = 7 }, "7",
            m => Assert.Equal(7, Assert.IsType<BerthMessage>(m).Value.AsInt64));
    }

    [Fact]
    public async Task What_may_be_null_goes_both_ways()
    {
        await GoesBothWays<IValuesNullableClientMessage, IValuesNullableServerMessage>(
            async c => await c.ValuesNullable.ConnectAsync(),
            new Pilot { Value = null }, "null",
            m => Assert.Null(Assert.IsType<Pilot>(m).Value));
        await GoesBothWays<IValuesNullableClientMessage, IValuesNullableServerMessage>(
            async c => await c.ValuesNullable.ConnectAsync(),
            new Pilot { Value = "Ann" }, "\"Ann\"",
            m => Assert.Equal("Ann", Assert.IsType<Pilot>(m).Value));
    }

    [Fact]
    public async Task A_time_goes_both_ways() =>
        await GoesBothWays<IValuesTimeClientMessage, IValuesTimeServerMessage>(
            async c => await c.ValuesTime.ConnectAsync(),
            new Clock { Value = DateTimeOffset.UnixEpoch }, "\"1970-01-01T00:00:00+00:00\"",
            m => Assert.Equal(DateTimeOffset.UnixEpoch, Assert.IsType<Clock>(m).Value));

    [Fact]
    public async Task A_list_of_two_kinds_goes_both_ways() =>
        await GoesBothWays<IValuesTupleClientMessage, IValuesTupleServerMessage>(
            async c => await c.ValuesTuple.ConnectAsync(),
            new PlaceMessage { Value = new Place { Item1 = "pier", Item2 = 3 } }, "[\"pier\",3]",
            m => Assert.Equal(new Place { Item1 = "pier", Item2 = 3 }, Assert.IsType<PlaceMessage>(m).Value));

    [Fact]
    public async Task Bytes_that_are_said_to_be_JSON_are_base64() =>
        await GoesBothWays<IValuesBase64ClientMessage, IValuesBase64ServerMessage>(
            async c => await c.ValuesBase64.ConnectAsync(),
            new Stamp { Value = new byte[] { 1, 2, 255 } }, "\"AQL/\"",
            m => Assert.Equal([1, 2, 255], Assert.IsType<Stamp>(m).Value.ToArray()));

    [Fact]
    public async Task Bytes_by_their_schema_are_binary_frames()
    {
        await GoesBothWays<IBytesFormatClientMessage, IBytesFormatServerMessage>(
            async c => await c.BytesFormat.ConnectAsync(),
            new BytesFormatClientMessageBytes { Data = new byte[] { 0, 255 } }, "00FF",
            m => Assert.Equal([0, 255], Assert.IsType<Voice>(m).Data.ToArray()));
        await GoesBothWays<IBytesMediaClientMessage, IBytesMediaServerMessage>(
            async c => await c.BytesMedia.ConnectAsync(),
            new Horn { Data = new byte[] { 1 } }, "01",
            m => Assert.Equal([1], Assert.IsType<Horn>(m).Data.ToArray()));
        await GoesBothWays<IBytesEncodingClientMessage, IBytesEncodingServerMessage>(
            async c => await c.BytesEncoding.ConnectAsync(),
            new Echo { Data = new byte[] { 2 } }, "02",
            m => Assert.Equal([2], Assert.IsType<Echo>(m).Data.ToArray()));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"json":"all the same"}""")]
    [InlineData("ü€𝄞")]
    [InlineData("")]
    public async Task Plain_text_alone_is_every_text(string text) =>
        await GoesBothWays<IPlainAloneClientMessage, IPlainAloneServerMessage>(
            async c => await c.PlainAlone.ConnectAsync(),
            new Line { Text = text }, text,
            m => Assert.Equal(text, Assert.IsType<Line>(m).Text));

    [Theory]
    [InlineData("all clear")]
    [InlineData("42")]
    [InlineData("{\"ship\":")]
    public async Task Plain_text_beside_JSON_is_what_is_no_JSON_message(string text) =>
        await GoesBothWays<IPlainBesideClientMessage, IPlainBesideServerMessage>(
            async c => await c.PlainBeside.ConnectAsync(),
            new Line { Text = text }, text,
            m => Assert.Equal(text, Assert.IsType<Line>(m).Text));

    [Fact]
    public async Task JSON_beside_plain_text_keeps_its_types()
    {
        await GoesBothWays<IPlainBesideClientMessage, IPlainBesideServerMessage>(
            async c => await c.PlainBeside.ConnectAsync(),
            new Arrival { Ship = "Argo" }, """{"ship":"Argo"}""",
            m => Assert.Equal("Argo", Assert.IsType<Arrival>(m).Ship));
        // A list is JSON that is no message, not text.
        await GoesBothWays<IPlainBesideClientMessage, IPlainBesideServerMessage>(
            async c => await c.PlainBeside.ConnectAsync(),
            new Line { Text = "[1]" }, "[1]",
            m => Assert.Equal("[1]", Assert.IsType<UnknownPlainBesideServerMessage>(m).Json.GetRawText()));
    }

    [Fact]
    public async Task Messages_of_all_kinds_are_told_apart_on_one_connection()
    {
        await using var server = await EchoAsync([]);
        using var client = Client(server);
        await using var mixed = await client.Mixed.ConnectAsync();
        IMixedClientMessage[] messages =
        [
            new Voice { Data = new byte[] { 9 } },
            new Call { Value = "ahoy" },
            new Fleet { Value = [] },
            new Arrival { Ship = "Argo" },
            new Departure { Ship = "Argo", Heading = 90 },
            new Tides { Value = new Dictionary<string, double> { ["noon"] = 1.5 } },
            new Depth { Value = 4 },
            new Lock { Value = false },
        ];

        foreach (var message in messages)
        {
            await mixed.SendAsync(message);
            var received = await mixed.Reader.ReadAsync();
            Assert.IsType(message.GetType(), received);
            Assert.Equal(ApiJson.WriteString(message), ApiJson.WriteString(received));
        }
    }

    [Fact]
    public async Task One_payload_of_several_kinds_is_as_many_messages()
    {
        await GoesBothWays<IPayloadClientMessage, IPayloadServerMessage>(
            async c => await c.Payload.ConnectAsync(),
            new Ship { Name = "Argo" }, """{"name":"Argo"}""",
            m => Assert.Equal("Argo", Assert.IsType<Ship>(m).Name));
        await GoesBothWays<IPayloadClientMessage, IPayloadServerMessage>(
            async c => await c.Payload.ConnectAsync(),
            new ReportText { Value = "sunk" }, "\"sunk\"",
            m => Assert.Equal("sunk", Assert.IsType<ReportText>(m).Value));
        await GoesBothWays<IPayloadClientMessage, IPayloadServerMessage>(
            async c => await c.Payload.ConnectAsync(),
            new ReportBytes { Data = new byte[] { 5 } }, "05",
            m => Assert.Equal([5], Assert.IsType<ReportBytes>(m).Data.ToArray()));
    }

    [Fact]
    public async Task What_is_only_sent_need_not_be_told_apart()
    {
        var heard = new List<string>();
        await using var server = await EchoAsync(heard, """{"ship":"Argo"}""");
        using var client = Client(server);
        await using var orders = await client.Orders.ConnectAsync();

        await orders.SendAsync(new Moor { Where = "north" });
        Assert.IsType<Arrival>(await orders.Reader.ReadAsync());
        await orders.SendAsync(new Sail { Where = "south" });
        Assert.IsType<Arrival>(await orders.Reader.ReadAsync());

        Assert.Equal(["""{"where":"north"}""", """{"where":"south"}"""], heard);
        Assert.IsType<UnknownOrdersClientMessage>(ApiJson.Read("""{"where":"north"}"""u8, IOrdersClientMessage.ReadJson));
    }

    [Fact]
    public async Task What_cannot_be_told_apart_arrives_as_the_unknown_and_the_rest_with_its_type()
    {
        await GoesBothWays<IAlikeClientMessage, IAlikeServerMessage>(
            async c => await c.Alike.ConnectAsync(),
            new Moor { Where = "north" }, """{"where":"north"}""",
            m => Assert.Equal("north", Assert.IsType<UnknownAlikeServerMessage>(m).Json.GetProperty("where").GetString()));
        await GoesBothWays<IAlikeClientMessage, IAlikeServerMessage>(
            async c => await c.Alike.ConnectAsync(),
            new Arrival { Ship = "Argo" }, """{"ship":"Argo"}""",
            m => Assert.Equal("Argo", Assert.IsType<Arrival>(m).Ship));
    }

    [Fact]
    public async Task A_channel_of_one_direction_or_of_none_connects()
    {
        await GoesBothWays<IWatchClientMessage, IWatchServerMessage>(
            async c => await c.Watch.ConnectAsync(),
            new UnknownWatchClientMessage { Json = Json("""{"ship":"Argo"}""") }, """{"ship":"Argo"}""",
            m => Assert.Equal("Argo", Assert.IsType<Arrival>(m).Ship));
        await GoesBothWays<ITellClientMessage, ITellServerMessage>(
            async c => await c.Tell.ConnectAsync(),
            new Arrival { Ship = "Argo" }, """{"ship":"Argo"}""",
            m => Assert.Equal("""{"ship":"Argo"}""", Assert.IsType<UnknownTellServerMessage>(m).Json.GetRawText()));
        await GoesBothWays<IOpenClientMessage, IOpenServerMessage>(
            async c => await c.Open.ConnectAsync(),
            new UnknownOpenClientMessage { Json = Json("[1]") }, "[1]",
            m => Assert.Equal("[1]", Assert.IsType<UnknownOpenServerMessage>(m).Json.GetRawText()));
    }

    [Fact]
    public async Task A_value_of_another_kind_arrives_as_the_unknown()
    {
        await using var server = await EchoAsync([], "{}");
        using var client = Client(server);
        await using var calls = await client.ValuesText.ConnectAsync();

        await calls.SendAsync(new Call { Value = "ahoy" });

        Assert.Equal("{}", Assert.IsType<UnknownValuesTextServerMessage>(await calls.Reader.ReadAsync()).Json.GetRawText());
    }

    [Fact]
    public async Task A_list_with_an_item_that_does_not_fit_arrives_as_the_unknown_with_the_reason()
    {
        await using var server = await EchoAsync([], """[{"name":null}]""");
        using var client = Client(server);
        await using var fleets = await client.ValuesList.ConnectAsync();

        await fleets.SendAsync(new Fleet { Value = [] });
        var unknown = Assert.IsType<UnknownValuesListServerMessage>(await fleets.Reader.ReadAsync());

        Assert.Contains("\"name\" of Ship is missing", unknown.Error, StringComparison.Ordinal);
        Assert.Equal("""[{"name":null}]""", Encoding.UTF8.GetString(unknown.Raw.Span));
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    private static HarbourClient Client(Server server) => new(new HarbourClientOptions { BaseAddress = server.Address });

    // Remembers text as it came and bytes as hexadecimal digits.
    private static Task<Server> EchoAsync(List<string> heard, string? answer = null) => Server.StartAsync(_ => new Answer(404, "", ""), (isText, bytes) =>
    {
        heard.Add(isText ? Encoding.UTF8.GetString(bytes) : Convert.ToHexString(bytes));
        return [answer is null ? (isText, bytes) : (true, Encoding.UTF8.GetBytes(answer))];
    });

    private static async Task GoesBothWays<TSend, TReceive>(
        Func<HarbourClient, Task<IRealtimeConnection<TSend, TReceive>>> connect, TSend message, string frame, Action<TReceive> check)
        where TSend : IJsonWritable
    {
        var heard = new List<string>();
        await using var server = await EchoAsync(heard);
        using var client = Client(server);
        await using var connection = await connect(client);

        await connection.SendAsync(message);
        check(await connection.Reader.ReadAsync());

        Assert.Equal([frame], heard);
    }
}
