// Opens the server's own page in headless Chromium and lets go wrong what goes wrong for users: each time the page says what to do, and goes on.
//   node mishaps.mjs
// Needs HUME_PAGE_URL, a fresh link of the page, and HUME_BASE_URL and HUME_API_KEY of its server.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const { HUME_PAGE_URL: link, HUME_BASE_URL: server, HUME_API_KEY: key } = process.env;
const MARKUP = '<img src=x onerror="window.wasRun = true">';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required", "--use-fake-device-for-media-stream"],
});
let passed = 0;
let failed = 0;

await attempt("a used link lets a tab in that had been let in, and a fresh one counts in a tab that is open", async ({ page }) => {
  await page.goto(server);
  await page.getByLabel("API key of the server").waitFor();
  await page.goto(link);
  await started(page);
  await page.goto("about:blank");
  await page.goto(link);
  await started(page);
}, { isEntered: false });

await attempt("a microphone that is not allowed leaves typing", async ({ page }) => {
  await start(page);
  await page.getByRole("button", { name: "Microphone" }).click();
  await page.getByRole("alert").getByText("allow it for this page").waitFor();
  assert.equal(await page.getByRole("button", { name: "Microphone" }).getAttribute("aria-pressed"), "false");
  await type(page, "Hello");
  await page.locator("#transcript .assistant").first().waitFor();
});

await attempt("who presses Microphone twice before it is allowed is not listened to", async ({ page, context }) => {
  await context.grantPermissions(["microphone"]);
  await page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    window.streams = [];
    navigator.mediaDevices.getUserMedia = async (what) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const stream = await open(what);
      window.streams.push(stream);
      return stream;
    };
  });
  await page.reload();
  await start(page);
  const microphone = page.getByRole("button", { name: "Microphone" });
  await microphone.click();
  await microphone.click();
  await page.waitForFunction(() => window.streams.length > 0);
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.streams.flatMap((stream) => stream.getTracks()).filter((track) => track.readyState === "live").length), 0);
  assert.equal(await microphone.getAttribute("aria-pressed"), "false");

  await microphone.click();
  await page.getByRole("button", { name: "End", exact: true }).click();
  await page.waitForFunction(() => window.streams.length > 1);
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.streams.flatMap((stream) => stream.getTracks()).filter((track) => track.readyState === "live").length), 0);
  assert.equal(await page.getByRole("status").first().textContent(), "Not connected");
});

await attempt("a token that no longer counts asks for the key", async ({ page }) => {
  await page.route("**/page/token", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), access_token: "of-another-server" } });
  });
  await page.reload();
  await started(page);
  await page.unroute("**/page/token");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByLabel("API key of the server").fill(key);
  await page.keyboard.press("Enter");
  await start(page);
});

await attempt("a server that is gone is named, and the conversation can be started when it is back", async ({ page }) => {
  await start(page);
  await page.getByRole("button", { name: "End", exact: true }).click();
  await page.routeWebSocket(/\/v0\/evi\/chat/, (socket) => socket.close({ code: 1006 }));
  await page.route("**/page/token", (route) => route.abort());
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("alert").getByText("The server cannot be reached. Check that it runs, then press Start.").waitFor();
  assert.ok(await page.getByLabel("API key of the server").isHidden());
  await page.unroute("**/page/token");
  await page.routeWebSocket(/\/v0\/evi\/chat/, (socket) => socket.connectToServer());
  await start(page);
});

await attempt("who ends before there is a connection sees no error", async ({ page }) => {
  await page.routeWebSocket(/\/v0\/evi\/chat/, () => {});
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: "End", exact: true }).click();
  await page.getByRole("button", { name: "Start" }).waitFor();
  assert.ok(await page.getByRole("alert").isHidden());
});

