/** Plays WAV files one after the other without gaps, until it is told to be silent. */
export class Player {
  #context;
  #analyser;
  #playing = new Set();
  #decoded = Promise.resolve();
  #until = 0;
  #silences = 0;

  constructor(context) {
    this.#context = context;
    this.#analyser = new AnalyserNode(context, { fftSize: 1024 });
    this.#analyser.connect(context.destination);
  }

  /** The loudness of what is heard now, from 0 to 1. */
  get level() {
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  }

  play(wav) {
    const silences = this.#silences;
    // Browsers decode beside the page; the pieces keep their order all the same.
    this.#decoded = Promise.all([this.#context.decodeAudioData(wav).catch(() => null), this.#decoded]).then(([buffer]) => {
      if (buffer && silences === this.#silences) this.#schedule(buffer);
    });
  }

  /** Falls silent at once, and forgets what has not been heard. */
  stop() {
    this.#silences++;
    for (const source of this.#playing) source.stop();
    this.#playing.clear();
    this.#until = 0;
  }

  #schedule(buffer) {
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    source.connect(this.#analyser);
    source.onended = () => this.#playing.delete(source);
    this.#playing.add(source);
    const start = Math.max(this.#until, this.#context.currentTime + 0.02);
    source.start(start);
    this.#until = start + buffer.duration;
  }
}
