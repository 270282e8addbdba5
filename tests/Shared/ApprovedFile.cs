namespace HumeGen.Tests;

/// <summary>
/// Text that a test gives and that is known to be right. After a wanted change run the tests with the environment variable <c>HUMEGEN_ACCEPT=1</c> and
/// review the difference like code.
/// </summary>
internal static class ApprovedFile
{
    /// <summary>Fails when a text is not the approved one, with the difference; the text is then in a file beside the approved one.</summary>
    /// <param name="path">The approved file.</param>
    /// <param name="received">The text, with line feeds alone.</param>
    /// <param name="project">The folder of the tests below <c>tests</c>, for the command that accepts the text.</param>
    public static void Check(string path, string received, string project)
    {
        var receivedPath = Path.ChangeExtension(path.Replace(".approved.", ".", StringComparison.Ordinal), ".received.txt");
        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (received != approved && Environment.GetEnvironmentVariable("HUMEGEN_ACCEPT") == "1")
        {
            File.WriteAllText(path, received);
            approved = received;
        }

        if (received == approved)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"""
            This is not what {path} approves (- approved, + received in {receivedPath}).
            If the change is wanted, accept it: HUMEGEN_ACCEPT=1 dotnet test tests/{project}
            {TextDiff.Of(approved, received)}
            """);
    }
}
