import { byId, make } from "./dom.js";
import { server } from "./access.js";

/** Shows what to put into an app so that it talks to this server. */
export function showSnippets() {
  const socket = server.replace(/^http/, "ws");
  const environment = `HUME_BASE_URL=${server}\nHUME_API_KEY=the key that the server has printed`;
  const npm = `// npm install hume
import { HumeClient } from "hume";

const hume = new HumeClient({
  apiKey: process.env.HUME_API_KEY,
  environment: { base: "${server}", evi: "${socket}/v0/evi", tts: "${socket}/v0/tts", stream: "${socket}/v0/stream" },
});
const chat = hume.empathicVoice.chat.connect();
chat.on("message", (message) => console.log(message.type));
await chat.waitForOpen();
chat.sendUserInput("Hello!");`;
  const dotnet = `// dotnet add package HumeGen.Client
using Hume;
using Hume.EmpathicVoice;

// The key comes from HUME_API_KEY.
using var hume = new HumeClient(new HumeClientOptions { BaseAddress = new Uri("${server}") });
await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync();
await chat.SendAsync(new UserInput { Text = "Hello!" });
await foreach (var message in chat.ReadAllAsync())
    Console.WriteLine(message);`;
  const python = `# pip install hume
import base64
import os

from hume import HumeClient
from hume.environment import HumeClientEnvironment
from hume.tts import FormatWav, PostedUtterance

hume = HumeClient(
    api_key=os.environ["HUME_API_KEY"],
    environment=HumeClientEnvironment(base="${server}", evi="${socket}/v0/evi", tts="${socket}/v0/tts", stream="${socket}/v0/stream"),
)
speech = hume.tts.synthesize_json(utterances=[PostedUtterance(text="Hello!")], format=FormatWav())
with open("hello.wav", "wb") as file:
    file.write(base64.b64decode(speech.generations[0].audio))`;
  byId("snippets").replaceChildren(
    code("Environment", environment, true), code("npm: hume", npm), code(".NET: HumeGen.Client", dotnet), code("Python: hume", python));
}

function code(title, text, open = false) {
  const button = make("button", { type: "button", "aria-label": `Copy: ${title}` }, "Copy");
  const shown = make("pre", { tabindex: "0", "aria-label": title }, text);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      // Browsers let pages copy with https and on localhost only.
      getSelection().selectAllChildren(shown);
      button.textContent = "Selected: press Ctrl+C";
    }
  });
  const details = make("details", {}, make("summary", {}, title), shown, button);
  details.open = open;
  return details;
}
