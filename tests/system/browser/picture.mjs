// Draws a picture of a terminal (its bytes come from standard input) or of a page. See ../pictures.
//   node picture.mjs terminal <out.png> <columns> <command that is shown>
//   node picture.mjs page <out.png> <width> <file or address>
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buffer } from "node:stream/consumers";
import { chromium } from "playwright-core";

const [kind, out, size, what] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  await (kind === "terminal" ? terminal() : page());
} finally {
  await browser.close();
}
console.log(out);

async function page() {
  const page = await browser.newPage({ viewport: { width: Number(size), height: 600 } });
  await page.goto(/^https?:/.test(what) ? what : pathToFileURL(resolve(what)).href, { waitUntil: "load" });
  await page.screenshot({ path: out, fullPage: true });
}

async function terminal() {
  const bytes = await buffer(process.stdin);
  const page = await browser.newPage({ deviceScaleFactor: 1.5, viewport: { width: 1600, height: 1000 } });
  await page.setContent('<body style="margin: 0; background: white"><div id="frame" style="display: inline-block; padding: 14px 16px; border-radius: 8px; background: #1e1e2e"></div></body>');
  const xterm = (path) => fileURLToPath(import.meta.resolve(`@xterm/xterm/${path}`));
  await page.addStyleTag({ path: xterm("css/xterm.css") });
  await page.addStyleTag({ content: ".xterm-scrollable-element > .scrollbar { display: none }" });
  await page.addScriptTag({ path: xterm("lib/xterm.js") });
  await page.evaluate(async ([bytes, columns, command]) => {
    const open = (rows) => new Terminal({
      cols: columns, rows, fontFamily: "DejaVu Sans Mono, monospace", fontSize: 14, convertEol: true, cursorInactiveStyle: "none",
      theme: { background: "#1e1e2e", foreground: "#e0e2f0", brightBlack: "#9a9cb5" },
    });
    const write = (terminal) => new Promise((done) => terminal.write(new TextEncoder().encode(`\x1b[1;32m$\x1b[0m \x1b[1m${command}\x1b[0m\n`), () => terminal.write(Uint8Array.from(bytes), done)));

    // Once to see how many lines there are, as a program with a live display moves up and down, and once for the picture.
    const first = open(50);
    await write(first);
    let rows = first.buffer.active.length;
    while (rows > 1 && first.buffer.active.getLine(rows - 1).translateToString(true) === "")
      rows--;
    const last = open(rows);
    last.open(document.getElementById("frame"));
    await write(last);
    last.scrollToTop();
    await new Promise((done) => setTimeout(done, 300));
  }, [[...bytes], Number(size), what]);
  await page.locator("#frame").screenshot({ path: out, omitBackground: true });
}
