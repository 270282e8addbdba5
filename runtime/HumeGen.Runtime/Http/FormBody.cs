namespace HumeGen;

/// <summary>A url-encoded form.</summary>
public sealed class FormBody : ApiBody
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    internal override bool CanReplay => true;

    /// <summary>Adds a field.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null leaves the field out.</param>
    public void Add(string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (value is not null)
            _fields.Add(new(name, value));
    }

    internal override HttpContent CreateContent() => new FormUrlEncodedContent(_fields);
}
