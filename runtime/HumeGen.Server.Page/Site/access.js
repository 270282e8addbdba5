import { byId } from "./dom.js";

// A token lives 30 minutes; it is renewed well before. A computer that has slept, or a network that was away, is seen a minute later.
const RENEWAL = 20 * 60_000;
const CHECK = 60_000;
const STORED = "humegen-token";
const CODE = /^#code=([0-9a-f]+)$/;

/** The address of the server, without a slash at the end: the page lies at its root. */
export const server = new URL(".", document.baseURI).href.replace(/\/$/, "");

/** The right to talk to the server: a token for the code of a link or for the key, kept for this tab and renewed. */
export class Access {
  #token = null;
  #renewed = 0;
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
    setInterval(() => this.#token && Date.now() - this.#renewed > RENEWAL && this.#renew({ isQuiet: true }), CHECK);
    // A fresh link that is opened in this very tab changes the part behind the # only.
    addEventListener("hashchange", () => CODE.test(location.hash) && this.open());
  }

  get token() {
    return this.#token;
  }

  /** Tries the code of the link, then the token of this tab; else the user is asked for the key. */
  async open() {
    const code = CODE.exec(location.hash)?.[1];
    if (code) history.replaceState(null, "", location.pathname);
    this.#token = sessionStorage.getItem(STORED);
    const isKnown = this.#token !== null;
    if (code && (await this.#ask({ "X-Page-Code": code }, { isQuiet: isKnown }))) return;
    if (isKnown) await this.#renew();
    else if (!code) this.want("");
  }

  /** Renews the token; false when the server gives none, which the page then says. */
  check() {
    return this.#renew();
  }

  /** Asks the user for the key. */
  want(message) {
    byId("access").hidden = false;
    this.#say(message);
    byId("key").focus();
  }

  /** Calls the REST API; null when it fails. */
  async get(path) {
    const answer = await fetch(server + path, { headers: { Authorization: `Bearer ${this.#token}` } });
    return answer.ok ? answer.json() : null;
  }

  #renew(how) {
    return this.#ask({ Authorization: `Bearer ${this.#token}` }, how);
  }

  async #ask(headers, { isQuiet = false } = {}) {
    let answer;
    let body;
    try {
      answer = await fetch(`${server}/page/token`, { method: "POST", headers });
      body = await answer.json();
    } catch {
      if (!isQuiet) this.#say(`The server cannot be reached${answer ? `: something between answers with ${answer.status}` : ""}. Check that it runs, then ${this.#again}.`);
      return false;
    }
    if (!answer.ok) {
      if (!isQuiet) {
        sessionStorage.removeItem(STORED);
        this.#token = null;
        this.want(body.message);
      }
      return false;
    }
    this.#token = body.access_token;
    this.#renewed = Date.now();
    sessionStorage.setItem(STORED, this.#token);
    byId("access").hidden = true;
    this.#say("");
    byId("connect").disabled = false;
    this.#opened?.(body);
    this.#opened = null;
    return true;
  }

  get #again() {
    return this.#opened ? "reload the page" : "press Start";
  }

  #say(message) {
    byId("problem").textContent = message;
    byId("problem").hidden = !message;
  }
}
