// The block.

// Prints:
// Ada
// Bea
// 1
// 0
