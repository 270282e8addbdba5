using System.Text.Json.Nodes;
using HumeGen.Simulator.Hosting;

namespace HumeGen.Simulator.Voices;

/// <summary>The voices of the library and of the account, and the generations that a voice can be saved from.</summary>
internal sealed class VoiceStore(IdSource ids, Storage storage)
{
    public const string Library = "HUME_AI";
    public const string Custom = "CUSTOM_VOICE";

    private const int MaxGenerations = 10_000;

    private readonly Lock _gate = new();
    private readonly List<Voice> _custom = [];
    private readonly NewestEntries<string> _seedByGeneration = new(MaxGenerations, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Voice> List(string provider)
    {
        if (provider == Library)
            return VoiceLibrary.Voices;

        lock (_gate)
            return [.. _custom];
    }

    /// <summary>
    /// The voice that a reference by id or by name means; null when there is none. The provider is the account unless given.
    /// </summary>
    public Voice? Find(JsonObject reference)
    {
        var voices = List(reference.Text("provider") ?? Custom);
        return reference.Text("id") is { } id
            ? voices.FirstOrDefault(voice => string.Equals(voice.Id, id, StringComparison.OrdinalIgnoreCase))
            : voices.FirstOrDefault(voice => voice.Name == reference.Text("name"));
    }

    /// <summary>Says what to do about a reference that <see cref="Find"/> knows nothing for.</summary>
    public static string NotFoundMessage(JsonObject reference)
    {
        var wanted = reference.Text("id") is { } id ? $"the id '{id}'" : $"the name '{reference.Text("name")}'";
        var provider = reference.Text("provider") ?? Custom;
        var hint = provider == Custom ? "; a voice of the library needs \"provider\": \"HUME_AI\"" : "";
        return $"No voice of {provider} has {wanted}{hint}";
    }

    /// <summary>Keeps a generation, so that later requests can follow on from it and its voice can be saved. The newest 10,000 are kept.</summary>
    public string AddGeneration(string voiceSeed)
    {
        var id = ids.Next();
        _seedByGeneration.Set(id, voiceSeed);
        return id;
    }

    /// <summary>The seed of the voice of a generation; null when there is no such generation.</summary>
    public string? SeedOf(string generationId) => _seedByGeneration.TryGet(generationId, out var seed) ? seed : null;

    /// <summary>Saves a voice in the account; null when the name is taken.</summary>
    public Voice? Save(string name, string seed)
    {
        lock (_gate)
        {
            if (_custom.Exists(voice => voice.Name == name))
                return null;

            storage.Take(SizeOf(name, seed));
            var voice = new Voice(ids.Next(), name, Custom, ["1", "2"], new Dictionary<string, string>(), seed);
            _custom.Add(voice);
            return voice;
        }
    }

    public bool Delete(string name)
    {
        lock (_gate)
        {
            if (_custom.Find(voice => voice.Name == name) is not { } found)
                return false;

            storage.Return(SizeOf(found.Name, found.Seed));
            return _custom.Remove(found);
        }
    }

    private static long SizeOf(string name, string seed) => Storage.Overhead + (2L * (name.Length + seed.Length));
}
