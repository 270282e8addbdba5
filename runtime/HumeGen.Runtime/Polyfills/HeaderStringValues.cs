using System.Collections;

namespace System.Net.Http.Headers;

/// <summary>The values of a header.</summary>
internal readonly struct HeaderStringValues(IEnumerable<string> values) : IEnumerable<string>
{
    public IEnumerator<string> GetEnumerator() => values.GetEnumerator();

    public override string ToString() => string.Join(", ", values);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
