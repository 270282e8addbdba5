using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Voices;

/// <summary>Finds voices: those of the library, which is the engine's catalogue, and those of the account.</summary>
internal sealed class VoiceDirectory(HumeServerEngines engines, IVoiceStore store, IdSource ids, EngineReader reader)
{
    public const string Library = "HUME_AI";
    public const string Custom = "CUSTOM_VOICE";

    private static readonly string[] BothModels = ["1", "2"];

    public async ValueTask<IReadOnlyList<Voice>> ListAsync(string provider, CancellationToken cancellationToken)
    {
        return provider == Library
            ? engines.Voices is { } catalog ? [.. (await reader.CallAsync(catalog.ListAsync, cancellationToken).ConfigureAwait(false) ?? []).Select(FromCatalog)] : []
            : [.. (await store.ListAsync(cancellationToken).ConfigureAwait(false)).Select(FromStore)];
    }

    /// <summary>
    /// The voice that a reference by id or by name means; null when there is none. The provider is the account unless given; an id alone may also be one of
    /// the library.
    /// </summary>
    public async ValueTask<Voice?> FindAsync(JsonObject reference, CancellationToken cancellationToken)
    {
        var provider = reference.Text("provider");
        if (reference.Text("id") is { } id)
        {
            return provider switch
            {
                null => await FindByIdAsync(id, cancellationToken).ConfigureAwait(false),
                Library => await FindInLibraryAsync(id, cancellationToken).ConfigureAwait(false),
                _ => await FindInAccountAsync(id, cancellationToken).ConfigureAwait(false),
            };
        }

        var name = reference.Text("name") ?? "";
        if (provider != Library)
            return await store.FindByNameAsync(name, cancellationToken).ConfigureAwait(false) is { } saved ? FromStore(saved) : null;

        var voices = await ListAsync(Library, cancellationToken).ConfigureAwait(false);
        return voices.FirstOrDefault(voice => voice.Name == name)
            ?? (HumeLibrary.HasName(name) ? StandInFor(IdSource.From("library voice " + name), name, voices)
                : engines.Voices is null ? Unlisted(name)
                : null);
    }

    /// <summary>The voice with this id, in the account or in the library; null when there is none.</summary>
    public async ValueTask<Voice?> FindByIdAsync(string id, CancellationToken cancellationToken) =>
        await FindInAccountAsync(id, cancellationToken).ConfigureAwait(false)
        ?? await FindInLibraryAsync(id, cancellationToken).ConfigureAwait(false);

    /// <summary>Says what to do about a reference that nothing is found for.</summary>
    public static string NotFoundMessage(JsonObject reference)
    {
        var wanted = reference.Text("id") is { } id ? $"the id '{id}'" : $"the name '{reference.Text("name")}'";
        var provider = reference.Text("provider") ?? Custom;
        var hint = provider == Custom ? "; a voice of the library needs \"provider\": \"HUME_AI\"" : "";
        return $"No voice of {provider} has {wanted}{hint}";
    }

    /// <summary>Keeps a generation, so that later requests can follow on from it and its voice can be saved.</summary>
    /// <returns>The id of the generation.</returns>
    public async ValueTask<string> AddGenerationAsync(EngineVoice voice, CancellationToken cancellationToken)
    {
        var id = ids.Next();
        await store.AddGenerationAsync(id, voice, cancellationToken).ConfigureAwait(false);
        return id;
    }

    /// <summary>The voice of a generation; null when there is no such generation.</summary>
    public ValueTask<EngineVoice?> FindGenerationAsync(string id, CancellationToken cancellationToken) => store.FindGenerationAsync(id, cancellationToken);

    /// <summary>Saves a voice in the account; null when the name is taken.</summary>
    public async ValueTask<Voice?> SaveAsync(string name, EngineVoice engineVoice, CancellationToken cancellationToken)
    {
        var voice = new StoredVoice(ids.Next(), name, engineVoice);
        return await store.TryAddAsync(voice, cancellationToken).ConfigureAwait(false) ? FromStore(voice) : null;
    }

    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
        await store.RemoveAsync(name, cancellationToken).ConfigureAwait(false) is not null;

    private static Voice FromStore(StoredVoice voice) => new(voice.Id, voice.Name, Custom, BothModels, voice.EngineVoice);

    private static Voice FromCatalog(CatalogVoice voice) =>
        new(voice.Id, voice.Name, Library, voice.OctaveVersions, new EngineVoice(voice.Id)) { Tags = voice.Tags };

    // The engine has no list of its voices, so it has to know for itself.
    private static Voice Unlisted(string idOrName) => new(idOrName, idOrName, Library, BothModels, new EngineVoice(idOrName));

    private async ValueTask<Voice?> FindInAccountAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } voice ? FromStore(voice) : null;

    private async ValueTask<Voice?> FindInLibraryAsync(string id, CancellationToken cancellationToken)
    {
        var voices = await ListAsync(Library, cancellationToken).ConfigureAwait(false);
        return voices.FirstOrDefault(voice => SameId(voice.Id, id))
            ?? (HumeLibrary.IsId(id) ? StandInFor(id, "a voice of Hume's library", voices)
                : engines.Voices is null ? Unlisted(id)
                : null);
    }

    // Ids and names of Hume's library stand in the code of many applications: each is spoken by one and the same voice of the catalogue. Nearly all of them speak
    // English, so a voice for another language would be the wrong one.
    private static Voice StandInFor(string id, string wanted, IReadOnlyList<Voice> voices)
    {
        if (voices.Count == 0)
            return new Voice(id, $"The engine's own voice, in place of {wanted}", Library, BothModels, new EngineVoice()) { StandIn = "default" };

        if (voices.Where(voice => voice.Tags.GetValueOrDefault("LANGUAGE") == "English").ToList() is { Count: > 0 } english)
            voices = english;

        var hash = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.ASCII.GetBytes(id.ToLowerInvariant())));
        var voice = voices[(int)(hash % (uint)voices.Count)];
        return new Voice(id, $"{voice.Name}, in place of {wanted}", Library, BothModels, voice.EngineVoice) { StandIn = voice.Name };
    }

    private static bool SameId(string id, string wanted) => string.Equals(id, wanted, StringComparison.OrdinalIgnoreCase);
}
