using System.Text.Json;

namespace HumeGen.Generator.Tests;

/// <summary>The variants of unions are told apart wherever anything tells them, and what nothing tells is kept as JSON.</summary>
public sealed class UnionTests(UnionTests.Outputs outputs) : IClassFixture<UnionTests.Outputs>
{
    [Theory]
    // A key with several values each.
    [InlineData("Speaker", """{"role":"caller","text":"a"}""", "Human")]
    [InlineData("Speaker", """{"role":"operator","text":"a"}""", "Human")]
    [InlineData("Speaker", """{"role":"bot","text":"a"}""", "Machine")]
    [InlineData("Speaker", """{"role":"ghost","text":"a"}""", "UnknownSpeaker")]
    [InlineData("Codec", """{"rate":8000}""", "Narrow")]
    [InlineData("Codec", """{"rate":48000}""", "Wide")]
    [InlineData("Codec", """{"rate":"48000"}""", "UnknownCodec")]
    [InlineData("Gain", """{"level":1.5}""", "Loud")]
    [InlineData("Gain", """{"level":0.5}""", "Quiet")]
    // Keys that are numbers and truth values.
    [InlineData("Schema", """{"version":1,"a":"x"}""", "First")]
    [InlineData("Schema", """{"version":2}""", "Second")]
    [InlineData("Schema", """{"version":3}""", "UnknownSchema")]
    [InlineData("Schema", """{"version":"2"}""", "UnknownSchema")]
    [InlineData("Check", """{"passed":true,"score":1}""", "Passed")]
    [InlineData("Check", """{"passed":false}""", "Failed")]
    [InlineData("Check", """{"passed":null}""", "UnknownCheck")]
    // One pair that nothing tells costs that pair only.
    [InlineData("Event", """{"type":"open","at":1}""", "Opened")]
    [InlineData("Event", """{"type":"shut","at":1}""", "Closed")]
    [InlineData("Event", """{"type":"tick","at":1}""", "UnknownEvent")]
    [InlineData("Event", """{"type":"tock","at":1}""", "UnknownEvent")]
    // A pair with one key value that other properties tell.
    [InlineData("Note", """{"type":"note","text":"a"}""", "Plain")]
    [InlineData("Note", """{"type":"note","text":"a","author":"b"}""", "Signed")]
    [InlineData("Note", """{"type":"mark","text":"a"}""", "Mark")]
    // A key on most, a property of its own on another.
    [InlineData("Reply", """{"kind":"text","text":"a"}""", "TextReply")]
    [InlineData("Reply", """{"kind":"sound","audio":"a"}""", "SoundReply")]
    [InlineData("Reply", """{"error":"a"}""", "Refusal")]
    [InlineData("Reply", """{"kind":"smell"}""", "UnknownReply")]
    // A key that is free text on one.
    [InlineData("Tool", """{"type":"clock"}""", "Clock")]
    [InlineData("Tool", """{"type":"search"}""", "Search")]
    [InlineData("Tool", """{"type":"weather","schema":"s"}""", "OwnTool")]
    [InlineData("Tool", """{"type":"weather"}""", "UnknownTool")]
    // The kind of a value.
    [InlineData("Chunk", """{"data":{"n":1}}""", "DataChunk")]
    [InlineData("Chunk", """{"data":"[END]"}""", "EndChunk")]
    [InlineData("Chunk", """{"data":"[STOP]"}""", "UnknownChunk")]
    [InlineData("Chunk", """{"data":5}""", "UnknownChunk")]
    [InlineData("Job", """{"input":["a"]}""", "Many")]
    [InlineData("Job", """{"input":"a"}""", "One")]
    [InlineData("Job", """{"input":7}""", "UnknownJob")]
    // A key one level down.
    [InlineData("Frame", """{"head":{"op":"say"},"n":1}""", "SayFrame")]
    [InlineData("Frame", """{"head":{"op":"hush"}}""", "HushFrame")]
    [InlineData("Frame", """{"head":{"op":"shout"}}""", "UnknownFrame")]
    [InlineData("Frame", """{"head":"say"}""", "UnknownFrame")]
    // Required properties, the stricter first.
    [InlineData("Person", """{"id":"1"}""", "Named")]
    [InlineData("Person", """{"id":"1","gone":true}""", "Gone")]
    [InlineData("Person", """{"name":"a"}""", "UnknownPerson")]
    // A property that may be null is there all the same.
    [InlineData("Result", """{"value":null}""", "ValueResult")]
    [InlineData("Result", """{"reason":"a"}""", "ReasonResult")]
    public void An_object_is_read_as_the_variant_that_it_is(string union, string json, string type)
    {
        var read = outputs.Objects.ReadUnion("Sample.I" + union, json);

        Assert.Equal(type, read.GetType().Name);
        Assert.Equal(json, Json.ApiJson.WriteString(read));
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#unusual-json")]
    [InlineData("Speaker", """{"role":"bot","role":"caller","text":"a"}""", "Human")]
    [InlineData("Speaker", """{"role":"bot","ro\u006ce":"caller","text":"a"}""", "Human")]
    [InlineData("Speaker", """{"role":"caller","text":"a","role":"ghost"}""", "UnknownSpeaker")]
    [InlineData("Speaker", """{"role":"caller","text":"a","role":null}""", "UnknownSpeaker")]
    public void Of_equal_names_the_last_one_counts_for_the_key_as_for_the_property(string union, string json, string type) =>
        Assert.Equal(type, outputs.Objects.ReadUnion("Sample.I" + union, json).GetType().Name);

    [Theory]
    [Trait("Fault", "docs/reliability.md#unusual-json")]
    [InlineData("Frame", """{"head":{"op":"hush","op":"say"},"n":1}""")]
    [InlineData("Frame", """{"head":{"op":"hush"},"h\u0065ad":{"op":"say"},"n":1}""")]
    [InlineData("Job", """{"input":"a","input":["a"]}""")]
    [InlineData("Frame", """{"head":{"op":"say"},"n":1,"head":{"op":"hush"}}""")]
    public void Equal_names_whose_values_no_variant_has_together_are_refused(string union, string json) =>
        Assert.Throws<JsonException>(() => outputs.Objects.ReadUnion("Sample.I" + union, json));

    [Fact]
    public void Only_pairs_that_nothing_tells_are_reported_once_and_fail_no_build()
    {
        var diagnostic = Assert.Single(outputs.Run.Diagnostics);

        Assert.Equal(("HG0202", Microsoft.CodeAnalysis.DiagnosticSeverity.Info), (diagnostic.Id, diagnostic.Severity));
        Assert.StartsWith(
            "These variants cannot be told apart: Ticked and Tocked in Event; list of Left and list of Right in Sides; MoodC and MoodD in Moods; list of Map and list of RowA in InboxRows. ",
            diagnostic.GetMessage(null),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content", "\"a\"", "String")]
    [InlineData("Content", """{"type":"words","text":"a"}""", "Words")]
    [InlineData("Content", """{"type":"picture","url":"a"}""", "Picture")]
    [InlineData("Content", """{"type":"smell"}""", "UnknownContentObject")]
    [InlineData("Content", "7", "JsonElement")]
    [InlineData("Choice", "\"auto\"", "ChoiceMode")]
    [InlineData("Choice", "\"later\"", "ChoiceMode")]
    [InlineData("Choice", """{"type":"words","text":"a"}""", "Words")]
    [InlineData("OnePart", "\"a\"", "String")]
    [InlineData("OnePart", """{"type":"picture","url":"a"}""", "Picture")]
    [InlineData("Several", """{"type":"words","text":"a"}""", "Words")]
    [InlineData("Several", """[{"type":"picture","url":"a"}]""", "IPart[]")]
    [InlineData("Prompt", "\"a\"", "String")]
    [InlineData("Prompt", """["a","b"]""", "String[]")]
    [InlineData("Prompt", "[1,2]", "Int64[]")]
    [InlineData("Prompt", "[[1],[2]]", "IReadOnlyList`1[]")]
    [InlineData("Prompt", "[]", "String[]")]
    [InlineData("Prompt", "[true]", "JsonElement")]
    [InlineData("Table", """[["a"]]""", "IReadOnlyList`1[]")]
    [InlineData("Table", "[[1.5]]", "IReadOnlyList`1[]")]
    [InlineData("Rows", """[{"a":1}]""", "RowA[]")]
    [InlineData("Rows", """[{"b":1}]""", "RowB[]")]
    [InlineData("Rows", """[{"c":1}]""", "JsonElement")]
    [InlineData("Sides", """[{"x":1}]""", "JsonElement")]
    [InlineData("Loose", """{"type":"words","text":"a"}""", "Words")]
    [InlineData("Loose", """{"any":"thing"}""", "Dictionary`2")]
    [InlineData("Loose", """{"text":5}""", "Dictionary`2")]
    [InlineData("LooseParts", """{"type":"picture","url":"a"}""", "Picture")]
    [InlineData("LooseParts", """{"type":"smell"}""", "Dictionary`2")]
    [InlineData("TextOrAnything", "\"a\"", "String")]
    [InlineData("TextOrAnything", """{"a":1}""", "JsonElement")]
    [InlineData("Limit", "5", "Int64")]
    [InlineData("Limit", "\"none\"", "Limit2")]
    [InlineData("Switch", "true", "Boolean")]
    [InlineData("Switch", "\"auto\"", "SwitchText")]
    public void A_value_is_read_as_the_kind_that_it_is(string union, string json, string kind)
    {
        var read = outputs.Values.Read("Sample." + union, json);
        var value = read.GetType().GetProperty("Value")!.GetValue(read)!;

        Assert.Equal(kind, value.GetType().Name);
        Assert.Equal(json, Json.ApiJson.WriteString(read));
    }

    [Theory]
    [InlineData("Model", "ModelNames?")]
    [InlineData("Models", "ThingModels?")]
    [InlineData("Mixed", "ThingMixed?")]
    [InlineData("Moment", "string?")]
    [InlineData("Uploaded", "string?")]
    [InlineData("Rate", "long?")]
    [InlineData("Bits", "long?")]
    [InlineData("Nothing", "Words?")]
    [InlineData("NothingListed", "long?")]
    [InlineData("NothingSaid", "string?")]
    [InlineData("Deep", "string?")]
    public void Variants_of_one_kind_are_one_type(string property, string type) => Assert.Contains($"{type} {property}", outputs.Run.Properties("Sample.Thing"));

    [Theory]
    // By a mapping, declared in the record or not, in numbers and truth values too; by the name of the schema.
    [InlineData("Payment", """{"method":"card","number":"1"}""", "Card")]
    [InlineData("Payment", """{"method":"bank","iban":"1"}""", "Bank")]
    [InlineData("Transfer", """{"Way":"Sea","ship":"1"}""", "Sea")]
    [InlineData("Transfer", """{"Way":"Air"}""", "Air")]
    [InlineData("Schema", """{"version":1,"a":"x"}""", "First")]
    // What is derived, however deep, and the bases themselves.
    [InlineData("Animal", """{"kind":"animal","name":"a"}""", "AnimalBase")]
    [InlineData("Animal", """{"kind":"dog","name":"a"}""", "DogBase")]
    [InlineData("Animal", """{"kind":"puppy","name":"a","weeks":1}""", "PuppyBase")]
    [InlineData("Animal", """{"kind":"cat","name":"a","lives":9}""", "Cat")]
    [InlineData("Dog", """{"kind":"dog","name":"a"}""", "DogBase")]
    [InlineData("Dog", """{"kind":"puppy","name":"a","weeks":1}""", "PuppyBase")]
    [InlineData("Dog", """{"kind":"runt","name":"a","weeks":1,"small":true}""", "Runt")]
    [InlineData("Dog", """{"kind":"cat","name":"a"}""", "UnknownDog")]
    [InlineData("Vehicle", """{"type":"Lorry","wheels":6,"load":2}""", "Lorry")]
    [InlineData("Motor", """{"type":"Lorry","wheels":6,"load":2}""", "Lorry")]
    [InlineData("Motor", """{"type":"Motor","wheels":4}""", "MotorBase")]
    public void The_key_is_read_and_written_in_all_that_one_value_leads_to(string union, string json, string type)
    {
        var read = outputs.Objects.ReadUnion("Sample.I" + union, json);

        Assert.Equal(type, read.GetType().Name);
        Assert.Equal(json, Json.ApiJson.WriteString(read));
    }

    [Theory]
    // A key that the record has elsewhere, too, and one that a wider union has as another value.
    [InlineData("Wallet", """{"card":{"brand":"amex"}}""")]
    [InlineData("Outer", """{"kind":"inner","type":"b","x":"1"}""")]
    [InlineData("Rates", """{"limited":"a","counted":5,"listed":["a"]}""")]
    [InlineData("Inbox", """{"rows":[{"z":1}]}""")]
    public void What_the_schema_allows_is_read_and_written_as_it_came(string type, string json)
    {
        var read = outputs.Values.Read("Sample." + type + (type == "Outer" ? "Holder" : ""), type == "Outer" ? $$"""{"value":{{json}}}""" : json);

        Assert.Equal(type == "Outer" ? $$"""{"value":{{json}}}""" : json, Json.ApiJson.WriteString(read));
    }

    [Theory]
    [InlineData("Outer", """{"kind":"inner","type":"b","x":"1"}""", "InnerB")]
    [InlineData("Outer", """{"kind":"inner","type":"a","x":"1"}""", "InnerA")]
    [InlineData("Outer", """{"kind":"d"}""", "OuterD")]
    [InlineData("Sounds", """{"audio":"x"}""", "AudioChunk")]
    [InlineData("Sounds", """{"done":true}""", "FinalChunk")]
    [InlineData("Shared", """{"type":"b","id":"1"}""", "SharedB")]
    [InlineData("Shared", """{"type":"a","id":"1","c":"x"}""", "SharedC")]
    [InlineData("Moods", """{"mood":"a"}""", "MoodC")]
    [InlineData("Moods", """{"mood":"c"}""", "MoodD")]
    [InlineData("Moods", """{"mood":"b"}""", "UnknownMoods")]
    [InlineData("Created", """{"id":"1","type":"card"}""", "CreatedPayCard")]
    [InlineData("Node", """{"k":"y","deep":1}""", "NodeY")]
    public void Odd_unions_are_told_as_well(string union, string json, string type) => Assert.Equal(type, outputs.Objects.ReadUnion("Sample.I" + union, json).GetType().Name);

    [Fact]
    public void A_file_or_its_address_is_a_file_in_a_form() => Assert.Contains("FilePart? Source", outputs.Run.Properties("Sample.SendRequest"));

    [Fact]
    public void A_base_that_is_derived_is_one_of_its_base() => Assert.True(
        outputs.Run.Output.GetTypeByMetadataName("Sample.IDog")!.AllInterfaces.Any(i => i.Name == "IAnimal"));

    [Fact]
    public void A_value_converts_from_each_of_its_kinds()
    {
        Assert.Equal(
            """["words",{"method":"card","number":"1"},{"Way":"Air"},{"version":1},{"kind":"puppy","name":"a"},"a",{"type":"words","text":"b"},["x"],[1],[[2]],"auto","later",5]""",
            outputs.Values.Run());
    }

    /// <summary>Generated once.</summary>
    public sealed class Outputs : IDisposable
    {
        public Outputs()
        {
            Run = GeneratorRun.Of(Spec, expectDiagnostics: true, Usage);
            Objects = Values = new LoadedOutput(Run);
        }

        internal GeneratorRun Run { get; }

        internal LoadedOutput Objects { get; }

        internal LoadedOutput Values { get; }

        public void Dispose() => Values.Dispose();
    }

    private const string Usage = """
        using Sample;

        public static class Usage
        {
            public static object? Run()
            {
                Content text = "a";
                Content words = new Words { Text = "b" };
                Prompt texts = Prompt.From(["x"]);
                Prompt numbers = Prompt.From((System.Collections.Generic.IReadOnlyList<long>)[1L]);
                Prompt lists = Prompt.From((System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<long>>)[[2L]]);
                Choice mode = ChoiceMode.Auto;
                ChoiceMode later = "later";
                Limit limit = 5;
                var key = words.AsObject is Words { Text: "b" } read ? read.Type : "";
                IAnimal dog = (IDog)new PuppyBase { Name = "a" };
                HumeGen.Json.IJsonWritable[] all = [new Card { Number = "1" }, new Air(), new First(), dog, text, words, texts, numbers, lists, mode, (Choice)later, limit];
                return "[\"" + key + "\"," + string.Join(",", System.Linq.Enumerable.Select(all, v => HumeGen.Json.ApiJson.WriteString(v))) + "]";
            }
        }
        """;

    private const string Spec = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /send:
            post:
              operationId: send
              requestBody:
                content:
                  multipart/form-data:
                    schema: {type: object, properties: {source: {anyOf: [{type: string, format: binary}, {type: string, format: uri}]}}}
              responses: {'204': {description: Done.}}
        components:
          schemas:
            Speaker: {oneOf: [{$ref: '#/components/schemas/Human'}, {$ref: '#/components/schemas/Machine'}]}
            Human: {type: object, required: [role], properties: {role: {type: string, enum: [caller, operator]}, text: {type: string}}}
            Machine: {type: object, required: [role], properties: {role: {type: string, enum: [bot]}, text: {type: string}}}
            Gain: {anyOf: [{$ref: '#/components/schemas/Loud'}, {$ref: '#/components/schemas/Quiet'}]}
            Loud: {type: object, required: [level], properties: {level: {type: number, const: 1.50}}}
            Quiet: {type: object, required: [level], properties: {level: {type: number, enum: [5.0e-1, 1e300]}}}
            Codec: {anyOf: [{$ref: '#/components/schemas/Narrow'}, {$ref: '#/components/schemas/Wide'}]}
            Narrow: {type: object, required: [rate], properties: {rate: {type: number, enum: [8000, 16000]}}}
            Wide: {type: object, required: [rate], properties: {rate: {type: number, enum: [44100, 48000]}}}
            Schema:
              oneOf: [{$ref: '#/components/schemas/First'}, {$ref: '#/components/schemas/Second'}]
              discriminator: {propertyName: version, mapping: {'1': '#/components/schemas/First', '2': '#/components/schemas/Second'}}
            First: {type: object, required: [version], properties: {version: {type: integer}, a: {type: string}}}
            Second: {type: object, required: [version], properties: {version: {type: integer, const: 2}}}
            Check: {oneOf: [{$ref: '#/components/schemas/Passed'}, {$ref: '#/components/schemas/Failed'}]}
            Passed: {type: object, required: [passed], properties: {passed: {type: boolean, const: true}, score: {type: integer}}}
            Failed: {type: object, required: [passed], properties: {passed: {type: boolean, enum: [false]}}}
            Event:
              oneOf:
                - {$ref: '#/components/schemas/Opened'}
                - {$ref: '#/components/schemas/Closed'}
                - {$ref: '#/components/schemas/Ticked'}
                - {$ref: '#/components/schemas/Tocked'}
            Opened: {type: object, required: [type, at], properties: {type: {const: open}, at: {type: integer}}}
            Closed: {type: object, required: [type, at], properties: {type: {const: shut}, at: {type: integer}}}
            Ticked: {type: object, required: [type, at], properties: {type: {const: tick}, at: {type: integer}}}
            Tocked: {type: object, required: [type, at], properties: {type: {const: tick}, at: {type: integer}}}
            Note: {oneOf: [{$ref: '#/components/schemas/Plain'}, {$ref: '#/components/schemas/Signed'}, {$ref: '#/components/schemas/Mark'}]}
            Plain: {type: object, required: [type], properties: {type: {const: note}, text: {type: string}}}
            Signed: {type: object, required: [type, author], properties: {type: {const: note}, text: {type: string}, author: {type: string}}}
            Mark: {type: object, required: [type], properties: {type: {const: mark}, text: {type: string}}}
            Reply: {anyOf: [{$ref: '#/components/schemas/TextReply'}, {$ref: '#/components/schemas/SoundReply'}, {$ref: '#/components/schemas/Refusal'}]}
            TextReply: {type: object, required: [kind, text], properties: {kind: {const: text}, text: {type: string}}}
            SoundReply: {type: object, required: [kind, audio], properties: {kind: {const: sound}, audio: {type: string}}}
            Refusal: {type: object, required: [error], properties: {error: {type: string}}}
            Tool: {anyOf: [{$ref: '#/components/schemas/OwnTool'}, {$ref: '#/components/schemas/Clock'}, {$ref: '#/components/schemas/Search'}]}
            Clock: {type: object, required: [type], properties: {type: {const: clock}}}
            Search: {type: object, required: [type], properties: {type: {const: search}}}
            OwnTool: {type: object, required: [type, schema], properties: {type: {type: string}, schema: {type: string}}}
            Chunk: {oneOf: [{$ref: '#/components/schemas/DataChunk'}, {$ref: '#/components/schemas/EndChunk'}]}
            DataChunk: {type: object, required: [data], properties: {data: {type: object, properties: {n: {type: integer}}}}}
            EndChunk: {type: object, required: [data], properties: {data: {type: string, const: '[END]'}}}
            Job: {anyOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Many'}]}
            One: {type: object, required: [input], properties: {input: {type: string}}}
            Many: {type: object, required: [input], properties: {input: {type: array, items: {type: string}}}}
            Frame: {oneOf: [{$ref: '#/components/schemas/SayFrame'}, {$ref: '#/components/schemas/HushFrame'}]}
            SayFrame: {type: object, required: [head], properties: {head: {type: object, required: [op], properties: {op: {const: say}}}, n: {type: integer}}}
            HushFrame: {type: object, required: [head], properties: {head: {type: object, required: [op], properties: {op: {const: hush}}}}}
            Person: {anyOf: [{$ref: '#/components/schemas/Named'}, {$ref: '#/components/schemas/Gone'}]}
            Named: {type: object, required: [id], properties: {id: {type: string}}}
            Gone: {type: object, required: [id, gone], properties: {id: {type: string}, gone: {type: boolean}}}
            Result: {anyOf: [{$ref: '#/components/schemas/ValueResult'}, {$ref: '#/components/schemas/ReasonResult'}]}
            ValueResult: {type: object, required: [value], properties: {value: {type: [string, 'null']}}}
            ReasonResult: {type: object, required: [reason], properties: {reason: {type: string}}}
            Words: {type: object, required: [text], properties: {type: {const: words}, text: {type: string}}}
            Picture: {type: object, required: [url], properties: {type: {const: picture}, url: {type: string}}}
            Part: {oneOf: [{$ref: '#/components/schemas/Words'}, {$ref: '#/components/schemas/Picture'}]}
            Content: {anyOf: [{type: string}, {$ref: '#/components/schemas/Words'}, {$ref: '#/components/schemas/Picture'}]}
            Choice: {oneOf: [{$ref: '#/components/schemas/ChoiceMode'}, {$ref: '#/components/schemas/Words'}, {$ref: '#/components/schemas/Picture'}]}
            ChoiceMode: {type: string, enum: [auto, none]}
            OnePart: {oneOf: [{type: string}, {$ref: '#/components/schemas/Part'}]}
            Several: {oneOf: [{$ref: '#/components/schemas/Words'}, {$ref: '#/components/schemas/Picture'}, {type: array, items: {$ref: '#/components/schemas/Part'}}]}
            Prompt:
              oneOf:
                - {type: string}
                - {type: array, items: {type: string}}
                - {type: array, items: {type: integer}}
                - {type: array, items: {type: array, items: {type: integer}}}
            Table: {oneOf: [{type: array, items: {type: array, items: {type: string}}}, {type: array, items: {type: array, items: {type: number}}}]}
            Rows: {oneOf: [{type: array, items: {$ref: '#/components/schemas/RowA'}}, {type: array, items: {$ref: '#/components/schemas/RowB'}}]}
            RowA: {type: object, required: [a], properties: {a: {type: integer}}}
            RowB: {type: object, required: [b], properties: {b: {type: integer}}}
            Sides: {oneOf: [{type: array, items: {$ref: '#/components/schemas/Left'}}, {type: array, items: {$ref: '#/components/schemas/Right'}}]}
            Left: {type: object, properties: {x: {type: integer}}}
            Right: {type: object, properties: {x: {type: integer}}}
            Loose: {anyOf: [{$ref: '#/components/schemas/Words'}, {type: object}]}
            LooseParts: {anyOf: [{$ref: '#/components/schemas/Part'}, {type: object, additionalProperties: true}]}
            TextOrAnything: {anyOf: [{type: string}, {}]}
            Limit: {anyOf: [{type: integer}, {type: string, enum: [none]}, {type: string}]}
            Switch: {anyOf: [{type: boolean}, {type: string, enum: [auto]}]}
            ModelNames: {type: string, enum: [small, large]}
            MoreNames: {anyOf: [{type: string}, {type: string, enum: [pro]}]}
            Payment:
              oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Bank'}]
              discriminator: {propertyName: method, mapping: {card: '#/components/schemas/Card', bank: '#/components/schemas/Bank'}}
            Card: {type: object, required: [number], properties: {number: {type: string}}}
            Bank: {type: object, properties: {method: {type: string, enum: [card, bank]}, iban: {type: string}}}
            Transfer: {oneOf: [{$ref: '#/components/schemas/Sea'}, {$ref: '#/components/schemas/Air'}], discriminator: {propertyName: Way}}
            Sea: {type: object, properties: {Way: {type: string}, ship: {type: string}}}
            Air: {type: object, properties: {plane: {type: string}}}
            Brands: {oneOf: [{$ref: '#/components/schemas/BrandCard'}, {$ref: '#/components/schemas/BrandB'}], discriminator: {propertyName: brand, mapping: {visa: '#/components/schemas/BrandCard', b: '#/components/schemas/BrandB'}}}
            BrandCard: {type: object, required: [brand], properties: {brand: {type: string}, x: {type: string}}}
            BrandB: {type: object, required: [brand], properties: {brand: {type: string}}}
            Wallet: {type: object, properties: {card: {$ref: '#/components/schemas/BrandCard'}}}
            OuterHolder: {type: object, properties: {value: {$ref: '#/components/schemas/Outer'}}}
            Outer: {oneOf: [{$ref: '#/components/schemas/Inner'}, {$ref: '#/components/schemas/OuterD'}], discriminator: {propertyName: kind, mapping: {inner: '#/components/schemas/Inner', d: '#/components/schemas/OuterD'}}}
            Inner: {oneOf: [{$ref: '#/components/schemas/InnerA'}, {$ref: '#/components/schemas/InnerB'}], discriminator: {propertyName: type, mapping: {a: '#/components/schemas/InnerA', b: '#/components/schemas/InnerB'}}}
            InnerA: {type: object, required: [kind, type], properties: {kind: {type: string}, type: {type: string}, x: {type: string}}}
            InnerB: {type: object, required: [kind, type], properties: {kind: {type: string}, type: {type: string}, x: {type: string}}}
            OuterD: {type: object, required: [kind], properties: {kind: {type: string}}}
            Rates:
              type: object
              properties:
                limited: {type: string, anyOf: [{format: ipv4}, {format: ipv6}]}
                counted: {type: integer, anyOf: [{minimum: 5}, {const: 0}]}
                listed: {type: array, items: {type: string}, anyOf: [{minItems: 1}, {maxItems: 9}]}
            Inbox: {type: object, properties: {rows: {anyOf: [{type: array, items: {$ref: '#/components/schemas/RowA'}}, {type: array, items: {type: object, additionalProperties: true}}]}}}
            Sounds: {oneOf: [{$ref: '#/components/schemas/AudioChunk'}, {$ref: '#/components/schemas/FinalChunk'}]}
            AudioChunk: {type: object, properties: {audio: {type: string}, rate: {type: integer}, done: {type: boolean}}}
            FinalChunk: {type: object, properties: {audio: {type: 'null'}, done: {type: boolean, enum: [true]}}}
            Shared: {anyOf: [{$ref: '#/components/schemas/SharedA'}, {$ref: '#/components/schemas/SharedC'}, {$ref: '#/components/schemas/SharedB'}]}
            SharedA: {type: object, properties: {type: {const: a}, id: {type: string}}}
            SharedC: {type: object, properties: {type: {const: a}, id: {type: string}, c: {type: string}}}
            SharedB: {type: object, properties: {type: {const: b}, id: {type: string}}}
            Moods: {oneOf: [{$ref: '#/components/schemas/MoodC'}, {$ref: '#/components/schemas/MoodD'}]}
            MoodC: {type: object, required: [mood], properties: {mood: {type: string, enum: [a, b]}}}
            MoodD: {type: object, required: [mood], properties: {mood: {type: string, enum: [b, c]}}}
            Created: {allOf: [{type: object, required: [id], properties: {id: {type: string}}}, {$ref: '#/components/schemas/Pay'}]}
            Pay: {oneOf: [{$ref: '#/components/schemas/PayCard'}, {$ref: '#/components/schemas/PayBank'}], discriminator: {propertyName: type, mapping: {card: '#/components/schemas/PayCard', bank: '#/components/schemas/PayBank'}}}
            PayCard: {type: object, required: [type], properties: {type: {type: string}, number: {type: string}}}
            PayBank: {type: object, required: [type], properties: {type: {type: string}, iban: {type: string}}}
            Node: {type: object, required: [k], properties: {k: {type: string}}, discriminator: {propertyName: k, mapping: {y: '#/components/schemas/NodeY'}}}
            NodeY: {allOf: [{allOf: [{$ref: '#/components/schemas/Node'}]}, {type: object, properties: {deep: {type: integer}}}]}
            Animal:
              type: object
              required: [kind, name]
              properties: {kind: {type: string}, name: {type: string}}
              discriminator:
                propertyName: kind
                mapping:
                  animal: '#/components/schemas/Animal'
                  dog: '#/components/schemas/Dog'
                  puppy: '#/components/schemas/Puppy'
                  runt: '#/components/schemas/Runt'
                  cat: '#/components/schemas/Cat'
            Dog: {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, properties: {tricks: {type: array, items: {type: string}}}}]}
            Puppy: {allOf: [{$ref: '#/components/schemas/Dog'}, {type: object, properties: {weeks: {type: integer}}}]}
            Runt: {allOf: [{$ref: '#/components/schemas/Puppy'}, {type: object, properties: {small: {type: boolean}}}]}
            Cat: {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, properties: {lives: {type: integer}}}]}
            Vehicle: {type: object, required: [type], discriminator: {propertyName: type}, properties: {type: {type: string}, wheels: {type: integer}}}
            Motor: {allOf: [{$ref: '#/components/schemas/Vehicle'}]}
            Lorry: {allOf: [{$ref: '#/components/schemas/Motor'}, {type: object, properties: {load: {type: integer}}}]}
            Thing:
              type: object
              properties:
                model: {anyOf: [{$ref: '#/components/schemas/ModelNames'}, {type: string, format: uri}]}
                mixed: {anyOf: [{$ref: '#/components/schemas/ModelNames'}, {$ref: '#/components/schemas/MoreNames'}, {type: number}]}
                models: {anyOf: [{$ref: '#/components/schemas/ModelNames'}, {$ref: '#/components/schemas/MoreNames'}]}
                moment: {anyOf: [{type: string, format: date-time}, {type: string}]}
                uploaded: {anyOf: [{type: string, format: binary}, {type: string, format: uri}]}
                rate: {oneOf: [{const: 8000}, {const: 16000}]}
                bits: {anyOf: [{type: integer, enum: [8, 16]}, {type: integer}]}
                nothing: {anyOf: [{$ref: '#/components/schemas/Words'}, {enum: [null]}]}
                nothingListed: {oneOf: [{type: integer}, {const: null}]}
                nothingSaid: {oneOf: [{type: string}, {type: 'null'}]}
                deep: {anyOf: [{anyOf: [{type: string, maxLength: 5}, {type: 'null'}]}, {type: string, format: uri}]}
        """;
}
