namespace HumeGen.Server.Chats.Thinking;

/// <summary>How an answer goes on after tools have been called.</summary>
internal enum ToolOutcome
{
    /// <summary>All have results: the language model goes on with them.</summary>
    GoesOn,

    /// <summary>The client has to answer first.</summary>
    Waits,

    /// <summary>The chat ends when what is being said is out.</summary>
    HangsUp,
}
