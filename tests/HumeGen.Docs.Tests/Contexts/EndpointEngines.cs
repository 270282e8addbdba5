// Only for net10.0.
// The block.

Console.WriteLine(string.Join(", ", (await engines.Voices!.ListAsync()).Select(voice => voice.Name)));

// Prints:
// Heart, Adam
