using System;
using System.Threading.Tasks;
using Acme.Voice;
using Acme.Voice.EmpathicVoice;

namespace Hidden;

public static class Narrator
{
    public static async Task<string> GreetAsync()
    {
        using var hume = new HumeClient();
        await using IChatConnection chat = await hume.EmpathicVoice.Chat.ConnectAsync();
        return (await chat.WaitForMetadataAsync()).ChatId;
    }
}
