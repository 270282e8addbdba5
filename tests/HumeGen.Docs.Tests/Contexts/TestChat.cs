// Only for net10.0.

// The block.

Console.WriteLine(fake.Sent.Count);

// Prints:
// 1
