import { byId, make } from "./dom.js";

const SHOWN = 8;

/** The times of a turn: from the end of the speech to the message, the first words and the first audio of the answer. */
export class Latency {
  #sent = [];
  #samples = 0;
  #rate = 48_000;
  #turn = null;
  #turns = [];

  /** The sound begins anew: a new chat counts from zero. */
  restart(rate) {
    this.#rate = rate;
    this.#sent = [];
    this.#samples = 0;
    this.#turn = null;
  }

  /** A piece of sound has gone out. */
  sent(bytes) {
    this.#samples += bytes / 2;
    this.#sent.push({ samples: this.#samples, at: performance.now() });
    if (this.#sent.length > 5_000) this.#sent.splice(0, 2_500);
  }

  /** A text has gone out. */
  typed() {
    this.#turn = { spoken: false, end: performance.now() };
  }

  /** The answer waits for somebody, so that its time says nothing. */
  wait() {
    this.#turn = null;
  }

  /** The message of the user has come back. */
  heard(message) {
    const now = performance.now();
    if (!message.from_text) {
      const samples = (message.time.end * this.#rate) / 1000;
      this.#turn = { spoken: true, end: this.#sent.find((piece) => piece.samples >= samples)?.at ?? now };
    }
    if (this.#turn) this.#turn.heard ??= now;
  }

  words() {
    if (this.#turn?.heard) this.#turn.words ??= performance.now();
  }

  audio() {
    if (!this.#turn?.words || this.#turn.audio) return;
    this.#turn.audio = performance.now();
    this.#turns.unshift(this.#turn);
    this.#show();
  }

  #show() {
    const rows = this.#turns.slice(0, SHOWN).map((turn, index) => row(`${this.#turns.length - index} ${turn.spoken ? "spoken" : "typed"}`, stages(turn)));
    if (this.#turns.length > 1) {
      const all = this.#turns.map(stages);
      rows.push(row("Median", all[0].map((_, stage) => median(all.map((times) => times[stage])))));
    }
    byId("turns").replaceChildren(...rows);
  }
}

const stages = ({ end, heard, words, audio }) => [heard - end, words - heard, audio - words, audio - end];

const row = (name, times) => make("tr", {}, make("th", { scope: "row" }, name), ...times.map((time) => make("td", {}, String(Math.round(time)))));

function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
