using var hume = Setup.NewClient();

// The block.

await foreach (var message in chat.ReadAllAsync())
{
    if (message is not Hume.EmpathicVoice.ToolResponseMessage response)
        continue;
    Console.WriteLine(response.Content);
    break;
}

// Prints:
// Hail in Oslo.
