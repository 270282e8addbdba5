// Runs in the page. Each function does what an app does with one of Hume's clients, and gives back what the app would see.
import { HumeClient, convertBlobToBase64, fetchAccessToken, getAudioStream, getBrowserSupportedMimeType } from "hume";
import { VoiceClient } from "@humeai/voice";
import { VoiceProvider, useVoice } from "@humeai/voice-react";
import { createElement, useEffect } from "react";
import { createRoot } from "react-dom/client";

// Hume's own example records with this piece length.
const PIECE = 100;

function clientFor({ url, key, token }) {
  const sockets = url.replace(/^http/, "ws");
  const environment = { base: url, evi: `${sockets}/v0/evi`, tts: `${sockets}/v0/tts`, stream: `${sockets}/v0/stream` };
  return new HumeClient(token ? { accessToken: token, environment } : { apiKey: key, environment });
}

/** Keeps the messages of a chat, and waits for one among those that come after the last that was waited for. */
class Inbox {
  constructor() {
    this.messages = [];
    this.at = 0;
    this.changed = () => {};
  }

  add(message) {
    this.messages.push(message);
    this.changed();
  }

  async next(what, matches) {
    const end = Date.now() + 20_000;
    for (;;) {
      while (this.at < this.messages.length) {
        const message = this.messages[this.at++];
        if (message.type === "error") throw new Error(`The server says: ${message.code} ${message.message}`);
        if (matches(message)) return message;
      }

      if (Date.now() > end) throw new Error(`No ${what} came. There were: ${this.messages.map((m) => m.type).join(", ")}`);
      await new Promise((resolve) => {
        this.changed = resolve;
        setTimeout(resolve, 500);
      });
    }
  }
}

const said = (message) => message.type === "user_message" && message.interim !== true && (message.message?.content ?? "") !== "";

async function secondsOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const context = new AudioContext();
  try {
    return (await context.decodeAudioData(bytes.buffer)).duration;
  } finally {
    await context.close();
  }
}

async function rest({ url, key, secret }) {
  const hume = clientFor({ url, key });
  const voices = [];
  for await (const voice of await hume.tts.voices.list({ provider: "HUME_AI" })) voices.push(voice.name);
  const spoken = await hume.tts.synthesizeJson({ utterances: [{ text: "Hello from a page." }] });
  const token = await fetchAccessToken({ apiKey: key, secretKey: secret, host: new URL(url).host });
  const refused = await clientFor({ url, key: "no such key" }).tts.voices.list({ provider: "HUME_AI" }).then(() => 0, (error) => error.statusCode);
  const recording = await record((await getBrowserSupportedMimeType()).mimeType, 1500);
  const converted = await hume.tts.convertVoiceJson({ audio: recording, voice: { name: voices[0], provider: "HUME_AI" } });
  let convertedChunks = 0;
  for await (const item of converted) if (item.audio) convertedChunks++;
  return { voices: voices.length, seconds: await secondsOf(spoken.generations[0].audio), token: typeof token, refused, convertedChunks };
}

/** A finished recording. */
async function record(mimeType, milliseconds) {
  const stream = await getAudioStream();
  const recorder = new MediaRecorder(stream, { mimeType });
  const blobs = [];
  recorder.ondataavailable = ({ data }) => blobs.push(data);
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  await new Promise((resolve) => {
    recorder.onstop = resolve;
    recorder.stop();
  });
  stream.getTracks().forEach((track) => track.stop());
  return new File(blobs, "recording", { type: mimeType });
}

/** A job of expression measurement over a recording of the page. */
async function measure({ url, key }) {
  const form = new FormData();
  form.append("json", JSON.stringify({ models: { prosody: {} } }));
  form.append("file", await record("audio/webm;codecs=opus", 2000), "recording.webm");
  const headers = { "X-Hume-Api-Key": key };
  const { job_id: job } = await (await fetch(`${url}/v0/batch/jobs`, { method: "POST", headers, body: form })).json();
  for (;;) {
    const { state } = await (await fetch(`${url}/v0/batch/jobs/${job}`, { headers })).json();
    if (state.status === "FAILED") throw new Error(state.message);
    if (state.status === "COMPLETED") break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }

  const [{ results }] = await (await fetch(`${url}/v0/batch/jobs/${job}/predictions`, { headers })).json();
  return { errors: results.errors, seconds: results.predictions[0]?.models.prosody.grouped_predictions[0]?.predictions.at(-1)?.time.end };
}

