namespace HumeGen.Server.EmotionLexicon;

/// <summary>A word, an emoji or punctuation of a text.</summary>
/// <param name="Begin">The position of its first character.</param>
/// <param name="End">The position after its last character.</param>
/// <param name="Text">A word in small letters with straight apostrophes, and anything else as it is.</param>
/// <param name="Kind">The kind.</param>
/// <param name="IsShouted">Whether a word has capital letters only.</param>
internal readonly record struct Token(int Begin, int End, string Text, TokenKind Kind, bool IsShouted);
