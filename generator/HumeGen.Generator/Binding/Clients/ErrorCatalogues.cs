using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Clients;

/// <summary>Finds the catalogues of codes of a root client, and the member that holds the code of an error.</summary>
internal sealed class ErrorCatalogues(IReadOnlyList<TypeDraft> types)
{
    /// <summary>The enum of a catalogue; null where the client has none.</summary>
    public TypeDraft? Find(Catalogue catalogue, string client) => Of(client).FirstOrDefault(t => t.Catalogue == catalogue);

    /// <summary>The error codes that the documents of a client list; empty where none does.</summary>
    public IReadOnlyList<string> Codes(string client) => [.. (Find(Catalogue.Errors, client)?.Values ?? []).Select(v => v.WireValue)];

    /// <summary>The name on the wire of the member that holds the code of an error; null where no document names one.</summary>
    public string? CodeMember(string client) => Of(client).SelectMany(t => t.Properties).FirstOrDefault(p => p.IsErrorCode)?.WireName;

    private IEnumerable<TypeDraft> Of(string client) => types.Where(t => t.Sources.Any(s => s.Document.Client == client));
}
