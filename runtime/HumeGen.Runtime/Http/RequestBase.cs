using System.Globalization;
using System.Text;
using HumeGen.Json;

namespace HumeGen;

/// <summary>A request to the API: method, path, query and headers.</summary>
public abstract partial class RequestBase
{
    /// <summary>The name of an access token in a set of credentials.</summary>
    public const string Bearer = "Bearer";

    /// <summary>The name of a user name and password in a set of credentials.</summary>
    public const string Basic = "Basic";

    // Names as they are, values escaped: commas between values are no part of a value.
    private readonly List<KeyValuePair<string, string>> _query = [];
    private readonly List<KeyValuePair<string, string>> _headers = [];
    private readonly List<string[]> _security = [];
    private readonly Dictionary<string, string> _path = new(StringComparer.Ordinal);

    /// <summary>Starts a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathTemplate">The path below the API's address, with placeholders in braces: <c>/v1/tasks/{id}</c>.</param>
    /// <exception cref="ArgumentException">The path does not begin with one slash, or holds a query, a fragment or a step such as <c>..</c>.</exception>
    private protected RequestBase(HttpMethod method, string pathTemplate)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(pathTemplate);
        if (pathTemplate is not ['/', ..]
            || pathTemplate.Contains("//", StringComparison.Ordinal)
            || pathTemplate.IndexOfAny(['?', '#', '\\', ' ']) >= 0
            || pathTemplate.Any(char.IsControl)
            || pathTemplate.Split('/').Any(static step => step is "." or ".."))
        {
            throw new ArgumentException(
                "The path must begin with one slash and be a plain path below the API's address, such as /v1/tasks/{id}; add a query with AddQuery.",
                nameof(pathTemplate));
        }

