using System.Collections;

namespace System.Net.Http.Headers;

/// <summary>Headers as text.</summary>
internal readonly struct HttpHeadersNonValidated(HttpHeaders headers) : IEnumerable<KeyValuePair<string, HeaderStringValues>>
{
    public bool Contains(string name) => headers.TryGetValues(name, out _);

    public bool TryGetValues(string name, out HeaderStringValues values)
    {
        var found = headers.TryGetValues(name, out var texts);
        values = new HeaderStringValues(texts ?? []);
        return found;
    }

    public IEnumerator<KeyValuePair<string, HeaderStringValues>> GetEnumerator()
    {
        foreach (var header in headers)
            yield return new(header.Key, new HeaderStringValues(header.Value));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
