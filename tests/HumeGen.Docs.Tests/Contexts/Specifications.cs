// The block.

// Prints:
// *
// *
// *
// *
// *
// *
// *
// HumeGen.Specification:hume-tts-openapi.overlay.yml sha256:* Text-to-speech in the Hume client 1.0.0
// HumeGen.Specification:hume-tts-openapi.yml sha256:* *
// *
// *
// *
// HumeGen.Specification:hume.asyncapi.yml sha256:* *
