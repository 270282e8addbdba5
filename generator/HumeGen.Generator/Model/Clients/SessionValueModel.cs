namespace HumeGen.Generator.Model;

/// <summary>A value in a message of a channel.</summary>
/// <param name="Message">The full name of the message's record.</param>
/// <param name="Path">The way to the value: properties within each other.</param>
internal sealed record SessionValueModel(string Message, PagePathModel Path);
