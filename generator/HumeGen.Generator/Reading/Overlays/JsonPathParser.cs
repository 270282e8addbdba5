using System.Globalization;
using System.Text;

namespace HumeGen.Generator.Reading.Overlays;

/// <summary>Reads the text of a JSONPath query.</summary>
internal sealed class JsonPathParser(string text)
{
    // Parentheses in parentheses: the only thing here that recurses.
    private const int MaxParentheses = 32;

    private int _at;
    private int _parentheses;

    private char Current => _at < text.Length ? text[_at] : '\0';

    public IReadOnlyList<JsonPath.Segment> Parse()
    {
        if (!Take("$"))
            throw Problem("a query begins with '$'");
        var segments = new List<JsonPath.Segment>();
        for (SkipBlanks(); _at < text.Length; SkipBlanks())
        {
            var start = _at;
            var isDescendant = Take("..");
            if (Current == '[')
                segments.Add(new JsonPath.Segment(isDescendant, Bracketed(allowsSets: true), start));
            else if (isDescendant || Take("."))
                segments.Add(new JsonPath.Segment(isDescendant, Take("*") ? new JsonPath.WildcardSelector() : Shorthand(), start));
            else
                throw Problem("'.' or '[' is expected");
        }

        return segments;
    }

    private JsonPath.Selector Bracketed(bool allowsSets)
    {
        Expect("[");
        SkipBlanks();
        JsonPath.Selector selector;
        if (Current is '\'' or '"')
            selector = new JsonPath.NameSelector(Quoted());
        else if (Current is '-' or (>= '0' and <= '9'))
            selector = new JsonPath.IndexSelector(Index());
        else if (allowsSets && Take("*"))
            selector = new JsonPath.WildcardSelector();
        else if (allowsSets && Take("?"))
            selector = new JsonPath.FilterSelector(Any());
        else
            throw Problem(allowsSets ? "a quoted name, an index, '*' or '?' is expected" : "a quoted name or an index is expected");
        SkipBlanks();
        if (Current is ',' or ':')
            throw Problem(Current == ',' ? "lists of selectors are not supported" : "slices are not supported");
        Expect("]");
        return selector;
    }

    private JsonPathCondition.Combined Any() => Combination("||", isAny: true, All);

    private JsonPathCondition.Combined All() => Combination("&&", isAny: false, Single);

    private JsonPathCondition.Combined Combination(string @operator, bool isAny, Func<JsonPathCondition> part)
    {
        List<JsonPathCondition> parts = [part()];
        for (SkipBlanks(); Take(@operator); SkipBlanks())
            parts.Add(part());
        return new JsonPathCondition.Combined(isAny, parts);
    }

    private JsonPathCondition Single()
    {
        SkipBlanks();
        if (Current == '(')
        {
            if (++_parentheses > MaxParentheses)
                throw Problem("parentheses are nested too deeply");
            Expect("(");
            var inner = Any();
            SkipBlanks();
            Expect(")");
            _parentheses--;
            return inner;
        }

        if (!Take("@"))
            throw Problem("'@' or '(' is expected; functions and other forms are not supported");
        var path = new List<JsonPath.Selector>();
        while (Current is '.' or '[')
            path.Add(Take(".") ? Shorthand() : Bracketed(allowsSets: false));
        SkipBlanks();
        if (Take("=="))
            return new JsonPathCondition.Comparison(path, false, Literal());
        if (Take("!="))
            return new JsonPathCondition.Comparison(path, true, Literal());
        if (Current is '<' or '>' or '=' or '!')
            throw Problem("only '==' and '!=' compare");
        return new JsonPathCondition.Exists(path);
    }

    private object? Literal()
    {
        SkipBlanks();
        if (Current is '\'' or '"')
            return Quoted();
        var start = _at;
        while (Current is '-' or '+' or '.' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
            _at++;
        var word = text.Substring(start, _at - start);
        switch (word)
        {
            case "true":
                return true;
            case "false":
                return false;
            case "null":
                return null;
        }

        if (word.Length > 0 && word[0] is '-' or (>= '0' and <= '9')
            && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        _at = start;
        throw Problem("a quoted text, a number, true, false or null is expected");
    }

    private JsonPath.NameSelector Shorthand()
    {
        var start = _at;
        if (Current is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or >= '\u0080')
        {
            while (Current is '_' or '-' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or >= '\u0080')
                _at++;
        }

        if (start == _at)
            throw Problem("a name is expected; quote others than plain names: ['name']");
        return new JsonPath.NameSelector(text.Substring(start, _at - start));
    }

    private int Index()
    {
        var start = _at;
        Take("-");
        while (Current is >= '0' and <= '9')
            _at++;
        var digits = text.Substring(start, _at - start);
        var hasLeadingZero = digits.Length > 1 && digits.TrimStart('-').StartsWith("0", StringComparison.Ordinal);
        if (hasLeadingZero
            || !int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            _at = start;
            throw Problem("this is not an index");
        }

        return index;
    }

    private string Quoted()
    {
        var start = _at;
        var quote = text[_at++];
        var value = new StringBuilder();
        while (Current != quote)
        {
            if (_at >= text.Length)
            {
                _at = start;
                throw Problem("the quote is not closed");
            }

            var c = text[_at++];
            value.Append(c == '\\' ? Escape() : c);
        }

        _at++;
        return value.ToString();
    }

    private char Escape()
    {
        var c = Current;
        _at++;
        switch (c)
        {
            case '\\' or '/' or '\'' or '"':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 <= text.Length
                && ushort.TryParse(text.Substring(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                _at--;
                throw Problem("this escape is not known");
        }
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t' or '\n' or '\r')
            _at++;
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0)
            return false;
        _at += token.Length;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token))
            throw Problem($"'{token}' is expected");
    }

    private JsonPathException Problem(string problem) => new(_at + 1, problem);
}
