// Runs the program, and gives its lines and its exit code to the server of the page.
const lines = [];
for (const level of ["log", "error", "warn"]) {
  const original = console[level];
  console[level] = (...words) => {
    lines.push(words.join(" "));
    original.apply(console, words);
  };
}

let code = 1;
try {
  const { dotnet } = await import("./_framework/dotnet.js");
  const settings = await (await fetch("/settings")).json();
  const { runMain } = await dotnet.create();
  code = await runMain(undefined, [settings.url, settings.key, settings.secret, location.origin]);
} catch (error) {
  lines.push(`${error.stack ?? error}`);
}
await fetch("/done", { method: "POST", body: JSON.stringify({ code, lines }) });
