namespace HumeGen.Server.Authentication;

/// <summary>The audio of a key.</summary>
/// <param name="DaySeconds">The seconds of the day.</param>
/// <param name="MonthSeconds">The seconds of the month of that day.</param>
/// <param name="TotalSeconds">The seconds in all.</param>
public readonly record struct KeyUsage(double DaySeconds, double MonthSeconds, double TotalSeconds);
