using var hume = Setup.NewClient();

// The block.

// Prints:
// *
