using var hume = Setup.NewClient();
var pcm = Setup.Recording();

// The block.

// Prints:
// you: *
// EVI: * You said: *
