import { spawn } from "node:child_process";

/** Starts a sample on a free port, and gives its address and a function that ends it. */
export async function startSample(name) {
  const program = `samples/${name}/bin/${process.env.CONFIGURATION ?? "Release"}/net10.0/${name}.dll`;
  const sample = spawn("dotnet", [program, "--urls", "http://127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => sample.on("exit", resolve));
  let output = "";
  for await (const part of sample.stdout) {
    output += part;
    const [, address] = /Open (http:\S+?)\.?[ \n]/.exec(output) ?? [];
    if (!address) continue;
    return {
      address,
      stop: () => {
        sample.kill("SIGTERM");
        return ended;
      },
    };
  }
  throw new Error(`${name} ended with ${await ended} without an address: ${output}`);
}

/** Reads a value until it is right. */
export async function waitFor(read, isRight, what, limit = 120_000) {
  const end = Date.now() + limit;
  let value;
  do {
    value = await read();
    if (isRight(value)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  throw new Error(`${what}: still ${value}`);
}
