namespace HumeGen.Generator.Emitting.Text;

/// <summary>The places at which a line of C# may be broken, as indices of the space before; -1 where there is none.</summary>
/// <param name="Arrow">The arrow of a body or a lambda.</param>
/// <param name="Assignment">The equals sign of an assignment.</param>
/// <param name="Colon">The colon before base types.</param>
/// <param name="Operators">The operators that bind least, all of one kind.</param>
/// <param name="Open">The bracket that opens the longest list.</param>
/// <param name="Close">The bracket that closes it.</param>
internal sealed record BreakPoints(int Arrow, int Assignment, int Colon, IReadOnlyList<int> Operators, int Open, int Close);
