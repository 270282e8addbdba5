const REASONS = {
  NotAllowedError: "the browser does not allow it for this page.",
  NotFoundError: "there is none.",
  NotReadableError: "another program holds it.",
};

/** The user's microphone as 16-bit samples at the rate of the audio context. */
export class Microphone {
  #context;
  #heard;
  #stream = null;
  #isStopped = false;

  /** @param heard called with the samples of each piece, and their loudness from 0 to 1. */
  constructor(context, heard) {
    this.#context = context;
    this.#heard = heard;
  }

  async start() {
    if (!navigator.mediaDevices) throw new Error("browsers open it for https and localhost only.");
    await this.#context.audioWorklet.addModule("microphone-worklet.js");
    const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio });
    } catch (error) {
      throw new Error(REASONS[error.name] ?? error.message, { cause: error });
    }
    if (this.#isStopped) {
      this.stop();
      return;
    }
    const node = new AudioWorkletNode(this.#context, "microphone", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    node.port.onmessage = ({ data }) => this.#heard(data.samples, data.level);
    this.#context.createMediaStreamSource(this.#stream).connect(node);
  }

  /** Hears silence, which goes on as samples: the assistant must notice that a sentence has ended. */
  mute(isMuted) {
    for (const track of this.#stream?.getTracks() ?? []) track.enabled = !isMuted;
  }

  stop() {
    this.#isStopped = true;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
  }
}