await attempt("a call that waits says so when the conversation ends", async ({ page }) => {
  const socket = await fake(page);
  await start(page);
  socket.send({ type: "tool_call", name: MARKUP, parameters: "this is no JSON {", response_required: true, tool_call_id: "1", tool_type: "function" });
  await page.locator(".call").getByText("this is no JSON {").waitFor();
  await page.getByRole("button", { name: "End", exact: true }).click();
  await page.locator(".call").getByText("The conversation ended before there was an answer.").waitFor();
  assert.equal(await page.locator(".call button").count(), 0);
});

await attempt("markup in what is said and named stays text", async ({ page }) => {
  const created = await fetch(`${server}/v0/evi/configs`, {
    method: "POST",
    headers: { "X-Hume-Api-Key": key, "Content-Type": "application/json" },
    body: JSON.stringify({ name: MARKUP, evi_version: "3" }),
  });
  assert.ok(created.ok, await created.text());
  await page.reload();
  await started(page);
  await page.locator("#config option", { hasText: "<img" }).first().waitFor({ state: "attached" });
  await start(page);
  await type(page, MARKUP);
  await page.locator("#transcript .user", { hasText: MARKUP }).waitFor();
  assert.equal(await page.locator("main img").count(), 0);
  assert.ok(!(await page.evaluate(() => window.wasRun)));
});

await attempt("two hundred turns scroll, and leave alone who reads further up", async ({ page }) => {
  const socket = await fake(page);
  await start(page);
  for (let turn = 1; turn <= 200; turn++) socket.turn(`Message ${turn}`);
  await page.locator(".user", { hasText: "Message 200" }).waitFor();
  const log = page.getByRole("log", { name: "Transcript" });
  const isAtEnd = () => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight < 5);
  assert.ok(await isAtEnd(), "the end is shown");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.waitForTimeout(300);
  assert.ok(await isAtEnd(), "the end is shown on a page that has become narrow");
  await log.evaluate((element) => (element.scrollTop = 40));
  await page.waitForTimeout(300);
  socket.turn("Message 201");
  await page.locator(".user", { hasText: "Message 201" }).waitFor();
  assert.equal(await log.evaluate((element) => element.scrollTop), 40);
});

await attempt("without a clipboard the lines to copy are selected", async ({ page }) => {
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await page.getByRole("button", { name: "Copy: Environment" }).click();
  assert.match(await page.evaluate(() => getSelection().toString()), /^HUME_BASE_URL=/);
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Opens a page of its own, let in by the key unless told otherwise, and runs a step in it. One that fails does not hide the others. */
async function attempt(title, step, { isEntered = true } = {}) {
  const context = await browser.newContext();
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  try {
    if (isEntered) {
      await page.goto(server);
      await page.getByLabel("API key of the server").fill(key);
      await page.keyboard.press("Enter");
      await started(page);
    }
    await step({ page, context });
    assert.deepEqual(faults, []);
    passed++;
    console.log(`ok: ${title}`);
  } catch (error) {
    failed++;
    console.log(`NOT OK: ${title}: ${error.message}`);
  } finally {
    await context.close();
  }
}

function started(page) {
  return page.getByRole("button", { name: "Start" }).and(page.locator(":enabled")).waitFor();
}

async function start(page) {
  await page.getByRole("button", { name: "Start" }).and(page.locator(":enabled")).click();
  await page.getByLabel("Message to the assistant").and(page.locator(":enabled")).waitFor();
}

async function type(page, text) {
  await page.getByLabel("Message to the assistant").fill(text);
  await page.keyboard.press("Enter");
}

/** Takes the place of the server in conversations, to send what a test needs. */
async function fake(page) {
  const chats = [];
  await page.routeWebSocket(/\/v0\/evi\/chat/, (socket) => {
    chats.push(socket);
    socket.send(JSON.stringify({ type: "chat_metadata", chat_id: "1", chat_group_id: "2" }));
  });
  const send = (message) => chats.at(-1).send(JSON.stringify(message));
  const turn = (text) => {
    send({ type: "user_message", from_text: true, interim: false, message: { role: "user", content: text }, models: {} });
    send({ type: "assistant_message", message: { role: "assistant", content: `You said: ${text}` }, models: {} });
  };
  return { send, turn };
}
