namespace HumeGen.Generator.Reading.Yaml;

/// <summary>A node of the YAML tree, with aliases already followed; lives only while its file is read.</summary>
internal sealed class YamlNode(YamlKind kind, int start, int end)
{
    public YamlKind Kind { get; } = kind;

    public int Start { get; } = start;

    public int End { get; } = end;

    /// <summary>The text of a scalar, unescaped.</summary>
    public string Value { get; private init; } = "";

    /// <summary>Whether a scalar is unquoted.</summary>
    public bool IsPlain { get; private init; }

    public ScalarTag Tag { get; private init; }

    /// <summary>Whether a sequence or mapping has been read to its end; before that, an alias to it is a cycle.</summary>
    public bool IsComplete { get; set; } = kind == YamlKind.Scalar;

    public IReadOnlyList<YamlNode> Items { get; set; } = [];

    public IReadOnlyList<YamlEntry> Entries { get; set; } = [];

    public static YamlNode Scalar(string value, bool isPlain, ScalarTag tag, int start, int end) =>
        new(YamlKind.Scalar, start, end) { Value = value, IsPlain = isPlain, Tag = tag };

    /// <summary>The value of a mapping's key, if it has it.</summary>
    public YamlNode? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key == key)
                    return entry.Value;
            }

            return null;
        }
    }
}
