using var hume = Setup.NewClient();

// The block.

// The answer of the tool is not sent back: the assistant uses it.
var said = "";
await foreach (var message in chat.ReadAllAsync())
{
    if (message is Hume.EmpathicVoice.AssistantMessage assistant)
        said += assistant.Message.Content + " ";
    if (message is Hume.EmpathicVoice.AssistantEnd)
        break;
}

Console.WriteLine(said);

// Prints:
// *Hail in Oslo*
