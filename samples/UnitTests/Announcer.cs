using Hume;
using Hume.Tts;
using HumeGen;

namespace UnitTests;

/// <summary>A small service of an application: it speaks announcements. It takes the part of the client that it needs, by its interface.</summary>
public sealed class Announcer(ITtsClient tts)
{
    /// <summary>Speaks a text with the voice of that name, or with any voice if there is none.</summary>
    public async Task<Announcement> AnnounceAsync(string text, string voiceName, CancellationToken cancellationToken = default)
    {
        ReturnVoice? voice = null;
        await foreach (var candidate in tts.Voices.ListAsync(new() { Provider = VoiceProvider.CustomVoice }, cancellationToken: cancellationToken))
        {
            if (candidate.Name == voiceName)
                voice = candidate;
        }

        try
        {
            var speech = await tts.SynthesizeJsonAsync(
                new()
                {
                    Utterances = [new() { Text = text, Voice = voice is { Id: { } id } ? new PostedUtteranceVoiceWithId { Id = id, Provider = VoiceProvider.CustomVoice } : null }],
                    Format = new FormatWav(),
                },
                cancellationToken: cancellationToken);
            return new(speech.Generations[0].Audio, TryAgainIn: null);
        }
        catch (HumeRateLimitException e)
        {
            return new(default, TryAgainIn: e.RetryAfter ?? TimeSpan.FromMinutes(1));
        }
    }
}

/// <summary>A spoken text, or the time after which it may be tried again.</summary>
public sealed record Announcement(ReadOnlyMemory<byte> Audio, TimeSpan? TryAgainIn);