        Method = method;
        PathTemplate = pathTemplate;
    }

    /// <summary>The HTTP method.</summary>
    public HttpMethod Method { get; }

    /// <summary>The path with its placeholders.</summary>
    public string PathTemplate { get; }

    /// <summary>Whether the request takes no credential and gets none.</summary>
    public bool IsAnonymous { get; set; }

    /// <summary>The sets of credentials that were added.</summary>
    internal IReadOnlyList<string[]> Security => _security;

    internal IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>Fills a placeholder of the path. The value is escaped and always stays one step of the path.</summary>
    /// <param name="name">The placeholder's name.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The value is empty, blank, <c>.</c> or <c>..</c>, or holds control characters; or the path has no such placeholder.</exception>
    public void AddPath(string name, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
            throw new ArgumentException($"'{name}' is empty, but it is part of the address {PathTemplate}.", name);
        if (value is "." or ".." || value.Any(char.IsControl))
            throw new ArgumentException($"'{name}' must not be '.' or '..' or hold control characters, as it is part of the address {PathTemplate}.", name);
        SetPath(name, WholeText.Escape(value, name));
    }

    /// <summary>Fills a placeholder of the path with several values, with commas between them. Each is escaped, its own commas too.</summary>
    /// <param name="name">The placeholder's name.</param>
    /// <param name="values">Its values; those that are null are left out.</param>
    /// <exception cref="ArgumentException">There are no values, or they are no step of a path; or the path has no such placeholder.</exception>
    public void AddPath(string name, IEnumerable<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        SetStep(name, StyledValue.Join(values, name));
    }

    /// <summary>Fills a placeholder of the path with a value that may be several steps: its slashes stay slashes, all else is escaped.</summary>
    /// <param name="name">The placeholder's name.</param>
    /// <param name="value">Its value, such as <c>projects/7/notes</c>.</param>
    /// <exception cref="ArgumentException">A step is empty, blank, <c>.</c> or <c>..</c>, or holds control characters; or the path has no such placeholder.</exception>
    public void AddPathSteps(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var steps = value.Split('/');
        if (steps.Any(static s => string.IsNullOrWhiteSpace(s) || s is "." or ".." || s.Any(char.IsControl)))
            throw new ArgumentException($"'{name}' must be steps with one slash between them, none of them empty, '.' or '..', as it is part of the address {PathTemplate}.", name);
        SetPath(name, string.Join('/', steps.Select(step => WholeText.Escape(step, name))));
    }

    /// <inheritdoc cref="AddPath(string, string)"/>
    public void AddPath(string name, long value) => AddPath(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a query parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null leaves it out.</param>
    public void AddQuery(string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (value is not null)
            _query.Add(new(name, WholeText.Escape(value, name)));
    }

    /// <inheritdoc cref="AddQuery(string, string)"/>
    public void AddQuery(string name, int? value) => AddQuery(name, (long?)value);

    /// <inheritdoc cref="AddQuery(string, string)"/>
    public void AddQuery(string name, long? value) => AddQuery(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="AddQuery(string, string)"/>
    public void AddQuery(string name, double? value)
    {
        if (value is { } number && !double.IsFinite(number))
            throw new ArgumentException($"'{name}' must be a finite number.", nameof(value));
        AddQuery(name, value?.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <inheritdoc cref="AddQuery(string, string)"/>
    public void AddQuery(string name, bool? value) => AddQuery(name, value switch { true => "true", false => "false", null => null });

    /// <summary>Adds a query parameter of several values; its name is repeated for each.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its values, without those that are null; null or none leaves it out.</param>
    public void AddQuery(string name, IEnumerable<string?>? values)
    {
        foreach (var value in values ?? [])
            AddQuery(name, value);
    }

    /// <summary>Adds one query parameter of several values, with commas between them. Each value is escaped, its own commas too.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its values, without those that are null; null or none leaves it out.</param>
    public void AddQueryJoined(string name, IEnumerable<string?>? values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (values?.OfType<string>().ToArray() is { Length: > 0 } given)
            _query.Add(new(name, StyledValue.Join(given, name)));
    }

    /// <summary>Adds an object to the query in brackets: <c>audio[format][rate]=16000</c>. Members that are null are left out.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The object; null leaves it out.</param>
    public void AddQueryObject(string name, IJsonWritable? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (value is not null)
            StyledValue.AddTo(_query, name, ParameterStyle.DeepObject, true, value.WriteJson);
    }

    /// <summary>
    /// Adds a set of credentials that the request takes together. The first set that the client has whole is sent; without any set, whatever the client has.
    /// An empty set says that none is needed.
    /// </summary>
    /// <param name="credentials"><see cref="Bearer"/>, <see cref="Basic"/>, or names of headers, query parameters and cookies that carry keys.</param>
    public void AddSecurity(params string[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _security.Add(credentials);
    }

    /// <summary>Adds a header.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null leaves it out.</param>
    /// <exception cref="ArgumentException">The name is no header's name, or the value holds line breaks, control characters or characters that are not ASCII.</exception>
    public void AddHeader(string name, string? value)
    {
        HeaderText.Check(name, value);
        if (value is not null)
            _headers.Add(new(name, value));
    }

    /// <summary>Values of the placeholders in the path, escaped.</summary>
    internal IReadOnlyDictionary<string, string> PathValues => _path;

    /// <summary>The method and the path with its placeholders, without any value.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => $"{Method} {PathTemplate}";

    /// <summary>Builds the address.</summary>
    /// <param name="baseAddress">Address of the API.</param>
    /// <param name="replacements">Query parameters that take the place of those set here, or come on top.</param>
    /// <exception cref="InvalidOperationException">A placeholder of the path was not filled.</exception>
    internal Uri BuildUri(Uri baseAddress, IReadOnlyDictionary<string, string>? replacements)
    {
        var text = new StringBuilder(baseAddress.AbsoluteUri.TrimEnd('/'));
        AppendPath(text);

        var separator = '?';
        foreach (var (name, value) in _query)
        {
            if (replacements?.ContainsKey(name) != true)
                Append(name, value);
        }

        foreach (var (name, value) in replacements ?? new Dictionary<string, string>())
            Append(name, WholeText.Escape(value, name));

        var uri = new Uri(text.ToString(), UriKind.Absolute);

        // The path is escaped, so this cannot happen; the key depends on it, so it is checked all the same.
        if (uri.Host != baseAddress.Host || uri.Port != baseAddress.Port || uri.Scheme != baseAddress.Scheme)
            throw new InvalidOperationException($"{this} would leave the API's address.");
        return uri;

        void Append(string name, string escaped)
        {
            text.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(escaped);
            separator = '&';
        }
    }

    private void AppendPath(StringBuilder text)
    {
        var rest = PathTemplate.AsSpan();
        while (rest.IndexOf('{') is var open and >= 0)
        {
            var close = rest.IndexOf('}');
            var name = close > open ? rest[(open + 1)..close].ToString() : "";
            if (!_path.TryGetValue(name, out var value))
                throw new InvalidOperationException($"The placeholder {{{name}}} of the path {PathTemplate} was not filled; call AddPath(\"{name}\", ...).");
            text.Append(rest[..open]).Append(value);
            rest = rest[(close + 1)..];
        }

        text.Append(rest);
    }
}
