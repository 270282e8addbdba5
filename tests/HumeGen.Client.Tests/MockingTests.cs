using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement;
using Hume.Tts;

namespace Hume.Tests;

/// <summary>Programs that use the client can be tested without it.</summary>
public class MockingTests
{
    [Fact]
    public async Task A_program_runs_on_a_fake_client()
    {
        var fake = new FakeHume();
        var narrator = new Narrator(fake);

        Assert.Equal([1, 2, 3, 4], await narrator.SpeakAsync("Once upon a time"));
        Assert.Equal(["Ada", "Bea", "Cy"], await narrator.VoicesAsync());
        Assert.Equal(["Once upon a time"], fake.Speech.Spoken);
    }

    [Fact]
    public async Task A_program_meets_the_errors_of_a_fake_client()
    {
        var fake = new FakeHume { Speech = { Error = new HumeRateLimitException("Too fast.") { RetryAfter = TimeSpan.FromSeconds(4) } } };
        var error = await Assert.ThrowsAsync<HumeRateLimitException>(() => new Narrator(fake).SpeakAsync("Once"));
        Assert.Equal(TimeSpan.FromSeconds(4), error.RetryAfter);
    }

    [Fact]
    public void The_real_client_is_what_the_interfaces_say()
    {
        using var client = new HumeClient("a-key-for-nothing");
        Assert.IsAssignableFrom<IHumeClient>(client);
        Assert.IsAssignableFrom<ITtsClient>(client.Tts);
        foreach (var type in typeof(HumeClient).Assembly.GetExportedTypes().Where(t => t is { IsClass: true } && t.Name.EndsWith("Client", StringComparison.Ordinal)))
            Assert.Contains(type.GetInterfaces(), i => i.FullName == $"{type.Namespace}.I{type.Name}");
    }

    /// <summary>A fake as a user might write it.</summary>
    private sealed class Narrator(IHumeClient hume)
    {
        public async Task<byte[]> SpeakAsync(string text)
        {
            var audio = new List<byte>();
            await foreach (var item in hume.Tts.SynthesizeJsonStreamingAsync(new() { Utterances = [new() { Text = text }] }))
            {
                if (item is SnippetAudioChunk chunk)
                    audio.AddRange(chunk.Audio.ToArray());
            }

            return [.. audio];
        }

        public async Task<List<string?>> VoicesAsync()
        {
            var names = new List<string?>();
            await foreach (var voice in hume.Tts.Voices.ListAsync(new() { Provider = VoiceProvider.CustomVoice }))
                names.Add(voice.Name);
            return names;
        }
    }

    private sealed class FakeHume : IHumeClient
    {
        public FakeTts Speech { get; } = new();

        public ITtsClient Tts => Speech;

        public IEmpathicVoiceClient EmpathicVoice => throw new NotSupportedException();

        public IExpressionMeasurementClient ExpressionMeasurement => throw new NotSupportedException();
    }

    private sealed class FakeTts : ITtsClient, IVoicesClient
    {
        public List<string> Spoken { get; } = [];

        public ApiClientException? Error { get; set; }

        public IVoicesClient Voices => this;

        public IStreamInputClient StreamInput => throw new NotSupportedException();

        public async IAsyncEnumerable<ITtsOutput> SynthesizeJsonStreamingAsync(PostedTts body, ApiCallOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (Error is not null)
                throw Error;
            Spoken.Add(body.Utterances[0].Text);
            yield return new SnippetAudioChunk { Audio = new byte[] { 1, 2 }, ChunkIndex = 0, GenerationId = "g", IsLastChunk = false, SnippetId = "s", Text = "Once" };
            yield return new UnknownTtsOutput { Json = default };
            yield return new SnippetAudioChunk { Audio = new byte[] { 3, 4 }, ChunkIndex = 1, GenerationId = "g", IsLastChunk = true, SnippetId = "s", Text = "upon" };
        }

        public Task<ReturnTts> SynthesizeJsonAsync(PostedTts body, ApiCallOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ReturnTts { Generations = [] });

        public Task<BinaryResponse> SynthesizeFileAsync(PostedTts body, ApiCallOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new BinaryResponse(new MemoryStream([1]), "audio/wav"));

        public Task<BinaryResponse> SynthesizeFileStreamingAsync(PostedTts body, ApiCallOptions? options = null, CancellationToken cancellationToken = default) =>
            SynthesizeFileAsync(body, options, cancellationToken);

        public Task<BinaryResponse> ConvertVoiceFileAsync(ConvertVoiceFileRequest body, ApiCallOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<ITtsOutput> ConvertVoiceJsonAsync(ConvertVoiceJsonRequest body, ApiCallOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public AsyncPageable<Hume.Tts.ReturnVoice, ReturnPagedVoices> ListAsync(
            VoicesListRequest query, ApiCallOptions? options = null, CancellationToken cancellationToken = default)
        {
            string[][] pages = [["Ada", "Bea"], ["Cy"]];
            return AsyncPageable.FromPages(
                page => page.VoicesPage,
                pages.Select(names => new ReturnPagedVoices { VoicesPage = [.. names.Select(name => new Hume.Tts.ReturnVoice { Name = name })] }).ToArray());
        }

        public Task<Hume.Tts.ReturnVoice> CreateAsync(PostedVoice body, ApiCallOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task DeleteAsync(VoicesDeleteRequest query, ApiCallOptions? options = null, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
