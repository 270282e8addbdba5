using var hume = Setup.NewClient();
var pcm = Setup.Recording();

// The block.

// Prints:
// you: Could you say that again, please? I did not quite hear it.
// EVI: I hear you. You said: *
