using var hume = Setup.NewClient();
var player = new Player();
await using (var chat = await hume.EmpathicVoice.Chat.ConnectAsync())
{
    await chat.SendAsync(new Hume.EmpathicVoice.UserInput { Text = "Tell me a long story, please." });
    await ListenAsync(chat, player);
}

Console.WriteLine(player.Pieces > 0 ? "heard" : "silent");

static async Task ListenAsync(Hume.EmpathicVoice.IChatConnection chat, Player player)
{
// The block.
}

internal sealed class Player
{
    public int Pieces { get; private set; }

    public void Enqueue(HumeGen.Audio.PcmAudio piece) => Pieces++;

    public void Clear() => Pieces = 0;
}

// Prints:
// heard
