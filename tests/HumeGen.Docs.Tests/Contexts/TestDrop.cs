// The block.

// Prints:
// ChatMetadata
// ChatMetadata
// bye
