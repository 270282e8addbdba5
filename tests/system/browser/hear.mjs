// Plays sentences that flite speaks to the microphone of the server's page in headless Chromium, and compares what comes back: the median word error rate is 0.20 at most.
//   node hear.mjs <file with a sentence in each line>
// Needs HUME_PAGE_URL, a fresh link of the page, and flite.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser } from "./browser.mjs";

const MOST = 0.2;
const PAUSE = 2;
const sentences = readFileSync(process.argv[2], "utf8").split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
const folder = mkdtempSync(join(tmpdir(), "hear-"));
const browser = await speakInto(join(folder, "microphone.wav"));
try {
  const page = await browser.newPage();
  const heard = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => {
    const message = payload.toString().startsWith('{"type":"user_message"') ? JSON.parse(payload) : null;
    if (message && !message.interim) heard.push({ text: message.message.content, middle: (message.time.begin + message.time.end) / 2000 });
  }));
  await page.goto(process.env.HUME_PAGE_URL);
  await page.getByRole("button", { name: "Start" }).and(page.locator(":enabled")).click();
  await page.getByRole("button", { name: "Microphone" }).and(page.locator(":enabled")).click();
  await page.waitForTimeout((sentences.at(-1).until + 3) * 1000);
  // A computer under load hears later.
  for (let patience = 60; patience > 0 && !heard.some(({ middle }) => middle > sentences.at(-2).until); patience--) await page.waitForTimeout(1000);

  const rates = sentences.map(({ text, until }, index) => {
    const from = sentences[index - 1]?.until ?? 0;
    const words = heard.filter(({ middle }) => middle >= from && middle < until).map((message) => message.text).join(" ");
    const rate = errorRate(wordsOf(text), wordsOf(words));
    console.log(`${rate.toFixed(2)}  ${text}  =>  ${words}`);
    return rate;
  });
  const median = rates.toSorted((one, other) => one - other)[Math.floor(rates.length / 2)];
  const mean = rates.reduce((sum, rate) => sum + rate) / rates.length;
  console.log(`${rates.length} sentences through Chromium: median word error rate ${median.toFixed(2)}, mean ${mean.toFixed(2)}`);
  process.exitCode = median <= MOST ? 0 : 1;
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Writes the sentences into one recording with pauses, notes the middle of the pause after each, and opens a browser that hears them once. */
async function speakInto(file) {
  const rate = 16_000;
  const pieces = [Buffer.alloc(rate * PAUSE)];
  let seconds = PAUSE / 2;
  sentences.forEach((text, index) => {
    const spoken = join(folder, "spoken.wav");
    execFileSync("flite", ["-voice", "rms", "-t", text, "-o", spoken]);
    const wave = readFileSync(spoken);
    if (wave.readUInt32LE(24) !== rate) throw new Error(`flite speaks at ${wave.readUInt32LE(24)} Hz.`);
    const samples = wave.subarray(44);
    pieces.push(samples, Buffer.alloc(rate * 2 * PAUSE));
    seconds += samples.length / 2 / rate + PAUSE;
    sentences[index] = { text, until: seconds - PAUSE / 2 };
  });
  const data = Buffer.concat(pieces);
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(data.length, 40);
  writeFileSync(file, Buffer.concat([header, data]));
  return openBrowser(join(folder, "profile"), `${file}%noloop`);
}

function wordsOf(text) {
  return text.toLowerCase().replace(/[^a-z0-9' ]/g, " ").split(/\s+/).filter(Boolean);
}

/** The words that were added, lost or replaced, for each word that was said. */
function errorRate(said, heard) {
  let row = said.map((_, index) => index + 1);
  row.unshift(0);
  for (const [index, word] of heard.entries()) {
    const next = [index + 1];
    for (let i = 0; i < said.length; i++) next.push(Math.min(next[i] + 1, row[i + 1] + 1, row[i] + (said[i] === word ? 0 : 1)));
    row = next;
  }
  return row[said.length] / said.length;
}
