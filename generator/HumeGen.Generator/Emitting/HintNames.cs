using System.Text;

namespace HumeGen.Generator.Emitting;

/// <summary>Names files so that every file system takes them, and no two are alike.</summary>
internal static class HintNames
{
    private const int Longest = 200;

    private static readonly string[] Devices =
    [
        "CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).Select(n => "COM" + n), .. Enumerable.Range(1, 9).Select(n => "LPT" + n),
    ];

    /// <summary>The name of a file.</summary>
    /// <param name="full">The full name of the type that is in it.</param>
    /// <param name="suffix">The end of the name that tells the files of one type apart.</param>
    public static string Of(string full, string suffix)
    {
        var hint = new StringBuilder();
        foreach (var c in full)
            hint.Append(c < 128 ? c : '_');
        suffix += ".g.cs";
        // Names that these characters alone do not tell apart are told apart by a hash of the whole.
        if (full.Length + suffix.Length > Longest || hint.ToString() != full)
        {
            hint.Length = Math.Min(hint.Length, Longest - suffix.Length - 17);
            hint.Append('_').Append(StableHash.Of(full));
        }

        // Windows takes files of these names for devices, whatever their ending.
        if (Devices.Contains(full.Split('.')[0], StringComparer.OrdinalIgnoreCase))
            hint.Insert(0, '_');
        return hint.Append(suffix).ToString();
    }
}
