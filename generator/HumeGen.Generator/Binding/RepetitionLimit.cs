using System.Globalization;
using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Binding;

/// <summary>Counts what types take over from others. In a chain each link has all that the next one has, so output could grow with the square of the input.</summary>
/// <param name="limit">The most that is taken over.</param>
/// <param name="subject">The thing that repeats, in words that begin a sentence.</param>
/// <param name="unit">The things that are repeated, in words.</param>
internal sealed class RepetitionLimit(int limit, string subject, string unit)
{
    private int _taken;

    /// <summary>Whether so many more may be taken over. The first time that they may not is reported.</summary>
    public bool Allows(int count, DocumentContext document, JsonPointer pointer)
    {
        if (_taken > limit)
            return false;
        _taken += count;
        if (_taken <= limit)
            return true;
        document.Report(Descriptors.TooMuchRepetition, pointer, subject, limit.ToString(CultureInfo.InvariantCulture), unit);
        return false;
    }
}
