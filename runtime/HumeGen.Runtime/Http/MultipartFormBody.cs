using System.Net.Http.Headers;
using System.Text;
using HumeGen.Json;

namespace HumeGen;

/// <summary>A form of several parts, files among them. Files are read while they are sent.</summary>
public sealed class MultipartFormBody : ApiBody
{
    private readonly List<(string Disposition, Func<CancellationToken, HttpContent> Open)> _parts = [];

    private readonly List<FilePart> _files = [];

    internal override bool CanReplay => _files.All(static file => file.CanReplay);

    /// <summary>Adds a text field.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null leaves the field out.</param>
    public void AddText(string name, string? value)
    {
        if (value is not null)
            AddField(name, Encoding.UTF8.GetBytes(WholeText.Check(value, name)));
    }

    /// <summary>Adds a field of text with a media type of its own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null leaves the field out.</param>
    /// <param name="contentType">The media type of the part, such as <c>application/json</c>.</param>
    public void AddText(string name, string? value, string contentType)
    {
        var type = MediaTypeHeaderValue.Parse(contentType);
        if (value is null)
            return;
        var text = Encoding.UTF8.GetBytes(WholeText.Check(value, name));
        _parts.Add((Disposition(name), _ => new ByteArrayContent(text) { Headers = { ContentType = type } }));
    }

    /// <summary>Adds a text field that holds JSON.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value to write; null leaves the field out.</param>
    public void AddJson(string name, IJsonWritable? value)
    {
        if (value is not null)
            AddField(name, ApiJson.Write(value));
    }

    /// <summary>Adds a file.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="file">The file; null leaves the field out.</param>
    public void AddFile(string name, FilePart? file)
    {
        if (file is null)
            return;

        _parts.Add(($"{Disposition(name)}; filename=\"{Quote(WholeText.Check(file.FileName, name))}\"", file.CreateContent));
        _files.Add(file);
    }

    /// <summary>Adds files, each as a part of the same name.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="files">The files; null adds none.</param>
    public void AddFiles(string name, IEnumerable<FilePart>? files)
    {
        foreach (var file in files ?? [])
            AddFile(name, file);
    }

    internal override HttpContent CreateContent(CancellationToken cancellationToken)
    {
        // MultipartFormDataContent would quote the boundary and write names twice (RFC 2047 and filename*), which RFC 7578 forbids
        // and common servers misread. This is what browsers send.
        var boundary = $"humegen-{Guid.NewGuid():N}";
        var type = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}");

        // Of no parts, MultipartContent would begin one that never comes.
        if (_parts.Count == 0)
            return new ByteArrayContent(Encoding.ASCII.GetBytes($"--{boundary}--\r\n")) { Headers = { ContentType = type } };

        var content = new MultipartContent("form-data", boundary) { Headers = { ContentType = type } };
#if NET
        content.HeaderEncodingSelector = static (_, _) => Encoding.UTF8;
#endif
        try
        {
            foreach (var (disposition, open) in _parts)
            {
                var part = open(cancellationToken);
                part.Headers.TryAddWithoutValidation("Content-Disposition", HeaderOf(disposition));
                content.Add(part);
            }
        }
        catch
        {
            content.Dispose();
            throw;
        }

        return content;
    }

    private static string HeaderOf(string text)
    {
#if NET
        return text;
#else
        // Headers are written a byte for each character there, so these are the bytes.
        return string.Concat(Encoding.UTF8.GetBytes(text).Select(static b => (char)b));
#endif
    }

    private void AddField(string name, byte[] value) => _parts.Add((Disposition(name), _ => new ByteArrayContent(value)));

    private static string Disposition(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return $"form-data; name=\"{Quote(name)}\"";
    }

    // As browsers do (the HTML standard), and the backslash too, as some servers read it as an escape: nothing can end the quoted text or the line.
    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '"' or '\\' or < ' ' or '\x7f')
                quoted.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else
                quoted.Append(c);
        }

        return quoted.ToString();
    }
}
