using System.Text;
using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// All that tells one type from another of its name: drafts of one name and shape are one type. What is not in the shape is united when they become
/// one, by the rules of <see cref="DraftUnion"/>. A test sets each property of every draft and demands that it is in one of the two.
/// </summary>
/// <param name="Text">The draft without the types that it refers to.</param>
/// <param name="References">The types that it refers to, in the order of the text.</param>
internal sealed record TypeShape(string Text, IReadOnlyList<TypeDraft> References)
{
    public static TypeShape Of(TypeDraft draft)
    {
        var writer = new Writer();
        writer.Add(draft);
        return writer.ToShape();
    }

    /// <summary>The shape of a property, be it required or not.</summary>
    public static TypeShape Of(PropertyDraft property)
    {
        var writer = new Writer();
        writer.Add(property with { Required = false });
        return writer.ToShape();
    }

    public static TypeShape Of(TypeUse use)
    {
        var writer = new Writer();
        writer.Add(use);
        return writer.ToShape();
    }

    private sealed class Writer
    {
        private const char Separator = '\u0001';

        private readonly StringBuilder _text = new();
        private readonly List<TypeDraft> _references = [];

        public TypeShape ToShape() => new(_text.ToString(), _references);

        public void Add(TypeDraft draft)
        {
            _text.Append(draft.Kind).Append(draft.IsBase ? "*" : "").Append('{');
            // The order is that of a document, and means nothing; the places of a tuple are names here.
            foreach (var property in draft.Properties.OrderBy(p => p.WireName, StringComparer.Ordinal))
                Add(property);
            foreach (var value in draft.Values.OrderBy(v => v.WireValue, StringComparer.Ordinal))
                _text.Append(value.WireValue).Append(Separator).Append(value.Name).Append(',');
            foreach (var variant in draft.Variants.OrderBy(v => v.Use.Draft?.Name, StringComparer.Ordinal).ThenBy(v => Of(v.Use).Text, StringComparer.Ordinal))
                Add(variant.Use);
            if (draft.Additional is { } additional)
            {
                _text.Append('+');
                Add(additional);
            }

            if (draft.Base is { } @base)
            {
                _text.Append('^');
                _references.Add(@base);
            }

            _text.Append('}');
        }

        public void Add(PropertyDraft property)
        {
            _text.Append(property.WireName);
            Add(property.GivenName);
            _text.Append(property.Required ? '!' : '?').Append(property.Access);
            Add(property.Constant);
            _text.Append(property.Free?.Kind);
            foreach (var value in property.Listed)
                _text.Append(value.Kind).Append(value.Text).Append(',');
            Add(property.Use);
        }

        public void Add(TypeUse use)
        {
            for (var part = use; part is not null; part = part.Element)
            {
                _text.Append(part.Kind).Append(part.Nullable ? "?" : "").Append(part.IsNull ? "0" : "").Append(part.OrText ? "~" : "");
                if (part.Custom is { } custom)
                {
                    _text.Append('=').Append(custom.Name);
                    Add(custom.Converter);
                }

                if (part.Draft is { } draft)
                {
                    _text.Append('#');
                    _references.Add(draft);
                }

                _text.Append('<');
            }
        }

        // A text that may be missing, which is not the same as an empty one.
        private void Add(string? text) => _text.Append(Separator).Append(text is null ? "" : "=").Append(text).Append(Separator);
    }
}
