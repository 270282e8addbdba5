using System.Globalization;
using System.Text;

namespace HumeGen.Tool.Tests;

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
    public Workspace WithSpecs(string folder)
    {
        foreach (var spec in Directory.GetFiles(Repository.Find("specs"), "*.yml"))
            With(Path.Combine(folder, Path.GetFileName(spec)), File.ReadAllText(spec));
        return this;
    }

    /// <summary>Adds to the end of a file.</summary>
    public Workspace Append(string name, string text) => With(name, File.ReadAllText(this[name]) + text);

    /// <summary>Replaces a passage of a file, which must be there once.</summary>
    public Workspace Edit(string name, string old, string @new)
    {
        var text = File.ReadAllText(this[name]);
        Assert.Equal(2, text.Split(old).Length);
        return With(name, text.Replace(old, @new, StringComparison.Ordinal));
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
