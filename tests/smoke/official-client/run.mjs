// Hume's own TypeScript client against a simulator or a server: what it sends must be accepted, and what it gets must be what it expects.
// Needs HUME_BASE_URL, HUME_API_KEY and HUME_SECRET_KEY. 0.16.0 has EVI and text-to-speech, 0.15.17 the last expression measurement.
import assert from "node:assert/strict";
import { Hume, HumeClient } from "hume";
import { HumeClient as MeasurementClient } from "hume-measurement";
import WebSocket from "ws";

const base = process.env.HUME_BASE_URL.replace(/\/$/, "");
const sockets = base.replace(/^http/, "ws");
const environment = { base, evi: `${sockets}/v0/evi`, tts: `${sockets}/v0/tts`, stream: `${sockets}/v0/stream` };
const options = { apiKey: process.env.HUME_API_KEY, environment };
const hume = new HumeClient(options);
const measurement = new MeasurementClient(options);

let calls = 0;
let messages = 0;
const faults = [];

/** A behaviour of the real service: a fault of one does not hide those of the others. */
async function behaves(what, check) {
  try {
    await withLimit(check(), what);
    console.log(`ok: ${what}`);
  } catch (error) {
    faults.push(what);
    console.log(`NOT OK: ${what}: ${error.message}`);
  }
}

async function call(what, promise, check = () => {}) {
  const result = await promise;
  check(result);
  calls++;
  console.log(`ok: ${what}`);
  return result;
}

async function all(pager) {
  const items = [];
  for await (const item of await pager) items.push(item);
  return items;
}

async function speech() {
  const request = { utterances: [{ text: "Hello from another client.", description: "calm" }], format: { type: "wav" } };
  const spoken = await call("tts.synthesizeJson", hume.tts.synthesizeJson(request), (r) => {
    assert.equal(r.generations.length, 1);
    assert.ok(r.generations[0].duration > 0.5);
    assert.equal(Buffer.from(r.generations[0].audio, "base64").subarray(0, 4).toString(), "RIFF");
  });
  await call("tts.synthesizeFile", bytes(hume.tts.synthesizeFile(request)), (b) => assert.equal(b.subarray(0, 4).toString(), "RIFF"));
  await call("tts.synthesizeFileStreaming", bytes(hume.tts.synthesizeFileStreaming(request)), (b) => assert.ok(b.length > 10_000));
  await call("tts.synthesizeJsonStreaming", collect(hume.tts.synthesizeJsonStreaming(request)), (items) => {
    assert.ok(items.length > 1);
    assert.ok(items.every((i) => i.type === "audio"));
    assert.ok(items.at(-1).isLastChunk);
  });
  const voice = await call(
    "tts.voices.create",
    hume.tts.voices.create({ generationId: spoken.generations[0].generationId, name: "made here" }),
    (v) => assert.equal(v.name, "made here"),
  );
  await call("tts.voices.list", all(hume.tts.voices.list({ provider: "CUSTOM_VOICE" })), (v) => assert.ok(v.some((x) => x.id === voice.id)));
  await call("tts.voices.list library", all(hume.tts.voices.list({ provider: "HUME_AI" })), (v) => assert.ok(v.length > 0));
  await call("tts with the voice", hume.tts.synthesizeJson({ utterances: [{ text: "Again.", voice: { id: voice.id } }] }));
  await call("tts.voices.delete", hume.tts.voices.delete({ name: "made here" }));
  await call("tts refuses an empty text", refused(hume.tts.synthesizeJson({ utterances: [{ text: "" }] })), (e) => assert.equal(e.statusCode, 422));
}

async function bytes(response) {
  return Buffer.from(await (await response).arrayBuffer());
}

async function collect(stream) {
  const items = [];
  for await (const item of await stream) items.push(item);
  return items;
}

async function refused(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("The call was expected to fail.");
}

