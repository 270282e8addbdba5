using System.Globalization;
using System.Text;

namespace HumeGen;

/// <summary>Fault of one field of a request that the server refused.</summary>
/// <param name="Location">The way to the field, such as <c>body</c>, <c>utterances</c>, <c>0</c>, <c>text</c>.</param>
/// <param name="Message">Description of the fault.</param>
/// <param name="Type">The server's name for this kind of mistake; null when it gave none.</param>
public sealed record ApiFieldError(IReadOnlyList<string> Location, string Message, string? Type = null)
{
    /// <summary>The way to the field and the message.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => Location.Count > 0 ? $"{Path}: {Message}" : Message;

    /// <summary>The way to the field as text, such as <c>body.utterances[0].text</c>.</summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder();
            foreach (var step in Location)
            {
                if (int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    path.Append('[').Append(step).Append(']');
                else
                    path.Append(path.Length == 0 ? "" : ".").Append(step);
            }

            return path.ToString();
        }
    }
}
