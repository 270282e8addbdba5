using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

public abstract partial class RequestBase
{
    // Names as they are, values escaped.
    private readonly List<KeyValuePair<string, string>> _cookies = [];

    internal IReadOnlyList<KeyValuePair<string, string>> Cookies => _cookies;

    /// <summary>Fills a placeholder of the path with a value of several parts.</summary>
    /// <param name="name">The placeholder's name.</param>
    /// <param name="style">Form of the value.</param>
    /// <param name="explode">Whether the parts stand apart; see <see cref="ParameterStyle"/>.</param>
    /// <param name="write">Writes the value as JSON, which is taken apart.</param>
    /// <exception cref="ArgumentException">Nothing is left of the value, or it is no step of a path; or the path has no such placeholder.</exception>
    public void AddPath(string name, ParameterStyle style, bool explode, Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        SetStep(name, StyledValue.Path(Uri.EscapeDataString(name), style, explode, write));
    }

    /// <inheritdoc cref="AddPath(string, ParameterStyle, bool, Action{Utf8JsonWriter})"/>
    public void AddPath(string name, ParameterStyle style, bool explode, IJsonWritable value)
    {
        ArgumentNullException.ThrowIfNull(value);
        AddPath(name, style, explode, value.WriteJson);
    }

    /// <summary>Adds a query parameter of several parts.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="style">Form of the value.</param>
    /// <param name="explode">Whether the parts stand apart; see <see cref="ParameterStyle"/>.</param>
    /// <param name="write">Writes the value as JSON, which is taken apart; null leaves it out.</param>
    /// <param name="allowReserved">Whether signs such as <c>/</c>, <c>:</c> and <c>,</c> within a value stay as they are. Those that would end the value,
    /// <c>&amp;</c> and <c>#</c>, and <c>+</c>, <c>%</c>, <c>[</c> and <c>]</c> are escaped all the same.</param>
    public void AddQuery(string name, ParameterStyle style, bool explode, Action<Utf8JsonWriter>? write, bool allowReserved = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (write is not null)
            StyledValue.AddTo(_query, name, style, explode, write, allowReserved);
    }

    /// <inheritdoc cref="AddQuery(string, ParameterStyle, bool, Action{Utf8JsonWriter}, bool)"/>
    public void AddQuery(string name, ParameterStyle style, bool explode, IJsonWritable? value, bool allowReserved = false) =>
        AddQuery(name, style, explode, value is null ? null : value.WriteJson, allowReserved);

    /// <summary>Adds a header of several parts.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="style">Form of the value.</param>
    /// <param name="explode">Whether the parts stand apart; see <see cref="ParameterStyle"/>.</param>
    /// <param name="write">Writes the value as JSON, which is taken apart; null leaves it out.</param>
    /// <exception cref="ArgumentException">The name is no header's name, or the value holds line breaks, control characters or characters that are not ASCII.</exception>
    public void AddHeader(string name, ParameterStyle style, bool explode, Action<Utf8JsonWriter>? write) =>
        AddHeader(name, write is null ? null : StyledValue.Text(style, explode, write));

    /// <inheritdoc cref="AddHeader(string, ParameterStyle, bool, Action{Utf8JsonWriter})"/>
    public void AddHeader(string name, ParameterStyle style, bool explode, IJsonWritable? value) =>
        AddHeader(name, style, explode, value is null ? null : value.WriteJson);

    /// <summary>Adds a cookie. What means something else in the header of cookies is escaped as in a query.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null leaves it out.</param>
    public void AddCookie(string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (value is not null)
            _cookies.Add(new(name, WholeText.Escape(value, name)));
    }

    /// <summary>Adds a cookie of several parts.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="style">Form of the value.</param>
    /// <param name="explode">Whether the parts stand apart; see <see cref="ParameterStyle"/>.</param>
    /// <param name="write">Writes the value as JSON, which is taken apart; null leaves it out.</param>
    public void AddCookie(string name, ParameterStyle style, bool explode, Action<Utf8JsonWriter>? write)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (write is not null)
            StyledValue.AddTo(_cookies, name, style, explode, write);
    }

    /// <inheritdoc cref="AddCookie(string, ParameterStyle, bool, Action{Utf8JsonWriter})"/>
    public void AddCookie(string name, ParameterStyle style, bool explode, IJsonWritable? value) =>
        AddCookie(name, style, explode, value is null ? null : value.WriteJson);

    private void SetStep(string name, string escaped)
    {
        if (escaped is "" or "." or ".." or ";")
            throw new ArgumentException($"'{name}' is empty or no step of a path, but it is part of the address {PathTemplate}.", name);
        SetPath(name, escaped);
    }

    private void SetPath(string name, string escaped)
    {
        if (!PathTemplate.Contains($"{{{name}}}", StringComparison.Ordinal))
            throw new ArgumentException($"The path {PathTemplate} has no placeholder {{{name}}}.", nameof(name));
        _path[name] = escaped;
    }
}
