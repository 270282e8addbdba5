// The block.

// Prints:
// No such voice.
// Try again.
// Taken.
// Too slow.
// Unreachable.
// The connection was closed by the server with code 1011.
// 3 3
