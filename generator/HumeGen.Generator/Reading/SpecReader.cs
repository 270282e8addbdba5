namespace HumeGen.Generator.Reading;

/// <summary>Reads the text of one spec file.</summary>
internal static class SpecReader
{
    public static SpecDocument Read(string path, string text, CancellationToken cancellationToken) => throw new NotImplementedException();
}
