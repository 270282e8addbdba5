// The length of a message: short enough to be quick, long enough to be worth it.
const SECONDS = 0.04;

/** Turns what the microphone hears into 16-bit samples. Browsers run this beside the page, so that no work of the page makes gaps. */
class MicrophoneWorklet extends AudioWorkletProcessor {
  #piece = new Int16Array(Math.round(sampleRate * SECONDS));
  #length = 0;
  #power = 0;

  process([[channel]]) {
    for (const value of channel ?? []) {
      const sample = Math.max(-1, Math.min(1, value));
      this.#piece[this.#length++] = sample * 0x7fff;
      this.#power += sample * sample;
      if (this.#length === this.#piece.length) this.#send();
    }
    return true;
  }

  #send() {
    const samples = this.#piece.buffer;
    this.port.postMessage({ samples, level: Math.sqrt(this.#power / this.#length) }, [samples]);
    this.#piece = new Int16Array(Math.round(sampleRate * SECONDS));
    this.#length = 0;
    this.#power = 0;
  }
}

registerProcessor("microphone", MicrophoneWorklet);
