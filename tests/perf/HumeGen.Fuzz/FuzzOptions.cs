using System.Globalization;

namespace HumeGen.Fuzz;

/// <summary>The arguments of the program.</summary>
/// <param name="Target">The kind of input.</param>
internal sealed record FuzzOptions(string Target)
{
    public const string Usage =
        """
        Usage: HumeGen.Fuzz payloads|specs|frames|answers [options]
          --seconds N    ends after N seconds; 60 by default, unless --count is given
          --count N      ends after N cases
          --seed N       seed of all cases; 1 by default
          --first N      index of the first case; with --count 1 it repeats a single case
          --threads N    cases at once; the default fits the kind
          --compile N    specs: compiles each Nth output; 20 by default, 0 for none
          --output DIR   folder for the input of findings; artifacts/fuzz by default
        Exit code: 0 without findings, 1 with findings, 2 for wrong arguments.
        """;

    private static readonly string[] Targets = ["payloads", "specs", "frames", "answers"];

    public TimeSpan Time { get; private init; } = TimeSpan.FromSeconds(60);

    public long Count { get; private init; } = long.MaxValue;

    public int Seed { get; private init; } = 1;

    public long First { get; private init; }

    public int? Threads { get; private init; }

    public int CompileEvery { get; private init; } = 20;

    public string Output { get; private init; } = Path.Combine("artifacts", "fuzz");

    /// <summary>The options; null where an argument is wrong.</summary>
    public static FuzzOptions? Parse(string[] args)
    {
        if (args.Length % 2 == 0 || !Targets.Contains(args[0]))
            return null;
        var options = new FuzzOptions(args[0]);
        var hasSeconds = args.Contains("--seconds");
        for (var i = 1; i < args.Length; i += 2)
        {
            if (args[i] == "--output")
            {
                options = options with { Output = args[i + 1] };
                continue;
            }

            if (!int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            if (args[i] == "--count" && !hasSeconds)
                options = options with { Time = TimeSpan.MaxValue };
            var next = args[i] switch
            {
                "--seconds" => options with { Time = TimeSpan.FromSeconds(number) },
                "--count" => options with { Count = number },
                "--seed" => options with { Seed = number },
                "--first" => options with { First = number },
                "--threads" when number > 0 => options with { Threads = number },
                "--compile" => options with { CompileEvery = number },
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }

        return options;
    }
}
