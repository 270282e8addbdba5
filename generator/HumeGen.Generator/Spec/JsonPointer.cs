namespace HumeGen.Generator.Spec;

/// <summary>A JSON pointer (RFC 6901) to a node of a document, compared by value.</summary>
/// <param name="Text">The pointer, each step escaped; empty for the root.</param>
internal readonly record struct JsonPointer(string Text)
{
    /// <summary>The pointer to a document itself.</summary>
    public static JsonPointer Root { get; } = new("");

    /// <summary>The last step, as it is escaped.</summary>
    public string Last => Text.Substring(Text.LastIndexOf('/') + 1);

    /// <summary>The steps, unescaped.</summary>
    public IReadOnlyList<string> Steps => [.. Text.Split('/').Skip(1).Select(s => s.Replace("~1", "/").Replace("~0", "~"))];

    public static JsonPointer operator /(JsonPointer parent, string step) => new(parent.Text + "/" + step.Replace("~", "~0").Replace("/", "~1"));

    public static JsonPointer operator /(JsonPointer parent, int index) => new(parent.Text + "/" + index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public override string ToString() => Text;
}
