// Only for net10.0.

// The block.

Console.WriteLine("resumed");

// Prints:
// resumed
