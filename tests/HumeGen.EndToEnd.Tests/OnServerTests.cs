namespace Hume.EndToEnd;

// The same tests, with the program in the place of the simulator: it must answer the same.

public sealed class OfficialScriptOnServerTests(ServerProcess server) : OfficialScriptTests, IClassFixture<ServerProcess>
{
    private protected override Task<(Uri Address, string Key)> StartAsync() => Task.FromResult((server.Address, server.Key));
}

public sealed class ChatOnServerTests(ServerProcess server) : ChatTests, IClassFixture<ServerProcess>
{
    private protected override Task<(Uri Address, string Key)> StartAsync() => Task.FromResult((server.Address, server.Key));
}

public sealed class ExpressionStreamOnServerTests(ServerProcess server) : ExpressionStreamTests, IClassFixture<ServerProcess>
{
    private protected override Task<(Uri Address, string Key)> StartAsync() => Task.FromResult((server.Address, server.Key));
}

public sealed class StreamedSpeechOnServerTests(ServerProcess server) : StreamedSpeechTests, IClassFixture<ServerProcess>
{
    private protected override Task<(Uri Address, string Key)> StartAsync() => Task.FromResult((server.Address, server.Key));
}
