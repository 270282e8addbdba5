// The block.

// Prints:
// I hear you.
// You said: Good morning!
