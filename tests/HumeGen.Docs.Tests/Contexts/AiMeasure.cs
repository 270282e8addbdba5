using var hume = Setup.NewClient();
var player = new Player();

// The block.

Console.WriteLine(string.Join(", ", options.Tools.Select(t => t.Name)));

internal sealed class Player
{
    public ValueTask PlayAsync(ReadOnlyMemory<byte> audio, CancellationToken cancellationToken) => default;
}

// Prints:
// measure_text, measure_media, speak
