var address = Setup.Address;
var proxy = new Uri("http://127.0.0.1:9");

// The block.

handler.UseProxy = false;
Console.WriteLine(await Setup.NewConfigAsync(hume) is { Length: > 0 } ? "sent through the handler" : "");

// Prints:
// sent through the handler
