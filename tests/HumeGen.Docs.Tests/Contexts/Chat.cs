// The block.

// Prints:
// *
// You said: Good morning!
