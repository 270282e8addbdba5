// Calls of each kind against the server of HUME_BASE_URL and HUME_API_KEY. One that fails ends the program with an exception.
using Hume;
using HumeGen.Smoke;

using var hume = new HumeClient(new HumeClientOptions { BaseAddress = new Uri(Environment.GetEnvironmentVariable("HUME_BASE_URL")!) });
await ClientCalls.MakeAllAsync(hume);
