// Only for net10.0.

// The block.

Console.WriteLine(simulator.Requests.Count);

// Prints:
// 1
