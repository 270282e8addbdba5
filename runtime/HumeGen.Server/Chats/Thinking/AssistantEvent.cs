namespace HumeGen.Server.Chats.Thinking;

/// <summary>An event at which the assistant speaks unasked, and what a language model is told to say then.</summary>
internal sealed record AssistantEvent(string Name, string Instruction)
{
    public static readonly AssistantEvent NewChat = new("on_new_chat", "The conversation begins. Greet the user in one short sentence.");

    public static readonly AssistantEvent InactivityTimeout = new(
        "on_inactivity_timeout", "The user has not answered for a long time. Say goodbye in one short sentence; the conversation ends after it.");

    public static readonly AssistantEvent MaxDurationTimeout = new(
        "on_max_duration_timeout", "The time for the conversation is up. Say goodbye in one short sentence; the conversation ends after it.");

    public static readonly AssistantEvent Nudge = new("nudge", "The user has been silent for a while. Invite them to speak in one short sentence.");
}
