using Microsoft.JSInterop;

namespace BlazorWasm.App;

/// <summary>The loudspeaker of the browser, by <c>wwwroot/sound.js</c>.</summary>
internal sealed class Sound(IJSRuntime js)
{
    private Task<IJSObjectReference>? _module;

    private Task<IJSObjectReference> Module => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./sound.js").AsTask();

    /// <summary>Plays a WAV file after those before it, without a gap.</summary>
    public async Task PlayAsync(ReadOnlyMemory<byte> wav) => await (await Module).InvokeVoidAsync("play", wav.ToArray());

    /// <summary>Falls silent at once.</summary>
    public async Task StopAsync() => await (await Module).InvokeVoidAsync("stop");
}
