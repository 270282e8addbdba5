// The failures that a user can mend.
const REASONS = {
  NotAllowedError: "The browser does not allow it: allow it for this page, beside the address, then press Microphone.",
  NotFoundError: "There is none: connect one, then press Microphone.",
  NotReadableError: "Another program may hold it: close that, then press Microphone.",
};

/** The sound of the user's microphone, at the rate of the audio context. */
export class Microphone {
  #context;
  #heard;
  #lost;
  #attempt = null;
  #stream = null;
  #node = null;

  /** @param heard called with the samples of each piece and their loudness from 0 to 1. @param lost called when the device goes away. */
  constructor(context, heard, lost) {
    this.#context = context;
    this.#heard = heard;
    this.#lost = lost;
  }

  /** Whether it listens, or waits for the user to allow that. */
  get isOn() {
    return this.#attempt !== null;
  }

  /** Asks the user for the microphone, and listens unless it is stopped meanwhile. */
  async start() {
    const attempt = (this.#attempt = {});
    try {
      const stream = await this.#open();
      if (this.#attempt !== attempt) {
        release(stream);
        return;
      }
      this.#listen(stream);
    } catch (error) {
      if (this.#attempt !== attempt) return;
      this.#attempt = null;
      throw new Error(REASONS[error.name] ?? error.message, { cause: error });
    }
  }

  /** Stops listening. Silence follows, so that what was said last ends. */
  stop() {
    this.#attempt = null;
    if (!this.#stream) return;
    release(this.#stream);
    this.#stream = null;
    this.#node.disconnect();
    this.#heard(new Int16Array(this.#context.sampleRate * 2).buffer, 0);
  }

  async #open() {
    const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    if (!navigator.mediaDevices) throw new Error("A browser opens the microphone for https and for localhost only.");
    await this.#context.audioWorklet.addModule(new URL("microphone-worklet.js", import.meta.url));
    return navigator.mediaDevices.getUserMedia({ audio });
  }

  #listen(stream) {
    this.#stream = stream;
    this.#node = new AudioWorkletNode(this.#context, "microphone", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    this.#node.port.onmessage = ({ data }) => this.#stream && this.#heard(data.samples, data.level);
    this.#context.createMediaStreamSource(stream).connect(this.#node);
    for (const track of stream.getTracks()) {
      track.onended = () => {
        this.stop();
        this.#lost();
      };
    }
  }
}

const release = (stream) => stream.getTracks().forEach((track) => track.stop());
