// Talks with the assistant on the server's own page in headless Chromium: a fake microphone plays questions, the assistant is heard, interrupted, and calls a tool.
//   node talk.mjs <WAV file for the microphone> <file for a screenshot>
// Needs HUME_PAGE_URL, a fresh link of the page, and HUME_BASE_URL and HUME_API_KEY of its server.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser } from "./browser.mjs";

const [microphone, screenshot] = process.argv.slice(2);
const { HUME_PAGE_URL: link, HUME_BASE_URL: server, HUME_API_KEY: key } = process.env;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LIMIT = 60_000;

const profile = mkdtempSync(join(tmpdir(), "chromium-"));
const browser = await openBrowser(profile, microphone);
let passed = 0;

try {
  const config = await createConfig();
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.setViewportSize({ width: 1280, height: 900 });

  await page.goto(link);
  await page.getByRole("button", { name: "Start" }).and(page.locator(":enabled")).waitFor({ timeout: LIMIT });
  assert.equal(new URL(page.url()).hash, "", "the code is gone from the address");
  assert.ok(!(await page.content()).includes(key), "the page has no key");
  ok("the link lets the page in, and no key is on it");

  await page.reload();
  await page.getByRole("button", { name: "Start" }).and(page.locator(":enabled")).waitFor({ timeout: LIMIT });
  ok("the page survives a reload");
  await checkAccess(page, "before a conversation");

  await page.getByLabel("Config", { exact: true }).selectOption({ label: config.name });
  await page.getByRole("button", { name: "Start" }).focus();
  await page.keyboard.press("Enter");
  await waitFor(() => page.getByRole("meter", { name: "Assistant" }).evaluate((meter) => meter.value), (level) => level > 0.05, "the greeting is heard");
  ok("the assistant greets aloud");

  await page.getByRole("button", { name: "Microphone" }).click();
  const transcript = page.getByRole("log", { name: "Transcript" });
  await transcript.getByText("You interrupted the assistant.").waitFor({ timeout: LIMIT });
  await waitFor(() => page.getByRole("meter", { name: "Assistant" }).evaluate((meter) => meter.value), (level) => level === 0, "it is silent");
  ok("who speaks interrupts the assistant, which falls silent");

  await transcript.locator(".user").first().waitFor({ timeout: LIMIT });
  ok(`it hears: ${await transcript.locator(".user").first().textContent()}`);
  const chart = page.getByRole("img", { name: /^Highest in the last message: \w+/ });
  await chart.locator("polyline").first().waitFor({ state: "attached", timeout: LIMIT });
  await waitFor(() => page.locator("#scores tr").count(), (rows) => rows >= 3, "three messages are measured");
  ok(`the chart shows it: ${await page.locator("#chart-text").textContent()}`);
  await page.locator("#turns tr", { hasText: "spoken" }).first().waitFor({ timeout: LIMIT });
  ok(`the latency of a spoken turn: ${(await page.locator("#turns tr", { hasText: "spoken" }).first().locator("td").allTextContents()).join(", ")} ms`);

  await page.getByText("Define a tool").click();
  await page.getByRole("button", { name: "Define" }).click();
  await page.getByText("Define a tool").click();
  const call = page.getByRole("article", { name: "Call of get_weather" }).first();
  await call.waitFor({ timeout: LIMIT });
  await page.getByRole("button", { name: "Microphone" }).click();
  await settled(() => transcript.locator(".user").count());
  ok(`what was asked calls the tool with ${(await call.getByLabel("Parameters").textContent()).replace(/\s+/g, " ")}`);
  await call.getByLabel("Answer").fill("Sunny and twenty degrees.");
  await page.screenshot({ path: screenshot, fullPage: true });
  await call.getByRole("button", { name: "Answer" }).click();
  await transcript.locator(".assistant", { hasText: "Sunny and twenty degrees" }).first().waitFor({ timeout: LIMIT });
  ok("the answer of the tool is spoken");
  await checkAccess(page, "in a conversation");

  for (const [button, check] of [
    ["Save transcript as text", (text) => assert.match(text, /You: .+\n[^]*Assistant: /)],
    ["Save as JSON", (text) => assert.ok(JSON.parse(text).some((entry) => entry.role === "user" && entry.scores))],
  ]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
    check(readFileSync(await download.path(), "utf8"));
  }
  ok("the transcript is saved as text and as JSON");

  for (const [name, set] of [
    ["at the width of a phone", () => page.setViewportSize({ width: 360, height: 740 })],
    ["dark", () => page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" })],
  ]) {
    await set();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing is wider than the page ${name}`);
    await checkAccess(page, name);
    await page.screenshot({ path: screenshot.replace(/\.png$/, ` ${name}.png`), fullPage: true });
  }

  await page.getByRole("button", { name: "End", exact: true }).click();
  await page.getByRole("button", { name: "Start" }).waitFor({ timeout: LIMIT });
  assert.deepEqual(faults, []);
  ok("it ends, and the page had no error");

  const stranger = await browser.newPage();
  await stranger.goto(link);
  await stranger.getByRole("alert").getByText("used already").waitFor({ timeout: LIMIT });
  await checkAccess(stranger, "that asks for the key");
  await stranger.getByLabel("API key of the server").fill("wrong");
  await stranger.keyboard.press("Enter");
  await stranger.getByRole("alert").getByText("not the API key").waitFor({ timeout: LIMIT });
  await stranger.getByLabel("API key of the server").fill(key);
  await stranger.keyboard.press("Enter");
  await stranger.getByRole("button", { name: "Start" }).and(stranger.locator(":enabled")).waitFor({ timeout: LIMIT });
  assert.ok(!(await stranger.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }) + document.documentElement.outerHTML)).includes(key));
  ok("a used link lets nobody in, the key does, and is not kept");
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

console.log(`${passed} passed`);

function ok(what) {
  passed++;
  console.log(`ok: ${what}`);
}

/** A config that greets with a long text, so that there is something to interrupt. */
async function createConfig() {
  const greeting = `Hello, and welcome. ${"I have a long story to tell before you ask me anything at all. It goes on and on. ".repeat(8)}`;
  const answer = await fetch(`${server}/v0/evi/configs`, {
    method: "POST",
    headers: { "X-Hume-Api-Key": key, "Content-Type": "application/json" },
    body: JSON.stringify({ name: `Greets ${process.pid}`, evi_version: "3", event_messages: { on_new_chat: { enabled: true, text: greeting } } }),
  });
  assert.ok(answer.ok, await answer.clone().text());
  return answer.json();
}

async function waitFor(read, isRight, what) {
  const end = Date.now() + LIMIT;
  let value;
  do {
    value = await read();
    if (isRight(value)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  assert.fail(`${what}: still ${value}`);
}

/** Waits until nothing has changed for five seconds: a computer under load hears later. */
async function settled(read) {
  for (let [last, since] = [await read(), Date.now()]; Date.now() < since + 5_000; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const value = await read();
    if (value !== last) [last, since] = [value, Date.now()];
  }
}

/** Nothing that axe takes for serious or critical. */
async function checkAccess(page, when) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`), []);
  ok(`axe finds nothing serious on the page ${when} (${violations.length} lesser findings${violations.map(({ id }) => ` ${id}`).join("")})`);
}
