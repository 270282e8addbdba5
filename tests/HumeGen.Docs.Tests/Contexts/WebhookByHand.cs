const string signingKey = "the-signing-key";
var (body, timestamp, signature) = (new byte[] { (byte)'{', (byte)'}' }, "1764504000", "00");

// The block.

// Prints:
// WrongSignature: The signature does not belong to this body, timestamp and signing key.
