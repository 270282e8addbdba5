// Only for net10.0.

// The block.

Console.WriteLine(hume.BaseAddress.Host);

// Prints:
// 127.0.0.1
