/** The sound of the user's microphone, at the rate of the audio context. */
export class Microphone {
  #context;
  #heard;
  #stream = null;
  #node = null;

  /** @param heard called with the samples of each piece and their loudness from 0 to 1. */
  constructor(context, heard) {
    this.#context = context;
    this.#heard = heard;
  }

  get isOn() {
    return this.#stream !== null;
  }

  /** Asks the user for the microphone, and listens. */
  async start() {
    const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    if (!navigator.mediaDevices) throw new Error("A browser opens the microphone for https and for localhost only.");
    await this.#context.audioWorklet.addModule(new URL("microphone-worklet.js", import.meta.url));
    this.#stream = await navigator.mediaDevices.getUserMedia({ audio });
    this.#node = new AudioWorkletNode(this.#context, "microphone", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    this.#node.port.onmessage = ({ data }) => this.#stream && this.#heard(data.samples, data.level);
    this.#context.createMediaStreamSource(this.#stream).connect(this.#node);
  }

  /** Stops listening. Silence follows, so that what was said last ends. */
  stop() {
    if (!this.#stream) return;
    this.#stream.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.#node.disconnect();
    this.#heard(new Int16Array(this.#context.sampleRate * 2).buffer, 0);
  }
}
