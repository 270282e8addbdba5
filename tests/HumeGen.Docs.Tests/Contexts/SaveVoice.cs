using var hume = Setup.NewClient();

// The block.

// Prints:
// 3 takes, saved Captain
