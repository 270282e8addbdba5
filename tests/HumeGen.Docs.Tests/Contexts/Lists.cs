using var hume = Setup.NewClient();

// The block.

// Prints:
// Ava Song
// Male English Actor
// Female Meditation Guide
// Vince Douglas
// Alice Bennett
// Imani Carter
// Sitcom Girl
// Colton Rivers
// ITO
// KORA
// Yuki Tanaka
// Diego Alvarez