async function configuration() {
  const evi = hume.empathicVoice;
  const tool = await call("tools.createTool", evi.tools.createTool({ name: "weather", parameters: '{"type":"object"}' }), (t) => assert.equal(t.version, 0));
  await call("tools.createToolVersion", evi.tools.createToolVersion(tool.id, { parameters: "{}" }), (t) => assert.equal(t.version, 1));
  await call("tools.listTools", all(evi.tools.listTools({ pageSize: 1 })), (t) => assert.ok(t.some((x) => x.id === tool.id)));
  await call("tools.listToolVersions", all(evi.tools.listToolVersions(tool.id, { restrictToMostRecent: false })), (t) => assert.equal(t.length, 2));
  await call("tools.updateToolName", evi.tools.updateToolName(tool.id, { name: "weather_report" }));
  await call("tools.updateToolDescription", evi.tools.updateToolDescription(tool.id, 1, { versionDescription: "second" }), (t) => assert.equal(t.versionDescription, "second"));
  await call("tools.getToolVersion", evi.tools.getToolVersion(tool.id, 1), (t) => assert.equal(t.name, "weather_report"));

  const prompt = await call("prompts.createPrompt", evi.prompts.createPrompt({ name: "kind", text: "Be kind." }), (p) => assert.equal(p.text, "Be kind."));
  await call("prompts.createPromptVersion", evi.prompts.createPromptVersion(prompt.id, { text: "Be brief." }), (p) => assert.equal(p.version, 1));
  await call("prompts.listPrompts", all(evi.prompts.listPrompts({ pageSize: 1 })), (p) => assert.ok(p.some((x) => x.id === prompt.id)));
  await call("prompts.listPromptVersions", evi.prompts.listPromptVersions(prompt.id, { restrictToMostRecent: false }), (p) => assert.equal(p.promptsPage.length, 2));
  await call("prompts.updatePromptName", evi.prompts.updatePromptName(prompt.id, { name: "brief" }));
  await call("prompts.getPromptVersion", evi.prompts.getPromptVersion(prompt.id, 0), (p) => assert.equal(p.name, "brief"));

  const config = await call(
    "configs.createConfig",
    evi.configs.createConfig({ name: "helper", eviVersion: "3", prompt: { id: prompt.id, version: 0 }, tools: [{ id: tool.id }] }),
    (c) => assert.equal(c.prompt.id, prompt.id),
  );
  await call("configs.createConfigVersion", evi.configs.createConfigVersion(config.id, { eviVersion: "3" }), (c) => assert.equal(c.version, 1));
  await call("configs.listConfigs", all(evi.configs.listConfigs({ pageSize: 1 })), (c) => assert.ok(c.some((x) => x.id === config.id)));
  await call("configs.listConfigVersions", all(evi.configs.listConfigVersions(config.id, { restrictToMostRecent: false })), (c) => assert.equal(c.length, 2));
  await call("configs.updateConfigName", evi.configs.updateConfigName(config.id, { name: "helper too" }));
  await call("configs.updateConfigDescription", evi.configs.updateConfigDescription(config.id, 1, { versionDescription: "second" }));
  await call("configs.getConfigVersion", evi.configs.getConfigVersion(config.id, 0), (c) => assert.equal(c.name, "helper too"));
  await behaves("S9 what does not exist is the error that the client has a type for", async () => {
    const error = await refused(evi.configs.getConfigVersion("00000000-0000-4000-8000-000000000000", 0));
    assert.ok(error instanceof Hume.empathicVoice.BadRequestError, `it is ${error.name} ${error.statusCode}`);
  });
  return { tool, prompt, config };
}

async function cleanUp({ tool, prompt, config }) {
  const evi = hume.empathicVoice;
  await call("configs.deleteConfigVersion", evi.configs.deleteConfigVersion(config.id, 1));
  await call("configs.deleteConfig", evi.configs.deleteConfig(config.id));
  await call("prompts.deletePrompt", evi.prompts.deletePrompt(prompt.id));
  await call("tools.deleteTool", evi.tools.deleteTool(tool.id));
}

