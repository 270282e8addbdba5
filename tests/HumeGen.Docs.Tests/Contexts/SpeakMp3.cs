// Only for net10.0.
// The block.

using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
http.DefaultRequestHeaders.Add("X-Hume-Api-Key", simulator.ApiKey);
using var body = new StringContent("""{"utterances":[{"text":"Hello."}]}""", System.Text.Encoding.UTF8, "application/json");
using var response = await http.PostAsync("/v0/tts", body);
var answer = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
var format = (string?)answer["generations"]![0]!["encoding"]!["format"];
Console.WriteLine($"{(int)response.StatusCode}, as expected: {format == (Mp3Codec.FindMissing() is null ? "mp3" : "wav")}");

// Prints:
// 200, as expected: True
