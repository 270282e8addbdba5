// Talks on the page of the sample WebVoice in headless Chromium: a fake microphone speaks, the assistant is heard, and interrupted.
//   node web-voice.mjs <WAV file for the microphone> <file for a screenshot>
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser } from "./browser.mjs";
import { startSample, waitFor } from "./program.mjs";

const [microphone, screenshot] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LIMIT = 120_000;

const sample = await startSample("WebVoice");
const profile = mkdtempSync(join(tmpdir(), "chromium-"));
const browser = await openBrowser(profile, microphone);
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(LIMIT);
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => request.url().startsWith(sample.address) || faults.push(`asks for ${request.url()}`));
  // The answers of the simulator are short: that sound was stopped tells an interruption from an end.
  await page.addInitScript(() => {
    const { stop } = AudioBufferSourceNode.prototype;
    window.stopped = 0;
    AudioBufferSourceNode.prototype.stop = function (...when) {
      window.stopped++;
      stop.apply(this, when);
    };
  });
  await page.setViewportSize({ width: 1200, height: 640 });
  await page.goto(sample.address);
  await checkAccess(page);
  console.log("ok: the page has nothing that keeps anyone out, and nothing of other hosts");

  await page.getByRole("button", { name: "Start" }).click();
  const transcript = page.getByRole("log", { name: "Transcript" });
  const spoken = page.getByRole("meter", { name: "Assistant" });
  await transcript.locator(".you .emotions li").nth(2).waitFor();
  await waitFor(() => spoken.evaluate((meter) => meter.value), (level) => level > 0.05, "the answer is heard");
  await transcript.locator(".assistant .emotions li").nth(2).waitFor();
  console.log(`ok: it hears and answers aloud: ${(await transcript.locator(".assistant").first().textContent()).trim()}`);

  await transcript.getByText("You interrupted the assistant.").first().waitFor();
  await waitFor(() => page.evaluate(() => window.stopped), (count) => count > 0, "what it says is stopped");
  await waitFor(() => spoken.evaluate((meter) => meter.value), (level) => level === 0, "it is silent");
  console.log("ok: who speaks interrupts the assistant, which falls silent");

  await page.getByRole("button", { name: "Mute" }).click();
  await waitFor(() => page.getByRole("meter", { name: "You" }).evaluate((meter) => meter.value), (level) => level === 0, "a muted microphone is silent");
  await page.getByLabel("Message to the assistant").fill("What will the weather be like in Oslo?");
  await page.keyboard.press("Enter");
  const answered = transcript.locator(".you", { hasText: "Oslo" }).locator("xpath=following-sibling::*[contains(@class, 'assistant')]");
  await answered.locator(".emotions").first().waitFor();
  await page.screenshot({ path: screenshot });
  await checkAccess(page);
  console.log("ok: muted, one types");

  await page.setViewportSize({ width: 360, height: 640 });
  await page.emulateMedia({ colorScheme: "dark" });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than a phone");
  assert.ok(await page.getByRole("button", { name: "Mute" }).isVisible());
  await checkAccess(page);
  await page.screenshot({ path: screenshot.replace(/\.png$/, " phone.png") });
  console.log("ok: it fits a phone, in the dark as well");

  await page.getByRole("button", { name: "End", exact: true }).click();
  await page.getByRole("status").getByText("Not connected").waitFor();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("status").getByText("Listening").waitFor();
  assert.deepEqual(faults, []);
  console.log("ok: it ends, and begins again without an error");

  assert.equal(await sample.stop(), 0);
  await page.getByRole("alert").getByText("Press Start to try again.").waitFor();
  console.log("ok: a page whose app is gone says so");
} finally {
  await browser.close();
  await sample.stop();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** Nothing that axe takes for serious or critical. */
async function checkAccess(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`), []);
}
