namespace HumeGen.Server.Tool;

/// <summary>The console and the environment of the program.</summary>
/// <param name="Out">Takes the address and the keys, in the form of a shell's assignments.</param>
/// <param name="Error">Takes what went wrong.</param>
/// <param name="In">The input, whose end can stop the server.</param>
/// <param name="Variable">Reads a variable of the environment; null when it is not set.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, TextReader In, Func<string, string?> Variable);
