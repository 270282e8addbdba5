namespace HumeGen.Server.RuleBased;

/// <summary>Options of <see cref="RuleBasedEngine"/>.</summary>
public sealed class RuleBasedOptions
{
    /// <summary>The clock, whose local time and date are told. That of the system unless set.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
