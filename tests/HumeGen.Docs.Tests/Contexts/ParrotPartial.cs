Console.WriteLine(new Parrot.Transcript { Text = "Hello", IsFinal = true, Confidence = 0.9 }.IsReliable);

// The block.

// Prints:
// True
