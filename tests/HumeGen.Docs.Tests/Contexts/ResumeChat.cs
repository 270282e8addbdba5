using var hume = Setup.NewClient();

// The block.

// Prints:
// The conversation goes on.
