// Uses the sample BlazorWasm in headless Chromium: lists voices, hears a text, chats by text.
//   node blazor-wasm.mjs <file for a screenshot>
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { startSample, waitFor } from "./program.mjs";

const [screenshot] = process.argv.slice(2);
const sample = await startSample("BlazorWasm");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(180_000);
  const faults = [];
  const sockets = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("websocket", (socket) => sockets.push(new URL(socket.url())));
  await page.setViewportSize({ width: 1200, height: 550 });
  await page.goto(sample.address);

  await page.getByLabel("Voice").locator("option").nth(5).waitFor({ state: "attached" });
  const voices = await page.getByLabel("Voice").locator("option").allTextContents();
  await page.getByLabel("Voice").selectOption(voices[3]);
  console.log(`ok: the voices of the server: ${voices.join(", ")}`);

  await page.getByRole("button", { name: "Speak" }).click();
  await page.getByRole("status").getByText(/^[2-9]\d* chunks, /).waitFor();
  const level = () => page.evaluate(async () => (await import("/sound.js")).level());
  await waitFor(level, (value) => value > 0.02, "the text is heard");
  console.log(`ok: the text is heard in ${await page.getByRole("status").textContent()}`);

  await page.getByLabel("Message to EVI").fill("Good morning! I slept wonderfully.");
  await page.keyboard.press("Enter");
  const transcript = page.getByRole("log", { name: "Transcript" });
  await transcript.locator(".you").getByText("I slept wonderfully").waitFor();
  await transcript.locator(".assistant .emotions").first().waitFor();
  await page.getByLabel("Message to EVI").fill("What will the weather be like in Oslo?");
  await page.keyboard.press("Enter");
  await transcript.locator(".you").getByText("Oslo").waitFor();
  await waitFor(() => transcript.locator(".assistant .emotions").count(), (count) => count === 2, "both are answered");
  assert.equal(sockets.length, 1);
  assert.ok(sockets[0].searchParams.get("access_token"), "the token is in the address of the WebSocket");
  assert.equal(sockets[0].searchParams.get("api_key"), null);
  console.log("ok: EVI answers, by an access token");

  await page.screenshot({ path: screenshot });
  await page.setViewportSize({ width: 360, height: 640 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than a phone");
  assert.deepEqual(faults, []);
  assert.equal(await sample.stop(), 0);
  console.log("ok: it fits a phone, and had no error");
} finally {
  await browser.close();
  await sample.stop();
}
