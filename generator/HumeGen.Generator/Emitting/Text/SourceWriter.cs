using System.Text;

namespace HumeGen.Generator.Emitting.Text;

/// <summary>Writes indented C#.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    // Whether the last line ended a block, from which the next one stands apart.
    private bool _afterBlock;

    public void Line()
    {
        _text.Append('\n');
        _afterBlock = false;
    }

    /// <summary>
    /// A line at the current indentation, or several where it is long. There is an empty one before it where a block has just ended.
    /// </summary>
    public void Line(string line)
    {
        if (line.Length == 0 || _afterBlock)
            Line();
        if (line.Length == 0)
            return;
        if ((_indent * 4) + line.Length <= LineWrapper.Width)
            _text.Append(' ', _indent * 4).Append(line).Append('\n');
        else
            WriteWrapped(line);
    }

    /// <summary>A line at the current indentation, however long.</summary>
    public void Verbatim(string line) => _text.Append(' ', _indent * 4).Append(line).Append('\n');

    /// <summary>A line for the compiler itself, at the margin.</summary>
    public void Directive(string line)
    {
        _text.Append(line).Append('\n');
        _afterBlock = false;
    }

    /// <summary>Several lines, each at the current indentation. Empty ones between blocks are part of the text.</summary>
    public void Lines(string lines)
    {
        foreach (var line in lines.Split('\n'))
            Line(line.TrimEnd('\r'));
    }

    /// <summary>Statements under a condition, in braces where they are several lines.</summary>
    public void If(string condition, string statements) => Under($"if ({condition})", statements);

    /// <summary>Statements for when the condition of the <see cref="If"/> before does not hold.</summary>
    public void Else(string statements)
    {
        _afterBlock = false;
        Under("else", statements);
    }

    /// <summary>Refuses null. Spelt out, as .NET Framework and .NET Standard 2.0 have no method for it.</summary>
    public void NotNull(string argument) =>
        If($"{argument} is null", $"throw new {RuntimeTypes.ArgumentNullException}(nameof({argument}));");

    /// <summary>Opens a block in braces; disposing closes it.</summary>
    public Block Braces(string head, string close = "}")
    {
        Line(head);
        Line("{");
        _indent++;
        return new Block(this, close);
    }

    /// <summary>Indents without braces; disposing ends it.</summary>
    public Block Indented(string? head = null)
    {
        if (head is not null)
            Line(head);
        _indent++;
        return new Block(this, null);
    }

    public override string ToString() =>
        _indent == 0 ? _text.ToString() : throw new InvalidOperationException("A block of the emitted file was not closed.");

    private void WriteWrapped(string line)
    {
        var code = line.TrimStart(' ');
        var indent = (_indent * 4) + line.Length - code.Length;
        foreach (var part in code.StartsWith("///", StringComparison.Ordinal) ? XmlDocs.Wrap(code, indent) : LineWrapper.Wrap(code, indent))
            _text.Append(part).Append('\n');
    }

    private void Under(string head, string statements)
    {
        var isLong = (_indent * 4) + Math.Max(head.Length, statements.Length + 4) > LineWrapper.Width;
        using (isLong || statements.IndexOf('\n') >= 0 ? Braces(head) : Indented(head))
            Lines(statements);
    }

    private void Close(string? close)
    {
        _indent--;
        if (close is null)
            return;
        _afterBlock = false;
        Line(close);
        _afterBlock = true;
    }

    /// <summary>An open block, or lines that are indented.</summary>
    internal readonly struct Block(SourceWriter writer, string? close) : IDisposable
    {
        public void Dispose() => writer.Close(close);
    }
}
