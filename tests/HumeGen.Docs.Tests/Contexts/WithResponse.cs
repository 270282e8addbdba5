using var hume = Setup.NewClient();
var id = await Setup.NewConfigAsync(hume);
var request = new Hume.Tts.PostedTts { Utterances = [new() { Text = "Hello!" }] };

// The block.

// Prints:
// guide: 200, application/json
// SnippetAudioChunk of 200 to POST /v0/tts/stream/json
// SnippetAudioChunk of 200 to POST /v0/tts/stream/json
// SnippetAudioChunk of 200 to POST /v0/tts/stream/json
// SnippetAudioChunk of 200 to POST /v0/tts/stream/json
