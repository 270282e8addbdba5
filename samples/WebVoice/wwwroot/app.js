import { Microphone } from "./microphone.js";
import { Player } from "./player.js";

// Speech is far below the loudest sound that there is.
const FULL = 0.3;

const byId = (id) => document.getElementById(id);
let talk = null;

/** One conversation with the app: its microphone, its player and its WebSocket. */
class Talk {
  #context = new AudioContext({ latencyHint: "interactive" });
  #player = new Player(this.#context);
  #microphone = new Microphone(this.#context, (samples, level) => this.#hear(samples, level));
  #socket;
  #isEnded = false;
  #wasReady = false;

  async begin() {
    // Browsers ask the user, who may say no. Typing works all the same.
    const refused = await this.#microphone.start().then(() => null, (error) => error);
    if (this.#isEnded) return;
    if (refused) report(`The microphone cannot be used: ${refused.message} You can type.`);
    const address = new URL(`talk?rate=${this.#context.sampleRate}`, document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    this.#socket = new WebSocket(address);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.addEventListener("message", ({ data }) => (data instanceof ArrayBuffer ? this.#player.play(data) : this.#show(JSON.parse(data))));
    this.#socket.addEventListener("close", ({ code, reason }) => this.#closed(code, reason));
  }

  end() {
    this.#isEnded = true;
    this.#microphone.stop();
    this.#player.stop();
    this.#context.close();
    this.#socket?.close(1000);
    talk = null;
    showConnected(false);
  }

  mute(isMuted) {
    this.#microphone.mute(isMuted);
  }

  say(text) {
    this.#player.stop();
    this.#socket.send(text);
  }

  get level() {
    return this.#player.level;
  }

  #hear(samples, level) {
    byId("heard").value = level / FULL;
    if (this.#wasReady && this.#socket.readyState === WebSocket.OPEN) this.#socket.send(samples);
  }

  #show({ type, text, interim, emotions }) {
    switch (type) {
      case "ready":
        this.#wasReady = true;
        byId("note").textContent = text ?? "";
        showConnected(true);
        break;
      case "you":
        byId("interim").textContent = interim ? text : "";
        if (!interim) showEmotions(addLine("you", "You", text), emotions);
        break;
      case "assistant":
        addAnswer(text);
        say("The assistant answers");
        break;
      case "emotions":
        showEmotions([...byId("transcript").querySelectorAll(".assistant")].at(-1), emotions);
        break;
      case "interrupted":
        this.#player.stop();
        addLine("event", "", "You interrupted the assistant.");
        break;
      case "end":
        say("Listening");
        break;
      case "problem":
        report(text);
        break;
    }
  }

  #closed(code, reason) {
    if (this.#isEnded) return;
    this.end();
    if (code === 1000 && !reason) return;
    const lost = this.#wasReady ? "The connection was lost." : "The app cannot be reached, or talks with too many at once.";
    report(`${reason || lost} Press Start to try again.`);
  }
}

function say(status) {
  byId("status").textContent = status;
}

function report(problem) {
  byId("problem").textContent = problem;
  byId("problem").hidden = !problem;
}

function showConnected(isConnected) {
  say(isConnected ? "Listening" : "Not connected");
  byId("start").textContent = talk ? "End" : "Start";
  byId("interim").textContent = "";
  byId("heard").value = 0;
  byId("mute").setAttribute("aria-pressed", "false");
  for (const id of ["mute", "text", "send"]) byId(id).disabled = !isConnected;
}

function make(name, className, ...children) {
  const element = document.createElement(name);
  element.className = className;
  // Words that somebody said are text, never markup.
  element.append(...children);
  return element;
}

function addLine(className, who, text) {
  const line = make("div", className, make("p", "", ...(who ? [make("b", "", `${who}: `)] : []), text));
  byId("transcript").append(line);
  line.scrollIntoView({ block: "nearest" });
  return line;
}

/** Adds a sentence to the answer that is being given, or begins one. */
function addAnswer(text) {
  const last = byId("transcript").lastElementChild;
  if (last?.className === "assistant") last.querySelector("p").append(` ${text}`);
  else addLine("assistant", "Assistant", text);
}

function showEmotions(line, emotions) {
  if (!line || !emotions?.length) return;
  line.querySelector("ul")?.remove();
  line.append(make("ul", "emotions", ...emotions.map(({ name, value }) => {
    const meter = make("meter", "", value.toFixed(2));
    meter.value = value;
    return make("li", "", `${name} `, meter, ` ${value.toFixed(2)}`);
  })));
  line.scrollIntoView({ block: "nearest" });
}

byId("start").addEventListener("click", () => {
  if (talk) {
    talk.end();
    return;
  }
  report("");
  say("Connecting");
  talk = new Talk();
  byId("start").textContent = "End";
  talk.begin();
});
byId("mute").addEventListener("click", () => {
  const isMuted = byId("mute").getAttribute("aria-pressed") !== "true";
  byId("mute").setAttribute("aria-pressed", String(isMuted));
  talk?.mute(isMuted);
});
byId("type").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = byId("text").value.trim();
  byId("text").value = "";
  if (text) talk?.say(text);
});
// A page that goes ends its conversation, even if the browser keeps it for the way back.
addEventListener("pagehide", () => talk?.end());
setInterval(() => {
  byId("spoken").value = (talk?.level ?? 0) / FULL;
}, 100);
