using System.Buffers;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Codecs.Ffmpeg;

/// <summary>Decodes one kind of recording with ffmpeg.</summary>
internal sealed class FfmpegDecoder(FfmpegProgram program, FfmpegKind kind) : IAudioDecoder
{
    public string Name => kind.Name;

    public bool? CanDecode(ReadOnlySpan<byte> beginning) => kind.Begins(beginning);

    public IAudioDecoding Start(bool isFile) => new Decoding(program, kind, isFile);

    private sealed class Decoding(FfmpegProgram program, FfmpegKind kind, bool isFile) : IAudioDecoding
    {
        private FfmpegProcess _process = new(program, kind, isFile);
        private bool _hasBegun;

        public int SampleRate => FfmpegProcess.SampleRate;

        public void Decode(ReadOnlySpan<byte> piece, IBufferWriter<short> samples)
        {
            // A recorder that starts anew on the same connection.
            if (_hasBegun && !isFile && kind.HasHeader && kind.Begins(piece) == true)
            {
                _process.Dispose();
                _process = new FfmpegProcess(program, kind, isFile);
            }

            _hasBegun = true;
            _process.Write(piece);
            _process.Read(samples);
        }

        public ValueTask FinishAsync(IBufferWriter<short> samples, CancellationToken cancellationToken = default) =>
            _process.FinishAsync(samples, cancellationToken);

        public void Dispose() => _process.Dispose();
    }
}
