namespace HumeGen.Simulator.Engines;

/// <summary>
/// The sound of short texts. They come back often, in one chat and in many, and speech costs more to make than to keep; when too much has gathered, all of it
/// is forgotten.
/// </summary>
internal sealed class SpeechCache
{
    private const int MaxBytes = 16 << 20;

    private readonly object _gate = new();
    private readonly Dictionary<(string Text, string Voice, double Speed, int Take), byte[][]> _speech = [];
    private long _bytes;

    public byte[][] GetOrMake((string Text, string Voice, double Speed, int Take) key, Func<IEnumerable<byte[]>> make)
    {
        lock (_gate)
        {
            if (_speech.TryGetValue(key, out var known))
                return known;
        }

        byte[][] pieces = [.. make()];
        lock (_gate)
        {
            if (_speech.TryAdd(key, pieces))
            {
                _bytes += pieces.Sum(piece => piece.Length);
                if (_bytes > MaxBytes)
                {
                    _speech.Clear();
                    _bytes = 0;
                }
            }
        }

        return pieces;
    }
}
