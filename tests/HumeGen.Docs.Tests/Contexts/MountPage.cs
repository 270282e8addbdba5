// Only for net10.0.
string[] args = ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"];

// The block.

await app.StartAsync();
using var http = new HttpClient();
Console.WriteLine((await http.GetStringAsync(app.Urls.First() + "/hume/")).Contains("<h1>Talk to the assistant</h1>"));
Console.WriteLine(page.CreateLink(new Uri(app.Urls.First() + "/hume")).Fragment.StartsWith("#code="));
await app.DisposeAsync();

// Prints:
// True
// True
