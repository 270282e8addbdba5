// Only for net10.0.
string[] args = ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"];

// The block.

await app.StartAsync();
using var http = new HttpClient();
http.DefaultRequestHeaders.Add("X-Hume-Api-Key", app.Services.GetRequiredService<HumeServer>().ApiKey);
Console.WriteLine((await http.GetAsync(app.Urls.First() + "/hume/v0/evi/configs")).StatusCode);
Console.WriteLine(File.Exists("data/humegen.db"));
await app.DisposeAsync();

// Prints:
// OK
// True