async function history() {
  const evi = hume.empathicVoice;
  const chats = await call("chats.listChats", all(evi.chats.listChats({ pageSize: 5 })), (c) => assert.ok(c.length > 0));
  await call("chats.listChatEvents", all(evi.chats.listChatEvents(chats[0].id)), (e) => assert.ok(e.length > 0));
  await call("chats.getAudio", evi.chats.getAudio(chats[0].id), (a) => assert.equal(a.id, chats[0].id));
  const groups = await call("chatGroups.listChatGroups", all(evi.chatGroups.listChatGroups()), (g) => assert.ok(g.length > 0));
  await call("chatGroups.getChatGroup", evi.chatGroups.getChatGroup(groups[0].id), (g) => assert.equal(g.id, groups[0].id));
  await call("chatGroups.listChatGroupEvents", all(evi.chatGroups.listChatGroupEvents(groups[0].id)), (e) => assert.ok(e.length > 0));
  await call("chatGroups.getAudio", evi.chatGroups.getAudio(groups[0].id));
}

async function batch() {
  const jobs = measurement.expressionMeasurement.batch;
  const job = await call("batch.startInferenceJob", jobs.startInferenceJob({ text: ["How wonderful!"], models: { language: {} } }), (j) => assert.ok(j.jobId));
  for (;;) {
    const details = await jobs.getJobDetails(job.jobId);
    calls++;
    if (details.state.status === "COMPLETED") break;
    assert.notEqual(details.state.status, "FAILED");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await call("batch.getJobPredictions", jobs.getJobPredictions(job.jobId), (p) => {
    const emotions = p[0].results.predictions[0].models.language.groupedPredictions[0].predictions[0].emotions;
    assert.equal(emotions.length, 53);
  });
  await call("batch.getJobArtifacts", bytes(jobs.getJobArtifacts(job.jobId)), (b) => assert.equal(b.subarray(0, 2).toString(), "PK"));
  await call("batch.listJobs", jobs.listJobs({ status: ["COMPLETED"] }), (j) => assert.ok(j.some((x) => x.jobId === job.jobId)));
}

/** Hands out a socket's messages one after another, so that a test reads like the conversation. */
class Inbox {
  constructor(socket) {
    this.items = [];
    this.waiting = [];
    socket.on("message", (message) => {
      messages++;
      const take = this.waiting.shift();
      if (take) take(message);
      else this.items.push(message);
    });
  }

  next() {
    return this.items.length > 0 ? Promise.resolve(this.items.shift()) : new Promise((resolve) => this.waiting.push(resolve));
  }

  async until(type) {
    return (await this.collect((message) => message.type === type, type)).at(-1);
  }

  async collect(isLast, what = "such message") {
    const items = [];
    for (;;) {
      const message = await withLimit(this.next(), what);
      assert.notEqual(message.type, "error", JSON.stringify(message));
      items.push(message);
      if (isLast(message)) return items;
    }
  }
}

function withLimit(promise, what) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No ${what} came within 20 s.`)), 20_000);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

function pcm(milliseconds, sampleRate, loud) {
  const samples = Math.round((milliseconds * sampleRate) / 1000);
  const buffer = Buffer.alloc(samples * 2);
  for (let i = 0; i < samples; i++) buffer.writeInt16LE(loud ? Math.round(9000 * Math.sin((2 * Math.PI * 220 * i) / sampleRate)) : 0, i * 2);
  return buffer;
}

function wav(data, sampleRate) {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

async function chat(config) {
  const sessionSettings = { systemPrompt: "Be brief.", eventLimit: 300, variables: { name: "Ada", age: 30, member: true } };
  const socket = hume.empathicVoice.chat.connect({ configId: config.id, configVersion: 0, verboseTranscription: true, allowConnection: true, sessionSettings, reconnectAttempts: 0 });
  const inbox = new Inbox(socket);
  await withLimit(socket.waitForOpen(), "open");
  const metadata = await inbox.until("chat_metadata");
  assert.ok(metadata.chatId && metadata.chatGroupId);
  console.log("ok: chat opens with its ids");

  socket.sendUserInput("Good morning!");
  const answer = await inbox.until("assistant_message");
  assert.ok(answer.message.content.length > 0);
  const audio = await inbox.until("audio_output");
  assert.equal(Buffer.from(audio.data, "base64").subarray(0, 4).toString(), "RIFF");
  await inbox.until("assistant_end");
  console.log("ok: chat answers text with text and audio");

  socket.sendSessionSettings({ audio: { encoding: "linear16", sampleRate: 16000, channels: 1 } });
  for (let i = 0; i < 10; i++) socket.sendAudioInput({ data: pcm(100, 16000, true).toString("base64") });
  for (let i = 0; i < 10; i++) socket.sendAudioInput({ data: pcm(100, 16000, false).toString("base64") });
  const interim = await inbox.until("user_message");
  assert.equal(interim.interim, true);
  let user = interim;
  while (user.interim) user = await inbox.until("user_message");
  assert.equal(Object.keys(user.models.prosody.scores).length, 48);
  await inbox.until("assistant_end");
  console.log("ok: chat hears audio, tells what it hears so far and measures it (W5)");

  socket.sendUserInput("What is the weather like in Oslo?");
  const toolCall = await inbox.until("tool_call");
  socket.sendToolResponseMessage({ toolCallId: toolCall.toolCallId, content: "Sunny, 20 degrees." });
  const afterwards = await inbox.collect((m) => m.type === "assistant_message" && /Sunny/.test(m.message.content));
  await inbox.until("assistant_end");
  console.log("ok: chat calls a tool and uses its result");
  await behaves("S10 the answer to a tool of the user is not sent back", async () => assert.ok(afterwards.every((m) => m.type !== "tool_response")));

  await call("controlPlane.send", hume.empathicVoice.controlPlane.send(metadata.chatId, { type: "assistant_input", text: "From the side." }));
  await inbox.until("assistant_end");

  const side = await hume.empathicVoice.controlPlane.connect({ chat_id: metadata.chatId, reconnectAttempts: 0 });
  const sideInbox = new Inbox(side);
  await withLimit(side.waitForOpen(), "second connection");
  await behaves("S6 who joins a chat gets its history first", async () => {
    await sideInbox.collect((m) => m.type === "assistant_message" && m.message.content === answer.message.content);
    await sideInbox.collect((m) => m.type === "assistant_message" && /side/.test(m.message.content));
  });
  side.sendPublish({ type: "user_input", text: "And from beside it." });
  await sideInbox.collect((m) => m.type === "assistant_message" && /beside/.test(m.message.content));
  await sideInbox.until("assistant_end");
  await inbox.until("assistant_end");
  side.close();
  console.log("ok: a second connection takes part in the chat");

  socket.pauseAssistant();
  socket.resumeAssistant();
  socket.sendAssistantInput({ text: "Good bye." });
  await inbox.until("assistant_end");
  socket.close();
  console.log("ok: chat says what it is told to");

  await behaves("S2 the settings of a chat stand in its history as text", async () => {
    const events = (await all(hume.empathicVoice.chats.listChatEvents(metadata.chatId))).filter((e) => e.type === "SESSION_SETTINGS");
    const settings = JSON.parse(events[0].messageText);
    assert.equal(settings.type, "session_settings");
    assert.equal(settings.event_limit, 300);
    assert.deepEqual(settings.variables, { name: "Ada", age: "30", member: "true" });
    assert.equal(settings.system_prompt, "Be brief.");
  });
}

/** Recorders send what they have as binary frames: a WAV file whose header comes once, or raw samples. */
async function chatOfFrames() {
  const socket = hume.empathicVoice.chat.connect({ reconnectAttempts: 0 });
  const inbox = new Inbox(socket);
  await withLimit(socket.waitForOpen(), "open");
  const frames = wav(Buffer.concat([pcm(1000, 16000, true), pcm(1500, 16000, false)]), 16000);
  for (let at = 0; at < frames.length; at += 3200) socket.socket.send(frames.subarray(at, at + 3200));
  const heard = await inbox.until("user_message");
  assert.equal(Object.keys(heard.models.prosody.scores).length, 48);
  await inbox.until("assistant_end");
  socket.socket.send(Buffer.from(JSON.stringify({ type: "user_input", text: "In a frame." })));
  await inbox.collect((m) => m.type === "assistant_message" && /frame/i.test(m.message.content));
  socket.close();
}

/** The handshake succeeds: a browser could not read why it failed. */
async function chatThatIsNotThere() {
  const socket = hume.empathicVoice.chat.connect({ configId: "00000000-0000-4000-8000-000000000000", reconnectAttempts: 0 });
  const closed = new Promise((resolve) => socket.on("close", resolve));
  const inbox = new Inbox(socket);
  assert.equal((await inbox.next()).code, "E0709");
  assert.equal((await closed).code, 1008);
}

/** A voice of Hume's library, as its samples name it, must not cost a session its other settings. */
async function chatWithVoiceOfTheLibrary() {
  const socket = hume.empathicVoice.chat.connect({ sessionSettings: { voiceId: "9e068547-5ba4-4c8e-8e03-69282a008f04", systemPrompt: "Be brief." }, reconnectAttempts: 0 });
  const inbox = new Inbox(socket);
  await withLimit(socket.waitForOpen(), "open");
  socket.sendUserInput("Hello!");
  await inbox.until("assistant_end");
  socket.close();
}

async function streamedSpeech() {
  const socket = await hume.tts.streamInput.connect({ noBinary: true, formatType: "wav", instantMode: false, includeTimestampTypes: ["word"], reconnectAttempts: 0 });
  const inbox = new Inbox(socket);
  await withLimit(socket.waitForOpen(), "open");
  socket.sendPublish({ text: "Spoken while it is " });
  socket.sendPublish({ text: "being written." });
  socket.sendPublish({ flush: true });
  const audio = await inbox.until("audio");
  assert.ok(Buffer.from(audio.audio, "base64").length > 100);
  socket.sendPublish({ close: true });
  await inbox.until("timestamp");
  socket.close();
  console.log("ok: speech is streamed while the text is written");
}

async function speechWithoutVoice() {
  const socket = await hume.tts.streamInput.connect({ version: "2", instantMode: true, noBinary: true, formatType: "pcm", reconnectAttempts: 0 });
  const inbox = new Inbox(socket);
  await withLimit(socket.waitForOpen(), "open");
  socket.sendPublish({ text: "Nobody chose a voice for me." });
  socket.sendPublish({ flush: true });
  socket.sendPublish({ close: true });
  assert.ok(Buffer.from((await inbox.until("audio")).audio, "base64").length > 100);
  socket.close();
}

async function conversion() {
  const audio = new Blob([wav(pcm(2000, 16000, true), 16000)], { type: "audio/wav" });
  const [voice] = await all(hume.tts.voices.list({ provider: "HUME_AI" }));
  const request = { audio, voice: { id: voice.id, provider: "HUME_AI" }, format: { type: "wav" }, includeTimestampTypes: ["word", "phoneme"] };
  const items = await call("tts.convertVoiceJson", collect(hume.tts.convertVoiceJson(request)), (i) => assert.ok(i.some((x) => x.type === "audio")));
  await behaves("S11 a converted voice comes with the timestamps that were asked for", async () => {
    const kinds = items.filter((i) => i.type === "timestamp").map((i) => i.timestamp.type);
    assert.ok(kinds.includes("word") && kinds.includes("phoneme"), `only ${kinds}`);
  });
  await call("tts.convertVoiceFile", bytes(hume.tts.convertVoiceFile(request)), (b) => assert.equal(b.subarray(0, 4).toString(), "RIFF"));
}

/** What pages and plain HTTP clients do around the package. */
async function besideThePackage() {
  const key = options.apiKey;
  await behaves("S8 a wrong key is refused as the gateway did", async () => {
    const error = await refused(new HumeClient({ apiKey: "wrong", environment }).tts.voices.list({ provider: "HUME_AI" }));
    assert.equal(error.statusCode, 401);
    assert.equal(error.body.fault.detail.errorcode, "oauth.v2.InvalidApiKey");
    assert.ok(error.body.fault.faultstring.length > 0);
  });
  await behaves("S13 an address may end in a slash", async () => {
    const answer = await fetch(`${base}/v0/evi/configs/`, { headers: { "X-Hume-Api-Key": key } });
    assert.ok(Array.isArray((await answer.json()).configs_page));
  });
  await behaves("S13 Octave 2 takes a description, and voices of the library", async () => {
    const voice = { id: "9e068547-5ba4-4c8e-8e03-69282a008f04", provider: "HUME_AI" };
    await hume.tts.synthesizeJson({ version: "2", utterances: [{ text: "Slowly.", description: "slow", voice }] });
  });
  await behaves("W4 a page asks before it calls, without a key", async () => {
    const headers = { Origin: "https://page.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,x-hume-api-key,x-fern-language" };
    const answer = await fetch(`${base}/v0/tts`, { method: "OPTIONS", headers });
    assert.ok(answer.ok, String(answer.status));
    assert.match(answer.headers.get("access-control-allow-origin") ?? "", /^(\*|https:\/\/page\.example)$/);
    assert.match(answer.headers.get("access-control-allow-headers")?.toLowerCase() ?? "", /x-hume-api-key/);
    const denied = await fetch(`${base}/v0/tts/voices?provider=HUME_AI`, { headers: { Origin: "https://page.example" } });
    assert.equal(denied.status, 401);
    assert.ok(denied.headers.has("access-control-allow-origin"));
  });
  await behaves("W2 an address that ends in a slash gives two", () => opens(`${sockets}//v0/evi/chat?api_key=${key}`));
  await behaves("W3 the older client names its query apiKey", () => opens(`${sockets}/v0/evi/chat?apiKey=${key}`));
  await behaves("W3 the older client names its query accessToken", async () => {
    const answer = await fetch(`${base}/oauth2-cc/token`, {
      method: "POST",
      headers: { Authorization: `Basic ${Buffer.from(`${key}:${process.env.HUME_SECRET_KEY}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    await opens(`${sockets}/v0/evi/chat?accessToken=${(await answer.json()).access_token}`);
  });
  for (const name of ["api_key", "apiKey", "apikey"]) {
    await behaves(`S7 the expression stream takes ${name}`, () => opens(`${sockets}/v0/stream/models?${name}=${key}`));
  }
}

function opens(address) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    socket.on("open", () => (socket.close(), resolve()));
    socket.on("error", reject);
  });
}

