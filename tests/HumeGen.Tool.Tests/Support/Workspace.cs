using System.Globalization;
using System.Text;

namespace HumeGen.Tool.Tests.Support;

/// <summary>A folder of its own, in which the tool runs; it is deleted afterwards.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("humegen-tool-").FullName;

    /// <summary>The full path of a file or folder in it.</summary>
    public string this[string name] => Path.Combine(_path, name);

    /// <summary>Writes a file.</summary>
    public Workspace With(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this;
    }

    /// <summary>Copies the specifications of the repository into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="file">The one whose text is replaced; the others are copied as they are.</param>
    /// <param name="old">What to replace; it must be there once.</param>
    /// <param name="new">What to put there.</param>
    public Workspace WithSpecs(string folder, string? file = null, string old = "", string @new = "")
    {
        foreach (var spec in Directory.GetFiles(Repository.Find("specs"), "*.yml"))
        {
            var text = File.ReadAllText(spec);
            if (Path.GetFileName(spec) == file)
            {
                Assert.Equal(2, text.Split(old).Length);
                text = text.Replace(old, @new, StringComparison.Ordinal);
            }

            With(Path.Combine(folder, Path.GetFileName(spec)), text);
        }

        return this;
    }

    /// <summary>Runs the tool in the folder.</summary>
    public (int ExitCode, string Out, string Error) Run(params string[] args)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        using var outWriter = new StringWriter(output, CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var errorWriter = new StringWriter(error, CultureInfo.InvariantCulture) { NewLine = "\n" };
        var exitCode = CommandLine.Run(args, new Terminal(outWriter, errorWriter, _path));
        return (exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
