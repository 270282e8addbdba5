// Only for net10.0.
string[] args = ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", "--Hume:ApiKey", "the key"];

// The block.

await app.StartAsync();
using var http = new HttpClient();
http.DefaultRequestHeaders.Add("X-Hume-Api-Key", "the key");
Console.WriteLine(await http.GetStringAsync(app.Urls.First() + "/health"));
Console.WriteLine((await http.GetAsync(app.Urls.First() + "/v0/evi/configs")).StatusCode);
await app.DisposeAsync();

// Prints:
// {"status":"ok"}
// OK
