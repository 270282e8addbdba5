// Opens a page in headless Chromium that records a fake microphone and talks to the server over TLS with Hume's own clients; before that, sends files that ffmpeg decodes.
// Needs HUME_BASE_URL, HUME_API_KEY and HUME_SECRET_KEY of a server, CERTIFICATE and CERTIFICATE_KEY for the page's own origin, and NODE_EXTRA_CA_CERTS to trust the server.
//   node run.mjs <WAV file for the microphone> <file for a screenshot> <folder of recordings>
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { openBrowser } from "./browser.mjs";

const [microphone, screenshot, recordings] = process.argv.slice(2);
const server = { url: process.env.HUME_BASE_URL.replace(/\/$/, ""), key: process.env.HUME_API_KEY, secret: process.env.HUME_SECRET_KEY };
assert.ok(server.url.startsWith("https://"), "the server must speak TLS");

const bundle = await build({
  entryPoints: [join(import.meta.dirname, "page.jsx")], bundle: true, write: false, format: "iife", platform: "browser", loader: { ".jsx": "jsx" }, logLevel: "error",
  define: { "process.env.NODE_ENV": '"production"', global: "window" },
});
const html = '<!doctype html><meta charset="utf-8"><title>Voice in a browser</title><body style="font: 14px sans-serif; overflow-wrap: anywhere"><h1>Voice in a browser</h1><script src="page.js"></script>';
const pages = createServer({ cert: readFileSync(process.env.CERTIFICATE), key: readFileSync(process.env.CERTIFICATE_KEY) }, (request, response) => {
  const isScript = request.url === "/page.js";
  response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html").end(isScript ? bundle.outputFiles[0].contents : html);
});
await new Promise((resolve) => pages.listen(0, "127.0.0.1", resolve));

const profile = mkdtempSync(join(tmpdir(), "chromium-"));
const browser = await openBrowser(profile, microphone, "--ignore-certificate-errors");

let passed = 0;
let failed = 0;

/** Each recording holds the same half second of speech, and becomes half a second of another voice. */
for (const name of ["ffmpeg-aac-index-at-end.m4a", "ffmpeg-aac-fragmented.mp4", "ffmpeg.mp3", "ffmpeg-vorbis.webm", "chromium-mediarecorder-opus.mp4", "ffmpeg-opus-mono.ogg"]) {
  const form = new FormData();
  form.append("voice", JSON.stringify({ name: "Vince Douglas", provider: "HUME_AI" }));
  form.append("format", JSON.stringify({ type: "pcm" }));
  form.append("audio", new Blob([readFileSync(join(recordings, name))]), name);
  const answer = await fetch(`${server.url}/v0/tts/voice_conversion/file`, { method: "POST", headers: { "X-Hume-Api-Key": server.key }, body: form });
  const seconds = answer.ok ? (await answer.arrayBuffer()).byteLength / 2 / 48_000 : await answer.text();
  const isRight = name.startsWith("chromium") ? seconds > 0.6 && seconds < 1.2 : seconds > 0.4 && seconds < 0.65;
  isRight ? passed++ : failed++;
  console.log(`${isRight ? "ok" : "NOT OK"}: ${name} is converted: ${seconds} s`);
}

try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.log(`page: ${error.message}`));
  if (process.env.VERBOSE) page.on("console", (message) => console.log(`page: ${message.text()}`));
  await page.goto(`https://localhost:${pages.address().port}/`);

  /** A step of the page; one that fails does not hide the others. */
  const step = async (title, name, argument, check) => {
    try {
      const result = await page.evaluate(([title, name, argument]) => window.step(title, name, argument), [title, name, { ...server, ...argument }]);
      check(result);
      passed++;
      console.log(`ok: ${title}: ${JSON.stringify(result)}`);
    } catch (error) {
      failed++;
      console.log(`NOT OK: ${title}: ${error.message}`);
    }
  };
  const token = await page.evaluate(async ({ url, key, secret }) => {
    const body = new URLSearchParams({ grant_type: "client_credentials" });
    const answer = await fetch(`${url}/oauth2-cc/token`, { method: "POST", headers: { Authorization: `Basic ${btoa(`${key}:${secret}`)}` }, body });
    return (await answer.json()).access_token;
  }, server);

  const talked = (result) => {
    assert.match(result.chatId, /^[0-9a-f-]{36}$/);
    assert.ok(result.first.startsWith(result.interim), "interim words are the beginning of the message");
    assert.ok(result.first.includes(" ") && result.second.includes(" ") && result.answer.length > 0);
    assert.equal(result.scores, 48);
    assert.ok(result.seconds > 0.05, `the answer lasts ${result.seconds} s`);
  };
  await step("W4 REST from a page, with a preflight for each call", "rest", {}, (result) => {
    assert.ok(result.voices > 0 && result.seconds > 0.5 && result.token === "string");
    assert.equal(result.refused, 401);
    assert.ok(result.convertedChunks > 0);
  });
  await step("A recording of the page is measured", "measure", {}, (result) => {
    assert.deepEqual(result.errors, []);
    assert.ok(result.seconds > 1.5 && result.seconds < 3, `it lasts ${result.seconds} s`);
  });
  await step("W1 WebM/Opus as binary frames, by key", "talk", { sends: "frames" }, (result) => {
    assert.match(result.recorded, /webm/);
    talked(result);
  });
  await step("W1 WebM/Opus as audio_input, by token", "talk", { sends: "messages", token }, talked);
  await step("W1 MP4 as binary frames, decoded by ffmpeg", "talk", { sends: "frames", mimeType: "audio/mp4" }, (result) => {
    assert.match(result.recorded, /mp4/);
    talked(result);
  });
  await step("W3 the older client, by key", "older", {}, (result) => assert.ok(result.heard.includes(" ") && result.bytes > 1000));
  await step("W3 the older client, by token", "older", { token }, (result) => assert.ok(result.heard.includes(" ")));
  const spoke = (result) => {
    assert.deepEqual(result.statuses, ["disconnected", "connecting", "connected", "disconnected"]);
    assert.ok(result.played > 0 && result.interruptions > 0 && result.said.length > 1);
  };
  await step("W5 Hume's React package, by key", "react", {}, spoke);
  await step("W5 Hume's React package, by token", "react", { token }, spoke);
  await page.screenshot({ path: screenshot, fullPage: true });
} finally {
  await browser.close();
  pages.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
