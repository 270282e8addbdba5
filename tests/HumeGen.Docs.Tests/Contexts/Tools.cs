using var hume = Setup.NewClient();

// The block.

Console.WriteLine(result.Type);

// Prints:
// assistant_end
