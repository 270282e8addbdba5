using System.Text.Json;

namespace HumeGen.Generator.Tests;

/// <summary>Generated code, compiled and run, reads and writes JSON.</summary>
public sealed class BehaviorTests(BehaviorTests.Outputs outputs) : IClassFixture<BehaviorTests.Outputs>
{
    [Theory]
    [InlineData("""{"text":"a","whole":1,"list":[],"map":{},"level":"low","child":{}}""")]
    [InlineData("""{"text":"\u00e9\ud83d\ude00\n","whole":-9007199254740993,"small":-2147483648,"large":18446744073709551615,"number":1e-7,"truth":false,"list":["a"],"map":{"b":0.1},"level":"high","mood":"glad","child":{"name":"c","parent":{"text":"","whole":0,"list":[],"map":{},"level":"low","child":{}}},"children":[{},{}],"inline":{"deep":"d"}}""")]
    [InlineData("""{"text":"a","whole":1,"list":[],"map":{},"level":"low","child":{},"anything":{"a":[1,null,{"b":1.50}]}}""")]
    [InlineData("""{"text":"a","whole":1,"list":[],"map":{},"level":"low","child":{},"time":"2026-11-21T17:46:00.123+01:00","bytes":"AAEC/w==","encoded":""}""")]
    public void Every_kind_of_property_is_written_as_it_was_read(string json) => Load("object-properties").AssertRoundTrip("Sample.Thing", json);

    [Theory]
    [InlineData("""{"text":"a","whole":1,"list":[],"map":{},"level":"low","child":{"new":1},"unknown":{"a":[1,2.50,"x"]},"null":null}""")]
    [InlineData("""{"text":"a","whole":1,"list":[],"map":{},"level":"a new level","child":{},"mood":"a new mood"}""")]
    public void What_the_specification_does_not_know_survives(string json) => Load("object-properties").AssertRoundTrip("Sample.Thing", json);

    [Fact]
    public void Null_is_read_for_everything_optional_and_written_back()
    {
        Load("object-properties").AssertRoundTrip("Sample.Thing", """{"text":"a","whole":1,"list":[],"map":{},"level":"low","child":{},"small":null,"large":null,"number":null,"truth":null,"time":null,"bytes":null,"encoded":null,"mood":null,"children":null,"inline":null}""");
    }

    [Fact]
    public void What_is_required_and_nullable_is_always_written()
    {
        var output = Load("required-optional-nullable");

        Assert.Equal(
            """{"required":"a","required_nullable":null,"required_list":null,"required_number":null,"optional":null,"optional_nullable":null}""",
            output.RoundTrip("Sample.Presence", """{"optional":null,"required":"a","optional_nullable":null}"""));
    }

