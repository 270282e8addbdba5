using System.Globalization;
using HumeGen.Json;

namespace HumeGen;

/// <summary>The text of values in a path, a query, a header or a form.</summary>
public static class ApiText
{
    /// <summary>The text of one value, the same as in JSON: booleans in small letters, times with as many decimals as needed, bytes as base64.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The text; null for null.</returns>
    public static string? Of<T>(T value) => value switch
    {
        null => null,
        bool truth => truth ? "true" : "false",
        ReadOnlyMemory<byte> bytes => Convert.ToBase64String(bytes.ToArray()),
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
#if NET
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
#endif
        // .NET Framework gives 15 digits unless it is asked for all.
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>The texts of several values.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="values">The values.</param>
    /// <returns>The texts, without those of nulls; null for null.</returns>
    public static IEnumerable<string>? Each<T>(IEnumerable<T>? values) => values?.Select(Of).OfType<string>();

    /// <summary>The texts of a value that may be a list.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text of each item of a list, without those of nulls; one text for all else, objects as JSON; none for null.</returns>
    public static IReadOnlyList<string> Items(IJsonWritable? value) => value is null ? [] : StyledValue.Texts(value.WriteJson);

    /// <summary>The texts of several values, with commas between them.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="values">The values.</param>
    /// <returns>The text; null for null or no values.</returns>
    public static string? Joined<T>(IEnumerable<T>? values) =>
        Each(values) is { } texts && string.Join(",", texts) is { Length: > 0 } joined ? joined : null;
}
