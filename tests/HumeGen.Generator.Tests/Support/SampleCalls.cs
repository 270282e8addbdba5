namespace HumeGen.Generator.Tests;

/// <summary>Calls of generated clients whose document is called Sample, compiled as a user would write them and run.</summary>
internal static class SampleCalls
{
    /// <summary>The one request that a call sends.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="call">C# that makes the call, such as <c>client.GetAsync()</c>.</param>
    /// <param name="expectDiagnostics">Whether the generator may report something.</param>
    public static async Task<SentRequest> Send(string spec, string call, bool expectDiagnostics = false)
    {
        var handler = new Recorder(_ => "{}");
        await Run(handler, [new SpecText("spec.yml", spec)], $"async () => {{ await {call}; return 0; }}", "ApiKey = \"k\"", expectDiagnostics);
        return Assert.Single(handler.Sent);
    }

    /// <summary>The result of an expression that has the variable <c>client</c>.</summary>
    public static Task<object?> Read(string spec, string expression, string answer, string type = "application/json", bool expectDiagnostics = false) =>
        Run(new Recorder(_ => answer, type), [new SpecText("spec.yml", spec)], $"async () => {expression}", "ApiKey = \"k\"", expectDiagnostics);

    public static async Task<object?> Run(Recorder handler, IReadOnlyList<SpecText> specs, string body, string options, bool expectDiagnostics)
    {
        if (!specs.Any(s => s.GetText().ToString().Contains("servers", StringComparison.Ordinal)) && !options.Contains("BaseAddress", StringComparison.Ordinal))
            options = $"BaseAddress = new Uri(\"https://localhost\"){(options.Length > 0 ? ", " : "")}{options}";
        var run = GeneratorRun.Of(specs, expectDiagnostics, $$"""
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using HumeGen;
            using Sample;

            public static class Usage
            {
                public static object? Run() => new Func<System.Net.Http.HttpMessageHandler, Task<object?>>(async handler =>
                {
                    var told = new List<string>();
                    using var client = new SampleClient(new SampleClientOptions { {{options}}{{(options.Length > 0 ? ", " : "")}}HttpMessageHandler = handler });
                    return await Call({{body}});
                });

                private static async Task<object?> Call<T>(Func<Task<T>> call) => await call();
            }
            """);
        using var output = new LoadedOutput(run);
        return await ((Func<HttpMessageHandler, Task<object?>>)output.Run()!)(handler);
    }
}
