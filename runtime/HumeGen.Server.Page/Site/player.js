/** Plays pieces of sound one after the other without gaps, until it is told to be silent. */
export class Player {
  #context;
  #gain;
  #analyser;
  #playing = new Set();
  #until = 0;

  constructor(context) {
    this.#context = context;
    this.#analyser = new AnalyserNode(context, { fftSize: 1024 });
    this.#gain = new GainNode(context);
    this.#gain.connect(this.#analyser).connect(context.destination);
  }

  get isPlaying() {
    return this.#playing.size > 0;
  }

  /** The loudness of what is heard now, from 0 to 1. */
  get level() {
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  }

  /** Plays a WAV file of 16-bit samples, after what is being played. */
  play(base64) {
    const { samples, rate } = readWave(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
    if (samples.length === 0) return;
    const buffer = new AudioBuffer({ length: samples.length, numberOfChannels: 1, sampleRate: rate });
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    source.connect(this.#gain);
    source.onended = () => this.#playing.delete(source);
    this.#playing.add(source);
    const start = Math.max(this.#until, this.#context.currentTime + 0.02);
    source.start(start);
    this.#until = start + buffer.duration;
  }

  /** Falls silent at once. */
  stop() {
    for (const source of this.#playing) source.stop();
    this.#playing.clear();
    this.#until = 0;
  }
}

/** The samples of a WAV file with one channel of 16 bits. */
function readWave(bytes) {
  const view = new DataView(bytes.buffer);
  let rate = 48_000;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    if (name === "fmt ") rate = view.getUint32(at + 12, true);
    if (name === "data") {
      const count = Math.min(size, bytes.length - at - 8) >> 1;
      return { rate, samples: Float32Array.from({ length: count }, (_, i) => view.getInt16(at + 8 + 2 * i, true) / 0x8000) };
    }
    at += 8 + size + (size & 1);
  }
  return { rate, samples: new Float32Array(0) };
}
