// Serves the published page, opens it in headless Chromium, and prints what its program prints. Needs HUME_BASE_URL, HUME_API_KEY and HUME_SECRET_KEY of a server.
//   node run.mjs <published wwwroot>
import { spawn } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const root = process.argv[2];
const server = { url: process.env.HUME_BASE_URL, key: process.env.HUME_API_KEY, secret: process.env.HUME_SECRET_KEY };
const types = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
let finish;
const finished = new Promise((resolve) => (finish = resolve));
let release;
const released = new Promise((resolve) => (release = resolve));
let followed = 0;

const bodyOf = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
};

/** The server behind the page's own origin, with answers that are packed, as a proxy may do: there a page sees the headers of that. */
const packed = async (request, response, path) => {
  const headers = { "X-Hume-Api-Key": request.headers["x-hume-api-key"], "Content-Type": request.headers["content-type"] ?? "" };
  const answer = await fetch(new URL(path, server.url), { method: request.method, headers, body: request.method === "GET" ? undefined : await bodyOf(request) });
  const body = gzipSync(Buffer.from(await answer.arrayBuffer()));
  response.writeHead(answer.status, { "Content-Type": answer.headers.get("content-type"), "Content-Encoding": "gzip", "Content-Length": body.length }).end(body);
};

/** A stream that goes on only once the page has told that it got the beginning. */
const slow = async (response) => {
  const item = '{"type":"later_kind"}\n';
  response.writeHead(200, { "Content-Type": "application/x-ndjson" }).write(item);
  await released;
  response.end(item);
};

const pages = createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const target = path.slice(path.indexOf("/", 1) + 1);
  if (path === "/settings") return response.end(JSON.stringify(server));
  if (path === "/done") {
    response.end();
    return finish(JSON.parse(await bodyOf(request)));
  }
  if (path === "/followed") {
    followed++;
    return response.end("{}");
  }
  if (path === "/count") return response.end(String(followed));
  if (path === "/release") {
    release();
    return response.end();
  }
  if (path.startsWith("/redirected/")) return response.writeHead(302, { Location: "/followed" }).end();
  if (path.startsWith("/packed/")) return packed(request, response, target);
  if (path.startsWith("/slow/")) return slow(response);

  const file = join(root, normalize(path === "/" ? "/index.html" : path));
  if (!existsSync(file)) return response.writeHead(404).end();
  response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
  createReadStream(file).pipe(response);
});
await new Promise((resolve) => pages.listen(0, "127.0.0.1", resolve));

const profile = mkdtempSync(join(tmpdir(), "chromium-"));
const chromium = spawn(process.env.CHROMIUM ?? "chromium", [
  "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  `--user-data-dir=${profile}`, `http://localhost:${pages.address().port}/`,
], { stdio: process.env.VERBOSE ? "inherit" : "ignore", detached: true });
chromium.on("error", (error) => finish({ code: 1, lines: [String(error)] }));
chromium.on("exit", () => finish({ code: 1, lines: ["Chromium ended before the program did."] }));
const limit = setTimeout(() => finish({ code: 1, lines: ["The program did not end within two minutes."] }), 120_000);

const { code, lines } = await finished;
clearTimeout(limit);
console.log(lines.join("\n"));
pages.closeAllConnections();
pages.close();
if (chromium.exitCode === null && chromium.pid) {
  const gone = new Promise((resolve) => chromium.on("exit", resolve));
  // With the processes that it started.
  process.kill(-chromium.pid, "SIGKILL");
  await gone;
}
rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
process.exitCode = code;
