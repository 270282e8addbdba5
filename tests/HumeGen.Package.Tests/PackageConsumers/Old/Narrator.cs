using System.Threading.Tasks;
using Hume;
using Hume.EmpathicVoice;

namespace Old
{
    public static class Narrator
    {
        public static async Task<string> GreetAsync(HumeClient hume)
        {
            await using IChatConnection chat = await hume.EmpathicVoice.Chat.ConnectAsync();
            await chat.SendAsync(new UserInput { Text = "Good morning!" });
            return (await chat.WaitForAsync<AssistantMessage>()).Message.Content;
        }
    }
}