    [Theory]
    [InlineData("{}", "The required property \"required\" of Presence is missing or null. At $ (line 1,")]
    [InlineData("""{"required":null}""", "The required property \"required\" of Presence is missing or null.")]
    [InlineData("""{"required":1}""", "At $.required (line 1, byte 13).")]
    [InlineData("""{"required":"a","required_list":[1,"x"]}""", "At $.required_list[1]")]
    [InlineData("""["required"]""", "Expected an object for Presence, but found an array.")]
    [InlineData("""{"required":"a"} {}""", "")]
    [InlineData("""{"required":"a",""", "")]
    public void What_does_not_fit_is_refused_with_its_place(string json, string message)
    {
        var output = Load("required-optional-nullable");

        var exception = Assert.Throws<JsonException>(() => output.Read("Sample.Presence", json));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_spellings_of_null_are_read()
    {
        var output = Load("nullable-spellings");

        output.AssertRoundTrip("Sample.Spellings", """{"listed":null,"flagged":null,"alternative":null,"items":["a",null],"values":{"a":null,"b":true}}""");
        output.AssertRoundTrip("Sample.Spellings", """{"listed":"a","flagged":"b","alternative":null,"any":5,"child":null,"part":null,"level":null}""");
    }

    [Theory]
    [InlineData("60.0", "60")]
    [InlineData("6e1", "60")]
    [InlineData("-0.0", "0")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    public void A_whole_number_may_be_spelt_as_any_number(string read, string written)
    {
        var json = """{"text":"a","whole":$,"list":[],"map":{},"level":"low","child":{}}""";

        Assert.Equal(json.Replace("$", written, StringComparison.Ordinal), Load("object-properties").RoundTrip("Sample.Thing", json.Replace("$", read, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("60.5")]
    [InlineData("9223372036854775808")]
    [InlineData("\"60\"")]
    [InlineData("1e999")]
    public void What_is_no_whole_number_is_refused(string number)
    {
        var output = Load("object-properties");

        Assert.Throws<JsonException>(() => output.Read("Sample.Thing", """{"text":"a","whole":$,"list":[],"map":{},"level":"low","child":{}}""".Replace("$", number, StringComparison.Ordinal)));
    }

    [Fact]
    public void Base64_is_bytes() => Assert.Equal("1,2,255 True 0", Load("object-properties", """
        using System;
        using HumeGen.Json;
        using Sample;

        public static class Usage
        {
            public static object? Run()
            {
                var thing = ApiJson.Read<Thing>("{\"text\":\"a\",\"whole\":1,\"list\":[],\"map\":{},\"level\":\"low\",\"child\":{},\"bytes\":\"AQL/\"}");
                ReadOnlyMemory<byte>? bytes = thing.Bytes;
                var written = ApiJson.WriteString(thing with { Encoded = bytes });
                var empty = ApiJson.Read<Thing>(ApiJson.WriteString(thing with { Bytes = default(ReadOnlyMemory<byte>) }));
                return string.Join(",", bytes!.Value.ToArray()) + " " + written.Contains("\"encoded\":\"AQL/\"") + " " + empty.Bytes!.Value.Length;
            }
        }
        """).Run());

    [Theory]
    [InlineData("""{"kind":"cat","lives":9}""", "Cat")]
    [InlineData("""{"lives":9,"kind":"kitten"}""", "Cat")]
    [InlineData("""{"tricks":["sit"],"other":{"kind":"cat"},"kind":"dog"}""", "Dog")]
    [InlineData("""{"kind":"cow","milk":true}""", "UnknownPet")]
    [InlineData("""{"kind":5}""", "UnknownPet")]
    [InlineData("""{"kind":null}""", "UnknownPet")]
    [InlineData("""{}""", "UnknownPet")]
    [InlineData("""[1]""", "UnknownPet")]
    public void The_key_may_stand_anywhere_and_mean_anything(string json, string member)
    {
        var output = Load("union-mapping", Pets);
        var owner = $$"""{"pet":{{json}},"others":[{{json}}]}""";

        output.AssertRoundTrip("Sample.Owner", owner);
        Assert.Equal(member, ((Func<string, string>)output.Run()!)(owner));
    }

    private const string Pets = """
        using System;
        using HumeGen.Json;
        using Sample;

        public static class Usage
        {
            public static object? Run() => new Func<string, string>(json => ApiJson.Read<Owner>(json).Pet switch
            {
                Cat cat => nameof(Cat),
                Dog dog => nameof(Dog),
                UnknownPet unknown => nameof(UnknownPet),
                _ => "?",
            });
        }
        """;

    [Theory]
    [InlineData("union-without-mapping", "Sample.IPet", """{"kind":"Dog"}""", "Dog")]
    [InlineData("union-without-mapping", "Sample.IPet", """{"kind":"dog"}""", "UnknownPet")]
    [InlineData("union-constants", "Sample.IMessage", """{"text":"a","type":"user_message"}""", "UserMessage")]
    [InlineData("union-constants", "Sample.IMessage", """{"data":"AAE=","type":"audio"}""", "AudioMessage")]
    [InlineData("union-constants", "Sample.IMessage", """{"type":"video"}""", "UnknownMessage")]
    [InlineData("union-by-presence", "Sample.IVoice", """{"provider":"x","id":"a"}""", "VoiceId")]
    [InlineData("union-by-presence", "Sample.IVoice", """{"id":null,"name":"a"}""", "VoiceName")]
    [InlineData("union-by-presence", "Sample.IVoice", """{"pitch":1}""", "VoiceClone")]
    [InlineData("union-by-presence", "Sample.IVoice", """{"provider":"x"}""", "UnknownVoice")]
    [InlineData("union-default", "Sample.ITurn", """{}""", "Quick")]
    [InlineData("union-default", "Sample.ITurn", """{"type":"slow"}""", "Slow")]
    [InlineData("union-default", "Sample.ITurn", """{"type":"later"}""", "UnknownTurn")]
    [InlineData("union-default", "Sample.ITurn", """5""", "UnknownTurn")]
    [InlineData("union-nested", "Sample.IEvent", """{"type":"audio"}""", "AudioInput")]
    [InlineData("union-nested", "Sample.IInput", """{"type":"closed"}""", "UnknownInput")]
    [InlineData("union-of-one", "Sample.IWrapperKeyed", """{"type":"only"}""", "Only")]
    [InlineData("union-of-one", "Sample.IWrapperKeyed", """{"type":"other"}""", "UnknownWrapperKeyed")]
    [InlineData("base-types", "Sample.IPet", """{"kind":"cat","name":"n","lives":9}""", "Cat")]
    [InlineData("base-types", "Sample.IPet", """{"name":"n","kind":"Puppy","weeks":3}""", "Puppy")]
    [InlineData("base-types", "Sample.IPet", """{"kind":"Bird","name":"n"}""", "Bird")]
    [InlineData("base-types", "Sample.IPet", """{"kind":"pet","name":"n"}""", "PetBase")]
    [InlineData("base-types", "Sample.IPet", """{"kind":"fish","name":"n"}""", "UnknownPet")]
    [InlineData("all-of-choice", "Sample.IShape", """{"name":"n","side":1}""", "ShapeSquare")]
    [InlineData("all-of-choice", "Sample.IFigure", """{"id":"a","length":1}""", "FigureLine")]
    [InlineData("file-references", "Sample.IEither", """{"kind":"dog","tricks":1}""", "Dog")]
    [InlineData("channels", "Sample.IChatClientMessage_2", """{"type":"say"}""", "Say")]
    [InlineData("channels", "Sample.IChatClientMessage_2", """{"type":"sing"}""", "UnknownChatClientMessage_2")]
    public void Members_are_told_apart(string construct, string union, string json, string member)
    {
        var value = Load(construct).ReadUnion(union, json);

        Assert.Equal(member, value.GetType().Name);
        if (value.GetType().Name.StartsWith("Unknown", StringComparison.Ordinal))
            Assert.Equal(json, Json.ApiJson.WriteString(value));
    }

    [Theory]
    [InlineData("\"a\"", "String a")]
    [InlineData("5", "Int64 5")]
    [InlineData("5.5", "Double 5.5")]
    [InlineData("60.0", "Double 60")]
    [InlineData("true", "Boolean true")]
    [InlineData("[1]", "JsonElement [1]")]
    [InlineData("{\"a\":1}", "JsonElement {\"a\":1}")]
    public void Values_of_several_kinds_are_told_by_their_kind(string json, string expected)
    {
        var output = Load("union-by-kind", """
            using System;
            using HumeGen.Json;
            using Sample;

            public static class Usage
            {
                public static object? Run() => new Func<string, string>(json =>
                {
                    var scalar = ApiJson.Read<Scalar>(json);
                    return scalar.Value!.GetType().Name + " " + scalar;
                });
            }
            """);

        Assert.Equal(expected, ((Func<string, string>)output.Run()!)(json));
        output.AssertRoundTrip("Sample.Holder", $$"""{"scalar":{{json}}}""");
    }

    [Fact]
    public void A_value_of_several_kinds_is_made_from_each_and_gives_it_back() => Assert.Equal(
        """{"scalar":"a","mixed":"low"} {"scalar":5,"mixed":{"name":"n"}} {"scalar":true,"mixed":[{}]} a null null low  n 1""",
        Load("union-by-kind", """
            using HumeGen.Json;
            using Sample;

            public static class Usage
            {
                public static object? Run()
                {
                    var text = new Holder { Scalar = "a", Mixed = Level.Low };
                    var number = new Holder { Scalar = 5, Mixed = Mixed.From(new Child { Name = "n" }) };
                    var truth = new Holder { Scalar = true, Mixed = Mixed.From([new Child()]) };
                    return string.Join(" ", ApiJson.WriteString(text), ApiJson.WriteString(number), ApiJson.WriteString(truth),
                        text.Scalar.AsString, text.Scalar.AsInt64?.ToString() ?? "null", text.Scalar.AsBoolean?.ToString() ?? "null",
                        text.Mixed!.Value.AsLevel, number.Mixed!.Value.AsLevel, number.Mixed!.Value.AsChild!.Name, truth.Mixed!.Value.AsList!.Count);
                }
            }
            """).Run());

    [Fact]
    public void Constants_are_written_where_they_are_required_and_checked_when_read()
    {
        var output = Load("constants");

        output.AssertRoundTrip("Sample.Ping", """{"type":"ping"}""");
        output.AssertRoundTrip("Sample.Ping", """{"type":"ping","version":null}""");
        output.AssertRoundTrip("Sample.Ping", """{"type":"ping","version":"v2","quoted":"a","size":6}""");
        Assert.Contains("the constant \"ping\"", Assert.Throws<JsonException>(() => output.Read("Sample.Ping", """{"type":"pong"}""")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sample.Scores", """{"total":1,"a":2,"b":3.5}""")]
    [InlineData("Sample.NullableScores", """{"total":1,"a":null,"b":3.5}""")]
    [InlineData("Sample.Closed", """{"name":"a","more":[1]}""")]
    [InlineData("Sample.Maps", """{"typed":{"a":{"name":"n"},"":{}},"nested":{"a":{"b":1}},"inline":{"x":{"score":0.5}},"free":{"a":null},"open":{"b":[1]},"closed":{},"empty":{"c":1},"matrix":[[1,2],[]],"untyped":[1,"a",null]}""")]
    public void Maps_keep_their_entries(string type, string json) => Load("maps").AssertRoundTrip(type, json);

    [Fact]
    public void The_parts_of_allOf_are_one_object()
    {
        var output = Load("all-of");

        output.AssertRoundTrip("Sample.Extended", """{"id":"a","note":"b","size":1,"own":true}""");
        Assert.Throws<JsonException>(() => output.Read("Sample.Extended", """{"id":"a"}"""));
        output.AssertRoundTrip("Sample.Base", """{"id":"a"}""");
    }

    [Theory]
    [InlineData("tuples", "Sample.Row", """["a",1]""")]
    [InlineData("tuples", "Sample.Row", """["a",1,{"row":["b",2]},"d",true,false]""")]
    [InlineData("tuples", "Sample.Row", """["a",1,null,null,true]""")]
    [InlineData("tuples", "Sample.Row", """["a",1,null,"d"]""")]
    [InlineData("tuples", "Sample.Closed", """["a",["b",1]]""")]
    [InlineData("tuples", "Sample.Closed", "[]")]
    [InlineData("tuples", "Sample.Open", """["a",1,{"more":[1]},[2]]""")]
    [InlineData("tuples", "Sample.Thing", """{"either":["a",1],"rows":[["a"]]}""")]
    [InlineData("tuples", "Sample.Thing", """{"either":"a"}""")]
    [InlineData("pattern-properties", "Sample.Mixed", """{"name":"a","s_x":1.5}""")]
    [InlineData("pattern-properties", "Sample.Loose", """{"name":"a","s_x":1.5,"t":[1]}""")]
    [InlineData("conditions", "Sample.Conditional", """{"kind":"a","extra":"b","more":1}""")]
    [InlineData("formats", "Sample.Formats", """{"day":"2026-11-21","days":["2024-02-29"],"time":"10:00:00+02:00","length":"P1Y2M","id":"not quite","link":"a b","price":79228162514264337593543950335,"other":"-_8"}""")]
    [InlineData("circles", "Sample.Left", """{"right":{"left":{"right":{}}}}""")]
    [InlineData("circles", "Sample.ValueValue", """{"a":["b",{"c":1}]}""")]
    [InlineData("reference-siblings", "Sample.More", """{"id":"a","size":1}""")]
    [InlineData("file-references", "Sample.Own", """{"thing":{"parent":{"level":"low"}},"self":{},"other":[1]}""")]
    public void Further_constructs_keep_their_values(string construct, string type, string json) => Load(construct).AssertRoundTrip(type, json);

    [Theory]
    [InlineData("tuples", "Sample.Row", """["a"]""", "\"Item2\" of Row is missing")]
    [InlineData("tuples", "Sample.Row", """["a",1,5]""", "At $[2]")]
    [InlineData("tuples", "Sample.Row", """{}""", "an array")]
    [InlineData("formats", "Sample.Formats", """{"day":"21.11.2026"}""", "a date")]
    [InlineData("formats", "Sample.Formats", """{"day":"2026-11-21","price":"1"}""", "a number")]
    [InlineData("constants-of-all-kinds", "Sample.Fixed", """{"version":4}""", "the constant 3")]
    [InlineData("constants-of-all-kinds", "Sample.Fixed", """{"truth":false}""", "the constant true")]
    public void Further_constructs_refuse_what_does_not_fit(string construct, string type, string json, string message) =>
        Assert.Contains(message, Assert.Throws<JsonException>(() => Load(construct).Read(type, json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Constants_of_every_kind_are_written() => Assert.Equal(
        """{"version":3,"ratio":-0.5,"truth":true,"untyped":"text","listed":7}""",
        Load("constants-of-all-kinds").RoundTrip("Sample.Fixed", """{"version":3,"ratio":-0.5,"truth":true,"untyped":"text","listed":7}"""));

    [Fact]
    public void Names_on_the_wire_stay_what_they_are() => Load("property-names").AssertRoundTrip(
        "Sample.Emotions",
        """{"Surprise (negative)":0.1,"Surprise (positive)":0.2,"class":"a","emotions":"b","equals":"c","ToString":"d","additional_properties":"e","some_name":"f","some-name":"g","SomeName":"h","2d":"i","":"j","***":"k","read_json":"l","clone":"m","reader":"n","name":"o","writer":"p"}""");

    [Theory]
    [InlineData("hume-3")]
    [InlineData("Surprise (negative)")]
    [InlineData("")]
    [InlineData("中文")]
    [InlineData("not known yet")]
    public void Values_of_an_enum_stay_what_they_are(string value) => Load("enum-identifiers").AssertRoundTrip("Sample.Odd", JsonSerializer.Serialize(value));

    [Fact]
    public void An_enum_can_be_switched_on_compared_and_asked_for_facts() => Assert.Equal(
        "Unknown NotListed | E1 True Wait. False E2 | True True False",
        Load("enum-facts", """
            using Sample;

            public static class Usage
            {
                public static object? Run()
                {
                    Code unknown = "NotListed", known = "E1", nothing = default;
                    return string.Join(" ",
                        unknown.Kind, unknown, unknown.Remedy + nothing + "|", known.Kind, known.Retry, known.Remedy, Code.E2.Retry, Code.E2,
                        "|", known == Code.E1, Equals(known, Code.E1), known == Code.E2);
                }
            }
            """).Run());

    [Fact]
    public void Secrets_are_not_printed()
    {
        var text = (string)Load("secrets", """
            using Sample;

            public static class Usage
            {
                public static object? Run() => string.Join("\n",
                    new Login { User = "me", Password = "hunter2", Token = "hunter2" },
                    new LoginRequest { User = "me", Password = "hunter2" },
                    new OnlySecret { Pin = "hunter2" },
                    new OnlySecret());
            }
            """).Run()!;

        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.StartsWith("Login { User = me, Password = (secret), Token = (secret), Old =  }\nLoginRequest { User = me, Password = (secret) }\nOnlySecret { Pin = (secret) }\nOnlySecret { Pin =  }", text, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonSerializer_reads_and_writes_generated_types() => Assert.Equal(
        """{"pet":{"kind":"dog","tricks":["sit"],"age":3}} Dog""",
        Load("union-mapping", """
            using System.Text.Json;
            using Sample;

            public static class Usage
            {
                public static object? Run()
                {
                    var owner = JsonSerializer.Deserialize<Owner>("{\"pet\":{\"age\":3,\"tricks\":[\"sit\"],\"kind\":\"dog\"}}")!;
                    return JsonSerializer.Serialize(owner) + " " + JsonSerializer.Deserialize<IPet>("{\"kind\":\"dog\"}")!.GetType().Name;
                }
            }
            """).Run());

    [Fact]
    public void Records_are_theirs_to_extend() => Assert.Equal("LOW", Load("enum", """
        namespace Sample
        {
            public sealed partial record Holder
            {
                public string Loud => Direction.Value.ToUpperInvariant();
            }
        }

        public static class Usage
        {
            public static object? Run() => new Sample.Holder { Direction = "low" }.Loud;
        }
        """).Run());

    private LoadedOutput Load(string construct, string userCode = "") => outputs.Load(construct, userCode);

    /// <summary>Cache of compiled constructs, as many tests use the same one.</summary>
    public sealed class Outputs : IDisposable
    {
        private readonly Dictionary<(string, string), LoadedOutput> _outputs = [];

        internal LoadedOutput Load(string construct, string userCode)
        {
            if (!_outputs.TryGetValue((construct, userCode), out var output))
                _outputs[(construct, userCode)] = output = new LoadedOutput(GeneratorRun.Of(ConstructTests.Specs(construct), expectDiagnostics: true, userCode));
            return output;
        }

        public void Dispose()
        {
            foreach (var output in _outputs.Values)
                output.Dispose();
        }
    }
}