/** Talks by microphone: says something, hears the answer, and breaks in by speaking again. */
async function talk({ url, key, token, mimeType, sends }) {
  const socket = await clientFor({ url, key, token }).empathicVoice.chat.connect({ reconnectAttempts: 0, verboseTranscription: true });
  const inbox = new Inbox();
  socket.on("message", (message) => inbox.add(message));
  socket.on("error", (error) => inbox.add({ type: "error", code: "client", message: error.message }));
  socket.on("close", (event) => inbox.add({ type: "closed", message: `${event.code} ${event.reason}` }));
  await socket.waitForOpen();
  const metadata = await inbox.next("chat_metadata", (message) => message.type === "chat_metadata");

  const stream = await getAudioStream();
  const recorder = new MediaRecorder(stream, { mimeType: mimeType ?? getBrowserSupportedMimeType().mimeType });
  recorder.ondataavailable = async ({ data }) => {
    if (data.size === 0) return;
    if (sends === "frames") socket.socket.send(await data.arrayBuffer());
    else socket.sendAudioInput({ data: await convertBlobToBase64(data) });
  };
  const mute = (muted) => stream.getAudioTracks().forEach((track) => (track.enabled = !muted));
  recorder.start(PIECE);

  const interim = await inbox.next("interim user_message", (message) => message.type === "user_message" && message.interim);
  const first = await inbox.next("user_message", said);
  mute(true);
  const answer = await inbox.next("assistant_message", (message) => message.type === "assistant_message");
  const output = await inbox.next("audio_output", (message) => message.type === "audio_output");
  await inbox.next("assistant_end", (message) => message.type === "assistant_end");
  mute(false);
  await inbox.next("user_interruption", (message) => message.type === "user_interruption");
  const second = await inbox.next("user_message after the interruption", said);
  recorder.stop();
  stream.getTracks().forEach((track) => track.stop());
  socket.close();
  return {
    chatId: metadata.chatId,
    recorded: recorder.mimeType,
    interim: interim.message.content,
    first: first.message.content,
    scores: Object.keys(first.models.prosody?.scores ?? {}).length,
    answer: answer.message.content,
    seconds: await secondsOf(output.data),
    second: second.message.content,
  };
}

/** The older client, which voice apps of the first years have. */
async function older({ url, key, token }) {
  const auth = token ? { type: "accessToken", value: token } : { type: "apiKey", value: key };
  const client = VoiceClient.create({ auth, hostname: new URL(url).host, reconnectAttempts: 0, debug: false });
  const inbox = new Inbox();
  client.on("message", (message) => inbox.add(message));
  client.on("error", (error) => inbox.add({ type: "error", code: "client", message: error.message }));
  client.on("close", (event) => inbox.add({ type: "closed", message: `${event.code} ${event.reason}` }));
  client.connect();
  await inbox.next("chat_metadata", (message) => message.type === "chat_metadata");
  const stream = await getAudioStream();
  const recorder = new MediaRecorder(stream, { mimeType: "audio/webm" });
  recorder.ondataavailable = async ({ data }) => client.sendAudio(await data.arrayBuffer());
  recorder.start(PIECE);
  const heard = await inbox.next("user_message", said);
  recorder.stop();
  stream.getTracks().forEach((track) => track.stop());
  await inbox.next("assistant_message", (message) => message.type === "assistant_message");
  const output = await inbox.next("audio_output", (message) => message.type === "audio_output" || message.type === "audio");
  client.disconnect();
  return { heard: heard.message.content, bytes: output.data.byteLength ?? output.data.length };
}

/** Hume's React package, with its own recorder and player. */
async function react({ url, key, token }) {
  const auth = token ? { type: "accessToken", value: token } : { type: "apiKey", value: key };
  const seen = { statuses: [], messages: [], played: 0, interruptions: 0, errors: [] };
  let voice;
  function App() {
    voice = useVoice();
    useEffect(() => void seen.statuses.push(voice.status.value), [voice.status.value]);
    return createElement("p", null, `React package: ${voice.status.value}, ${voice.messages.length} messages`);
  }

  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  root.render(createElement(VoiceProvider, {
    onMessage: (message) => seen.messages.push(message),
    // The worklet would be loaded from a host of Hume.
    enableAudioWorklet: false,
    onError: (error) => seen.errors.push(`${error.type}: ${error.message}`),
    onAudioStart: () => seen.played++,
    onInterruption: () => seen.interruptions++,
  }, createElement(App)));
  const until = async (what, holds) => {
    const end = Date.now() + 20_000;
    while (!holds()) {
      if (seen.errors.length > 0) throw new Error(`React package: ${seen.errors.join("; ")}`);
      if (Date.now() > end) throw new Error(`React package: no ${what}. There were: ${seen.messages.map((m) => m.type).join(", ")}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const count = (matches) => seen.messages.filter(matches).length;
  await until("component", () => voice);
  await voice.connect({ auth, hostname: new URL(url).host });
  await until("user_message", () => count(said) > 0);
  voice.mute();
  await until("assistant_end", () => count((message) => message.type === "assistant_end") > 0);
  await until("sound that plays", () => seen.played > 0);
  voice.unmute();
  await until("user_interruption", () => count((message) => message.type === "user_interruption") > 0);
  await until("second user_message", () => count(said) > 1);
  await voice.disconnect();
  await until("disconnection", () => voice.status.value === "disconnected");
  root.unmount();
  return { statuses: seen.statuses, played: seen.played, interruptions: seen.interruptions, said: seen.messages.filter(said).map((message) => message.message.content) };
}

const functions = { rest, measure, talk, older, react };
const list = document.body.appendChild(document.createElement("ol"));

window.step = async (title, name, argument) => {
  const item = list.appendChild(document.createElement("li"));
  item.textContent = `${title} ...`;
  try {
    const result = await functions[name](argument);
    item.textContent = `${title}: ${JSON.stringify(result)}`;
    return result;
  } catch (error) {
    item.textContent = `${title}: FAILED, ${error.message}`;
    item.style.color = "red";
    throw error;
  }
};
