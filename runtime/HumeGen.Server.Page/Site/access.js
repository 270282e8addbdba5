import { byId } from "./dom.js";

// A token lives 30 minutes; it is renewed well before.
const RENEWAL = 20 * 60_000;
const STORED = "humegen-token";

/** The address of the server, without a slash at the end: the page lies at its root. */
export const server = new URL(".", document.baseURI).href.replace(/\/$/, "");

/** The right to talk to the server: a token for the code of a link or for the key, kept for this tab and renewed. */
export class Access {
  #token = null;
  #opened;

  /** @param opened called with the answer of the server when there is a token for the first time. */
  constructor(opened) {
    this.#opened = opened;
    byId("access-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const key = byId("key").value.trim();
      byId("key").value = "";
      this.#ask({ "X-Hume-Api-Key": key });
    });
    setInterval(() => this.#token && this.#renew(), RENEWAL);
  }

  get token() {
    return this.#token;
  }

  /** Tries the code of the link, then the token of this tab; else the user is asked for the key. */
  async open() {
    const code = /^#code=([0-9a-f]+)$/.exec(location.hash)?.[1];
    if (code) history.replaceState(null, "", location.pathname);
    this.#token = sessionStorage.getItem(STORED);
    if (code) await this.#ask({ "X-Page-Code": code });
    else if (this.#token) await this.#renew();
    else this.#wanted("");
  }

  /** Calls the REST API; null when it fails. */
  async get(path) {
    const answer = await fetch(server + path, { headers: { Authorization: `Bearer ${this.#token}` } });
    return answer.ok ? answer.json() : null;
  }

  #renew() {
    return this.#ask({ Authorization: `Bearer ${this.#token}` });
  }

  async #ask(headers) {
    let answer;
    try {
      answer = await fetch(`${server}/page/token`, { method: "POST", headers });
    } catch {
      this.#wanted("The server cannot be reached.");
      return;
    }
    const body = await answer.json();
    if (!answer.ok) {
      sessionStorage.removeItem(STORED);
      this.#token = null;
      this.#wanted(body.message);
      return;
    }
    this.#token = body.access_token;
    sessionStorage.setItem(STORED, this.#token);
    byId("access").hidden = true;
    byId("problem").hidden = true;
    byId("connect").disabled = false;
    this.#opened?.(body);
    this.#opened = null;
  }

  #wanted(message) {
    byId("access").hidden = false;
    byId("connect").disabled = true;
    byId("problem").textContent = message;
    byId("problem").hidden = !message;
    byId("key").focus();
  }
}
