using var hume = Setup.NewClient();
var id = Guid.NewGuid().ToString();

// The block.

// Prints:
// E0709: * *
