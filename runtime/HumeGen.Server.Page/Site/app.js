import { Access } from "./access.js";
import { Chart } from "./chart.js";
import { Chat } from "./chat.js";
import { byId, make } from "./dom.js";
import { Latency } from "./latency.js";
import { Microphone } from "./microphone.js";
import { Player } from "./player.js";
import { showSnippets } from "./snippets.js";
import { Tools } from "./tools.js";
import { Transcript } from "./transcript.js";

// The loudness at which a meter is full; speech is far below the loudest that there is.
const FULL = 0.3;

const transcript = new Transcript();
const chart = new Chart();
const latency = new Latency();
const tools = new Tools(() => chat?.send({ type: "session_settings", tools: tools.list }), (answer) => chat?.send(answer));
const access = new Access(fill);
let chat = null;
let context = null;
let player = null;
let microphone = null;

function say(status) {
  byId("status").textContent = status;
}

function report(problem) {
  byId("problem").textContent = problem;
  byId("problem").hidden = !problem;
}

/** Fills the choices when the server lets the page in. */
async function fill({ notes, scores_note: note }) {
  byId("scores-note").textContent = note;
  byId("notes").replaceChildren(...notes.map((line) => make("li", {}, line)));
  const choices = async (id, path, page) => {
    const found = (await access.get(path))?.[page] ?? [];
    byId(id).append(...found.map((choice) => make("option", { value: choice.id }, choice.name)));
  };
  await choices("config", "/v0/evi/configs?page_size=100", "configs_page");
  for (const provider of ["HUME_AI", "CUSTOM_VOICE"]) await choices("voice", `/v0/tts/voices?provider=${provider}&page_size=100`, "voices_page");
}

function settings() {
  const changed = { type: "session_settings" };
  // Tools that are sent take the place of those of the config.
  if (tools.list.length > 0) changed.tools = tools.list;
  if (byId("voice").value) changed.voice_id = byId("voice").value;
  if (byId("prompt").value.trim()) changed.system_prompt = byId("prompt").value.trim();
  return changed;
}

function start() {
  if (!access.token) {
    access.want("");
    return;
  }
  report("");
  // A browser lets a page be heard from the first click on.
  context ??= new AudioContext({ latencyHint: "interactive" });
  context.resume();
  player ??= new Player(context);
  chart.clear();
  latency.restart(context.sampleRate);
  say("Connecting");
  byId("connect").textContent = "End";
  chat = new Chat(access.token, byId("config").value);
  const on = (type, act) => chat.addEventListener(type, ({ detail }) => act(detail));
  on("chat_metadata", () => {
    chat.send({ ...settings(), audio: { encoding: "linear16", sample_rate: context.sampleRate, channels: 1 } });
    transcript.addEvent("The conversation begins.");
    show(true);
  });
  on("user_message", hear);
  on("assistant_message", (message) => {
    latency.words();
    transcript.addAssistant(message.message.content);
    say("The assistant answers");
  });
  on("audio_output", ({ data }) => {
    latency.audio();
    player.play(data);
  });
  on("assistant_end", () => say(microphone?.isOn ? "Listening" : "Connected"));
  on("user_interruption", () => {
    player.stop();
    transcript.addEvent("You interrupted the assistant.");
  });
  on("tool_call", (call) => {
    transcript.addEvent(`The assistant calls the tool ${call.name}.`, { call: call.name, parameters: call.parameters });
    if (call.response_required) {
      latency.wait();
      say("A tool waits for your answer");
    }
    tools.show(call);
  });
  on("error", (error) => report(`${error.code}: ${error.message}`));
  on("closed", end);
}

function hear(message) {
  const text = message.message.content;
  if (message.interim) {
    transcript.interim(text);
    return;
  }
  latency.heard(message);
  const scores = message.models?.prosody?.scores;
  transcript.addUser(text, scores);
  if (scores) chart.add(text, scores);
}

async function end({ code, reason }) {
  chat = null;
  tools.close();
  microphone?.stop();
  player.stop();
  transcript.interim("");
  transcript.addEvent("The conversation has ended.");
  show(false);
  // Browsers hide why there is no connection: whether the token still counts tells.
  if (code === 1000 || (code === 1006 && !(await access.check()))) return;
  report(`The connection has ended${reason ? `: ${reason.replace(/\.$/, "")}` : ` with ${code}`}. Press Start for a new conversation.`);
}

/** Enables what a conversation needs, or the start of one. */
function show(open) {
  say(open ? "Connected" : "Not connected");
  byId("connect").textContent = open ? "End" : "Start";
  for (const id of ["microphone", "text", "send"]) byId(id).disabled = !open;
  byId("microphone").setAttribute("aria-pressed", "false");
  if (open) byId("text").focus();
}

async function toggleMicrophone() {
  microphone ??= new Microphone(
    context,
    (samples, level) => {
      byId("input-level").value = level / FULL;
      const length = samples.byteLength;
      chat?.sendSound(samples);
      latency.sent(length);
    },
    () => {
      report("The microphone is gone. Connect it, then press Microphone.");
      showMicrophone();
    },
  );
  if (microphone.isOn) {
    microphone.stop();
  } else {
    const starting = microphone.start();
    showMicrophone();
    try {
      await starting;
    } catch (error) {
      report(`The microphone cannot be used. ${error.message} Typing works without it.`);
    }
  }
  showMicrophone();
}

function showMicrophone() {
  byId("microphone").setAttribute("aria-pressed", String(microphone.isOn));
  if (chat) say(microphone.isOn ? "Listening" : "Connected");
}

byId("connect").disabled = true;
byId("connect").addEventListener("click", () => (chat ? chat.close() : start()));
byId("microphone").addEventListener("click", toggleMicrophone);
byId("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = byId("text").value.trim();
  if (!text || !chat) return;
  byId("text").value = "";
  player.stop();
  latency.typed();
  transcript.follow();
  chat.send({ type: "user_input", text });
});
byId("settings").addEventListener("submit", (event) => {
  event.preventDefault();
  chat?.send(settings());
  byId("applied").textContent = chat ? "Applied to the conversation." : "Counts from the next start.";
});
byId("settings").addEventListener("input", () => {
  byId("applied").textContent = "";
});
setInterval(() => {
  byId("output-level").value = (player?.level ?? 0) / FULL;
}, 100);
showSnippets();
access.open();
