namespace HumeGen.Server.Chats.History;

/// <summary>A group of chats that resumed one another.</summary>
/// <param name="Id">The id of the group, a UUID.</param>
/// <param name="FirstStartTimestamp">The time at which its first chat began, in Unix milliseconds.</param>
/// <param name="Count">The number of its chats.</param>
/// <param name="IsActive">Whether one of them goes on.</param>
/// <param name="Latest">The chat that began last.</param>
public sealed record ChatGroup(string Id, long FirstStartTimestamp, int Count, bool IsActive, ChatRecord Latest);
