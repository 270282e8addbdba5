import { byId, make, save } from "./dom.js";

// Pixels from the end of the log within which a reader is taken to follow it.
const NEAR = 48;

/** What was said, on the page and as a file. */
export class Transcript {
  #entries = [];
  #speaking = null;
  #log = byId("transcript");
  #isFollowed = true;

  constructor() {
    this.#log.addEventListener("scroll", () => {
      this.#isFollowed = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR;
    });
    // A phone that is turned has other lines.
    new ResizeObserver(() => this.#isFollowed && this.follow()).observe(this.#log);
    byId("save-text").addEventListener("click", () => save("transcript.txt", "text/plain", this.toText()));
    byId("save-json").addEventListener("click", () => save("transcript.json", "application/json", JSON.stringify(this.#entries, null, 2)));
  }

  /** Adds words of the user. */
  addUser(text, scores) {
    this.interim("");
    this.#speaking = null;
    this.#add("user", "You", text, scores && { scores });
  }

  /** Adds a sentence of the assistant, to its last ones when nothing has come between. */
  addAssistant(text) {
    if (!this.#speaking) {
      this.#speaking = this.#add("assistant", "Assistant", text);
      return;
    }
    this.#entries.at(-1).text += ` ${text}`;
    this.#grow(() => this.#speaking.append(` ${text}`));
  }

  /** Adds something that happened, such as an interruption. */
  addEvent(text, details) {
    this.#speaking = null;
    this.#add("event", "", text, details);
  }

  /** Shows words that may still change. */
  interim(text) {
    byId("interim").textContent = text;
  }

  toText() {
    return this.#entries.map(({ time, who, text }) => `${time.slice(11, 19)} ${who ? `${who}: ` : ""}${text}`).join("\n") + "\n";
  }

  #add(role, who, text, more = {}) {
    this.#entries.push({ time: new Date().toISOString(), role, who, text, ...more });
    const line = make("p", { class: role });
    if (who) line.append(make("span", { class: "who" }, `${who}:`), " ");
    line.append(text);
    this.#grow(() => this.#log.append(line));
    byId("save-text").disabled = byId("save-json").disabled = false;
    return line;
  }

  /** Goes to the end. */
  follow() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** Changes the log and stays at its end, but leaves one alone who reads further up. */
  #grow(change) {
    change();
    if (this.#isFollowed) this.follow();
  }
}