async function expressionStream() {
  // The package's own wrapper of the stream has its address built in; the client below it takes the environment, but is not exported.
  const file = "./node_modules/hume-measurement/dist/esm/api/resources/expressionMeasurement/resources/stream/resources/stream/client/Client.mjs";
  const { StreamClient } = await import(new URL(file, import.meta.url));
  const socket = await new StreamClient(options).connect({ "X-Hume-Api-Key": options.apiKey, reconnectAttempts: 0 });
  const inbox = new Inbox(socket);
  await withLimit(socket.waitForOpen(), "open");
  socket.sendPublish({ data: "I am so glad you came!", rawText: true, models: { language: {} }, payloadId: "first" });
  const result = await withLimit(inbox.next(), "predictions");
  assert.equal(result.payloadId, "first");
  assert.equal(result.language.predictions[0].emotions.length, 53);
  await behaves("S12 a job has an id of 32 digits, and words keep their punctuation", async () => {
    socket.sendPublish({ data: "This is a Test!", rawText: true, models: { language: { granularity: "word" } }, jobDetails: true });
    const words = await withLimit(inbox.next(), "predictions");
    assert.match(words.jobDetails.jobId, /^[0-9a-f]{32}$/);
    assert.ok(words.language.predictions.some((p) => p.text === "Test!"));
  });
  socket.sendPublish({ data: "x".repeat(10_001), rawText: true, models: { language: {} } });
  assert.equal((await withLimit(inbox.next(), "error")).code, "E0206");
  socket.close();
  console.log("ok: text is measured as it comes, and too much of it refused");
}

await speech();
await conversion();
const made = await configuration();
await chat(made.config);
await behaves("S4 sound and messages may come in binary frames", chatOfFrames);
await behaves("S13 a voice of the library leaves the other settings of a session as they are", chatWithVoiceOfTheLibrary);
await behaves("S9 a chat whose config does not exist is told so", chatThatIsNotThere);
await history();
await batch();
await streamedSpeech();
await behaves("S5 the input stream speaks without a voice", speechWithoutVoice);
await expressionStream();
await besideThePackage();
await cleanUp(made);
console.log(`${calls} calls and ${messages} messages worked`);
assert.ok(calls + messages >= 40);
assert.deepEqual(faults, []);
process.exit(0);
