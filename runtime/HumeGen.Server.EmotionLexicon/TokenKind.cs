namespace HumeGen.Server.EmotionLexicon;

/// <summary>The kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>A word.</summary>
    Word,

    /// <summary>An emoji or emoticon.</summary>
    Emoji,

    /// <summary>Punctuation within a sentence.</summary>
    Comma,

    /// <summary>Punctuation that ends a sentence, or the end of a line.</summary>
    Stop,
}
