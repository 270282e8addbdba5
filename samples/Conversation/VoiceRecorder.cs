namespace Conversation;

/// <summary>Joins the pieces of the assistant's speech, each a WAV file of its own, into one file.</summary>
internal sealed class VoiceRecorder(string file) : IDisposable
{
    private readonly FileStream _file = File.Create(file);
    private int _rate;
    private int _channels;
    private int _bytes;

    /// <summary>How long the assistant has spoken.</summary>
    public TimeSpan Duration => _rate == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)_bytes / (_rate * _channels * sizeof(short)));

    /// <summary>Adds a piece.</summary>
    public void Write(ReadOnlySpan<byte> wav)
    {
        var format = Wave.Parse(wav, out var data);
        if (_rate == 0)
        {
            (_rate, _channels) = (format.Rate, format.Channels);
            _file.Write(Wave.Header(_rate, _channels, 0));
        }

        _file.Write(data);
        _bytes += data.Length;
    }

    public void Dispose()
    {
        if (_rate > 0)
        {
            _file.Position = 0;
            _file.Write(Wave.Header(_rate, _channels, _bytes));
        }

        _file.Dispose();
    }
}
