using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Tests.TextToSpeech;
using HumeGen.Server.Voices;
using HumeGen.Simulator.Engines;

namespace HumeGen.Server.Tests.Voices;

/// <summary>Voices of the engine's catalogue, of Hume's library and of the account.</summary>
public sealed class LibraryVoiceTests
{
    private const string HumeId = "5bb7de05-c8fe-426a-8fcc-ba4fc4ce9f9c";

    [Fact]
    public async Task S13_an_id_of_Humes_library_speaks_with_one_voice_of_the_catalogue_and_the_answer_says_so()
    {
        var engine = ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2));
        await using var server = await SpeechServer.StartAsync(engine, options => options.Engines.Voices = new Catalog("af_heart", "am_adam"));
        const string body = $$$"""{"utterances":[{"text":"Hello.","voice":{"id":"{{{HumeId}}}","provider":"HUME_AI"}}]}""";

        var (status, _, response) = await server.PostAsync("/v0/tts", body);
        await server.PostAsync("/v0/tts/stream/json", body);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(engine.Asked[0].Options.VoiceId, (string[])["af_heart", "am_adam"]);
        Assert.Equal(engine.Asked[0].Options.VoiceId, engine.Asked[1].Options.VoiceId);
        Assert.Equal($"{HumeId}=Name%20of%20{engine.Asked[0].Options.VoiceId}", response.Headers.GetValues("x-voice-stand-in").Single());
    }

    [Fact]
    public async Task A_voice_of_Humes_library_speaks_English_where_the_catalogue_has_a_voice_that_does()
    {
        var engine = ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2));
        await using var server = await SpeechServer.StartAsync(engine, options => options.Engines.Voices = new Languages());

        foreach (var name in (string[])["Ava Song", "ITO", "KORA", "Dacher", "Vince Douglas", "Sitcom Girl"])
            await server.GenerateAsync($$$"""{"utterances":[{"text":"Hello.","voice":{"name":"{{{name}}}","provider":"HUME_AI"}}]}""");

        Assert.All(engine.Asked, call => Assert.Equal("en", call.Options.VoiceId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S13_a_name_of_Humes_library_speaks_whatever_voices_the_engine_has(bool hasCatalog)
    {
        var engine = ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2));
        await using var server = await SpeechServer.StartAsync(engine, options => options.Engines.Voices = hasCatalog ? new Catalog("af_heart", "am_adam") : null);

        var (status, _, response) = await server.PostAsync("/v0/tts", """{"utterances":[{"text":"Hello.","voice":{"name":"Ava Song","provider":"HUME_AI"}}]}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(engine.Asked.Single().Options.VoiceId, hasCatalog ? (string?[])["af_heart", "am_adam"] : [null]);
        Assert.True(response.Headers.Contains("x-voice-stand-in"));
    }

    [Fact]
    public async Task S13_a_config_with_a_voice_of_Humes_library_is_taken_and_names_the_one_in_its_place()
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());

        var config = JsonNode.Parse((await server.PostAsync(
            "/v0/evi/configs", $$$"""{"evi_version":"3","name":"mine","voice":{"id":"{{{HumeId}}}","provider":"HUME_AI"}}""")).Body)!;

        Assert.Equal(HumeId, (string?)config["voice"]!["id"]);
        Assert.EndsWith("in place of a voice of Hume's library", (string?)config["voice"]!["name"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task S13_an_unknown_voice_on_the_chat_keeps_no_other_setting_from_being_applied()
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());

        using var known = await OpenChatAsync(server, $"voice_id={HumeId}&session_settings[custom_session_id]=mine");
        using var unknown = await OpenChatAsync(server, "voice_id=nobody&session_settings[custom_session_id]=mine");
        await known.SendAsync("""{"type":"user_input","text":"Hello"}""");
        await unknown.SendAsync("""{"type":"user_input","text":"Hello"}""");

        Assert.DoesNotContain(await UntilAsync(known, "user_message"), message => (string?)message["type"] == "error");
        var messages = await UntilAsync(unknown, "user_message");
        var error = Assert.Single(messages, message => (string?)message["type"] == "error");
        Assert.Equal("E0716", (string?)error["code"]);
        Assert.Contains("nobody", (string?)error["message"], StringComparison.Ordinal);
        Assert.Equal("mine", (string?)messages[^1]["custom_session_id"]);
    }

    [Fact]
    public async Task S13_octave_2_takes_a_description_beside_a_voice()
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());
        const string voice = """ "voice":{"name":"Ava Song","provider":"HUME_AI"} """;

        var spoken = await server.PostAsync("/v0/tts", $$$"""{"version":"2","utterances":[{"text":"Hello.","description":"calm",{{{voice}}}}]}""");
        var silent = await server.PostAsync("/v0/tts", """{"version":"2","utterances":[{"text":"Hello.","description":"calm"}]}""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (spoken.Status, silent.Status));
    }

    [Theory]
    [InlineData("""{"id":"5bb7de05-c8fe-426a-8fcc-ba4fc4ce9f9c","provider":"CUSTOM_VOICE"}""")]
    [InlineData("""{"id":"not one of Hume's","provider":"HUME_AI"}""")]
    [InlineData("""{"name":"Nobody","provider":"HUME_AI"}""")]
    public async Task Other_voices_that_nobody_knows_are_refused(string voice)
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());

        var (status, body, _) = await server.PostAsync("/v0/tts", $$"""{"utterances":[{"text":"Hello.","voice":{{voice}}}]}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("\"voice\"", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_catalogue_of_the_engine_is_the_library()
    {
        await using var server = await SpeechServer.StartAsync(
            ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2)), options => options.Engines.Voices = new Catalog("af_heart", "am_adam"));

        var all = JsonNode.Parse(await server.Http.GetStringAsync("/v0/tts/voices?provider=HUME_AI"))!["voices_page"]!.AsArray();
        var male = JsonNode.Parse(await server.Http.GetStringAsync("/v0/tts/voices?provider=HUME_AI&filter_tag=gender:Male"))!["voices_page"]!.AsArray();

        Assert.Equal(["af_heart", "am_adam"], all.Select(voice => (string?)voice!["id"]));
        Assert.Equal("""{"id":"am_adam","name":"Name of am_adam","provider":"HUME_AI","compatible_octave_models":["2"]}""", Assert.Single(male)!.ToJsonString());
    }

    [Fact]
    public async Task Voices_live_in_the_store_of_the_application_and_speak_as_their_generation_did()
    {
        var engine = ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2));
        var store = new ListVoiceStore();
        await using var server = await SpeechServer.StartAsync(engine, options => options.Stores.Voices = store);
        var generation = await server.GenerateAsync("""{"utterances":[{"text":"Hello.","description":"an old man"}]}""");

        await server.PostAsync("/v0/tts/voices", $$"""{"name":"Old man","generation_id":"{{generation["generation_id"]}}"}""");
        await server.GenerateAsync("""{"utterances":[{"text":"Again.","voice":{"name":"Old man"}}]}""");

        Assert.Equal(("Old man", new EngineVoice(null, "an old man")), (store.Voices.Single().Name, store.Voices.Single().EngineVoice));
        Assert.Equal("an old man", engine.Asked[^1].Options.AdditionalProperties![SpeechProperties.Description]);
        using var deleted = await server.Http.DeleteAsync("/v0/tts/voices?name=Old%20man");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Empty(store.Voices);
    }

    private static async Task<ClientWebSocket> OpenChatAsync(SpeechServer server, string query)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Hume-Api-Key", "key");
        var address = new UriBuilder(server.Http.BaseAddress!) { Scheme = "ws", Path = "/v0/evi/chat", Query = query };
        await socket.ConnectAsync(address.Uri, CancellationToken.None).WaitAsync(SpeechServer.Bound);
        return socket;
    }

    private static async Task<List<JsonNode>> UntilAsync(ClientWebSocket socket, string type)
    {
        var messages = new List<JsonNode>();
        do
        {
            messages.Add(JsonNode.Parse((await socket.ReceiveAsync())!.Value.Data)!);
        }
        while ((string?)messages[^1]["type"] != type);
        return messages;
    }

    private sealed class Catalog(params string[] ids) : IVoiceCatalog
    {
        public ValueTask<IReadOnlyList<CatalogVoice>> ListAsync(CancellationToken cancellationToken = default) => new([.. ids.Select(id => new CatalogVoice(id, $"Name of {id}")
        {
            OctaveVersions = ["2"],
            Tags = new Dictionary<string, string> { ["GENDER"] = id.Contains("am_", StringComparison.Ordinal) ? "Male" : "Female" },
        })]);
    }

    private sealed class Languages : IVoiceCatalog
    {
        public ValueTask<IReadOnlyList<CatalogVoice>> ListAsync(CancellationToken cancellationToken = default) => new(
            [Speaking("de", "German"), Speaking("en", "English"), Speaking("fr", "French"), Speaking("vi", "Vietnamese")]);

        private static CatalogVoice Speaking(string id, string language) => new(id, language) { Tags = new Dictionary<string, string> { ["LANGUAGE"] = language } };
    }

    private sealed class ListVoiceStore : IVoiceStore
    {
        private readonly Dictionary<string, EngineVoice> _generations = [];

        public List<StoredVoice> Voices { get; } = [];

        public async ValueTask<IReadOnlyList<StoredVoice>> ListAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return [.. Voices];
        }

        public async ValueTask<StoredVoice?> FindAsync(string id, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Voices.Find(voice => voice.Id == id);
        }

        public async ValueTask<StoredVoice?> FindByNameAsync(string name, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Voices.Find(voice => voice.Name == name);
        }

        public async ValueTask<bool> TryAddAsync(StoredVoice voice, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            Voices.Add(voice);
            return true;
        }

        public ValueTask<StoredVoice?> RemoveAsync(string name, CancellationToken cancellationToken = default)
        {
            var voice = Voices.Find(voice => voice.Name == name);
            Voices.Remove(voice!);
            return new(voice);
        }

        public async ValueTask AddGenerationAsync(string id, EngineVoice voice, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            _generations[id] = voice;
        }

        public ValueTask<EngineVoice?> FindGenerationAsync(string id, CancellationToken cancellationToken = default) => new(_generations.GetValueOrDefault(id));
    }
}
