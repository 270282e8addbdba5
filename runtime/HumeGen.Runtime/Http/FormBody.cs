using System.Text.Json;

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

    /// <summary>Adds an object, a field for each member: <c>name[member]=value</c>. Members that are null are left out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes the object as JSON, which is taken apart; null leaves it out.</param>
    public void AddObject(string name, Action<Utf8JsonWriter>? write)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (write is not null)
            StyledValue.AddTo(_fields, name, ParameterStyle.DeepObject, true, write);
    }

    internal override HttpContent CreateContent(CancellationToken cancellationToken) => new FormUrlEncodedContent(_fields);
}
