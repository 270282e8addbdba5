import { server } from "./access.js";

/** A conversation with the assistant over a WebSocket. Every message of the server is an event of the name of its type. */
export class Chat extends EventTarget {
  #socket;
  #isEnded = false;

  /** @param token an access token. @param config the id of a config; empty for none. */
  constructor(token, config) {
    super();
    const address = new URL(`${server.replace(/^http/, "ws")}/v0/evi/chat`);
    address.searchParams.set("access_token", token);
    address.searchParams.set("verbose_transcription", "true");
    if (config) address.searchParams.set("config_id", config);
    this.#socket = new WebSocket(address);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      this.dispatchEvent(new CustomEvent(message.type, { detail: message }));
      this.dispatchEvent(new CustomEvent("any", { detail: message }));
    });
    this.#socket.addEventListener("close", ({ code, reason }) => {
      this.dispatchEvent(new CustomEvent("closed", { detail: { code: this.#isEnded ? 1000 : code, reason } }));
    });
  }

  get isOpen() {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  send(message) {
    if (this.isOpen) this.#socket.send(JSON.stringify(message));
  }

  /** Sends raw samples, 16 bits each. */
  sendSound(samples) {
    if (this.isOpen) this.#socket.send(samples);
  }

  close() {
    this.#isEnded = true;
    this.#socket.close(1000);
  }
}
