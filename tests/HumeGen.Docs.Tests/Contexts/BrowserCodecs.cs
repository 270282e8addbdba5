// Only for net10.0.
// The block.

using var socket = new System.Net.WebSockets.ClientWebSocket();
await socket.ConnectAsync(new Uri($"ws://{simulator.BaseAddress.Authority}/v0/evi/chat?api_key={simulator.ApiKey}"), default);
await socket.SendAsync("neither sound nor JSON"u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Binary, true, default);
var buffer = new byte[10_000];
for (var type = ""; type != "error";)
{
    var text = System.Text.Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, default)).Count);
    type = (string)System.Text.Json.Nodes.JsonNode.Parse(text)!["type"]!;
    Console.WriteLine($"{type}, WebM is among the forms: {text.Contains("WebM/Opus")}");
}

// Prints:
// chat_metadata, WebM is among the forms: False
// error, WebM is among the forms: True
