namespace HumeGen.Generator.Model;

/// <summary>Rules of a channel for its conversation as a whole.</summary>
internal sealed record SessionModel
{
    /// <summary>The query parameter that continues an earlier conversation; null where none does.</summary>
    public string? ResumeParameter { get; init; }

    /// <summary>The value of this parameter in a received message; null where there is none.</summary>
    public SessionValueModel? ResumeValue { get; init; }

    /// <summary>The full names of the messages that are settings.</summary>
    public EquatableArray<string> Settings { get; init; }

    /// <summary>The full names of the messages that lose their worth with time.</summary>
    public EquatableArray<string> Live { get; init; }

    /// <summary>The ids of received calls that want an answer.</summary>
    public EquatableArray<SessionValueModel> Calls { get; init; }

    /// <summary>The ids of the calls that sent messages answer.</summary>
    public EquatableArray<SessionValueModel> Answers { get; init; }

    /// <summary>The full names of the messages that arrive with bytes in their JSON, such as audio.</summary>
    public EquatableArray<string> Media { get; init; }

    /// <summary>The error codes of an end after inactivity.</summary>
    public EquatableArray<string> InactivityCodes { get; init; }

    /// <summary>The error codes of an end after the longest duration.</summary>
    public EquatableArray<string> MaxDurationCodes { get; init; }
}
