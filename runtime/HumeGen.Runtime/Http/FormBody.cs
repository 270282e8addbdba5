using System.Text;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>A url-encoded form.</summary>
public sealed class FormBody : ApiBody
{
    // Names as they are, values escaped.
    private readonly List<KeyValuePair<string, string>> _fields = [];

    internal override bool CanReplay => true;

    /// <summary>Adds a field.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null leaves the field out.</param>
    public void Add(string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (value is not null)
            _fields.Add(new(name, WholeText.Escape(value, name)));
    }

    /// <summary>Adds one field of several values, with commas between them. Each value is escaped, its own commas too.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its values, without those that are null; null or none leaves it out.</param>
    public void AddJoined(string name, IEnumerable<string?>? values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (values?.OfType<string>().ToArray() is { Length: > 0 } given)
            _fields.Add(new(name, StyledValue.Join(given, name)));
    }

    /// <summary>
    /// Adds an object, a field for each member: <c>name[member]=value</c>; or a list, a field for each item: <c>name[]=value</c>. What is null is left out.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes the value as JSON, which is taken apart; null leaves it out.</param>
    public void AddObject(string name, Action<Utf8JsonWriter>? write)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (write is not null)
            StyledValue.AddTo(_fields, name, ParameterStyle.DeepObject, true, write);
    }

    internal override HttpContent CreateContent(CancellationToken cancellationToken)
    {
        // A blank is a plus here.
        var text = string.Join('&', _fields.Select(static f => $"{Uri.EscapeDataString(f.Key)}={f.Value}")).Replace("%20", "+", StringComparison.Ordinal);
        return new ByteArrayContent(Encoding.ASCII.GetBytes(text)) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };
    }
}
