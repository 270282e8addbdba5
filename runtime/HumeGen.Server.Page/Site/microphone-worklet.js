// The smallest pieces that are worth a message.
const SECONDS = 0.04;

/** Collects the sound of a microphone as 16-bit samples, and hands it on in pieces of 40 ms with their loudness. */
class Microphone extends AudioWorkletProcessor {
  #piece = new Int16Array(Math.round(sampleRate * SECONDS));
  #length = 0;
  #power = 0;

  process([[channel]]) {
    for (const value of channel ?? []) {
      const sample = Math.max(-1, Math.min(1, value));
      this.#piece[this.#length++] = sample * 0x7fff;
      this.#power += sample * sample;
      if (this.#length === this.#piece.length) {
        const samples = this.#piece.buffer;
        this.port.postMessage({ samples, level: Math.sqrt(this.#power / this.#length) }, [samples]);
        this.#piece = new Int16Array(Math.round(sampleRate * SECONDS));
        this.#length = 0;
        this.#power = 0;
      }
    }
    return true;
  }
}

registerProcessor("microphone", Microphone);
