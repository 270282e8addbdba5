namespace HumeGen.Server.EspeakNg;

/// <summary>Options of espeak-ng.</summary>
public sealed class EspeakNgOptions
{
    /// <summary>
    /// The voice of those who ask for none: a language such as <c>en-US</c> or <c>de</c>, with <c>+f3</c> behind it for a female one. <c>en-US</c> unless set.
    /// </summary>
    public string Voice { get; set; } = "en-US";
}
