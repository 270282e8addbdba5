import { byId, make } from "./dom.js";

/** The tools that the user defines, and the calls that the assistant makes. */
export class Tools {
  #tools = new Map();
  #calls = 0;
  #waiting = new Set();
  #changed;
  #answer;

  /** @param changed called when other tools are defined. @param answer called with the message that answers a call. */
  constructor(changed, answer) {
    this.#changed = changed;
    this.#answer = answer;
    byId("define").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#define();
    });
  }

  /** The tools as session settings have them. */
  get list() {
    return [...this.#tools.values()];
  }

  /** Shows a call with a form for its answer, unless the server answers it. */
  show(call) {
    const id = `answer-${++this.#calls}`;
    const heading = make("h3", {}, `${call.name} is called`);
    const parameters = make("pre", { tabindex: "0", "aria-label": "Parameters" }, pretty(call.parameters));
    const card = make("article", { class: "call", "aria-label": `Call of ${call.name}` }, heading, parameters);
    if (call.response_required) {
      const text = make("textarea", { id, rows: "2" });
      const failed = make("button", { type: "button" }, "Report a failure");
      const form = make("form", {}, make("label", { for: id }, "Answer"), text, make("div", { class: "row" }, make("button", {}, "Answer"), failed));
      const close = (said) => {
        form.replaceWith(make("p", {}, said));
        this.#waiting.delete(close);
      };
      this.#waiting.add(close);
      const finish = (message, said) => {
        this.#answer({ ...message, tool_call_id: call.tool_call_id, tool_name: call.name });
        close(said);
      };
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        finish({ type: "tool_response", content: text.value }, `Answered: ${text.value}`);
      });
      failed.addEventListener("click", () => finish({ type: "tool_error", error: text.value || "The tool has failed.", content: text.value || null }, "Reported as failed."));
      card.append(form);
    }
    byId("calls").prepend(card);
  }

  /** Nobody waits for answers any more. */
  close() {
    for (const close of this.#waiting) close("The conversation ended before there was an answer.");
  }

  #define() {
    const parameters = byId("tool-parameters");
    try {
      JSON.parse(parameters.value);
      parameters.setCustomValidity("");
    } catch (error) {
      parameters.setCustomValidity(`This is not JSON: ${error.message}`);
      parameters.reportValidity();
      parameters.addEventListener("input", () => parameters.setCustomValidity(""), { once: true });
      return;
    }
    const name = byId("tool-name").value.trim();
    this.#tools.set(name, { type: "function", name, description: byId("tool-description").value, parameters: parameters.value });
    this.#list();
  }

  #list() {
    byId("defined").replaceChildren(...this.list.map((tool) => {
      const remove = make("button", { type: "button", "aria-label": `Remove ${tool.name}` }, "Remove");
      remove.addEventListener("click", () => {
        this.#tools.delete(tool.name);
        this.#list();
      });
      return make("li", {}, make("code", {}, tool.name), ` ${tool.description} `, remove);
    }));
    this.#changed();
  }
}

function pretty(json) {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
