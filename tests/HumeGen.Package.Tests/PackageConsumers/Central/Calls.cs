using Hume;
using Hume.EmpathicVoice;
using Hume.Tts;

namespace Central;

public static class Calls
{
    public static Task<ReturnTts> Speak(HumeClient hume, string text) => hume.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = text }] });

    public static Task<IChatConnection> Talk(HumeClient hume) => hume.EmpathicVoice.Chat.ConnectAsync();
}
