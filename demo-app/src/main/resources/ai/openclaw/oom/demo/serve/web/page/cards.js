import { $, element, follow, keepEnd, write } from "./dom.js";
import { Terminal } from "./terminal.js";

const WORKER_LINES = 100;
const LABELS = { worker: "worker", shell: "shell", mcp: "MCP server", browser: "browser" };
const SHOOT = "Take a screenshot";
const RELOAD = "Reload page";

/** The children of a gateway, with what they say and what can be said to them. */
export class Cards {
  #side;
  #terminal;
  #tools = [];

  constructor(side) {
    this.#side = side;
    this.#terminal = new Terminal($("terminal"), $("keys"), message => side.tell("shell", message));
    [$("worker-output"), $("terminal"), $("mcp-output")].forEach(keepEnd);
    $("mcp-tool").onchange = () => this.#showArguments();
    $("mcp-call").onsubmit = event => this.#call(event);
    $("shoot").onclick = () => {
      write($("browser-text"), "taking it…");
      side.tell("browser", {});
    };
    document.querySelectorAll("[data-kind]").forEach(card => {
      const { kind } = card.dataset;
      card.querySelector(".switch").onclick = () => side.ask({ do: side.running.has(kind) ? "end" : "start", kind });
    });
    side.listener = { state: message => this.#state(message), output: message => this.#said[message.kind](message) };
  }

  /** A dead gateway starts nothing, nor does one that does not hear yet. */
  refresh() {
    document.querySelectorAll("[data-kind] .switch").forEach(button => { button.disabled = !this.#side.ready; });
  }

  #state(message) {
    const on = message.state === "running";
    const card = document.querySelector(`[data-kind=${message.kind}]`);
    const button = card.querySelector(".switch");
    button.classList.toggle("on", on);
    write(button, on ? "End" : "Start");
    button.setAttribute("aria-label", `${on ? "End" : "Start"} the ${LABELS[message.kind]}`);
    write(card.querySelector(".state"), on ? `running, pid ${message.pid}` : message.text);
    card.querySelectorAll(".line button, .line input, .line select").forEach(control => { control.disabled = !on; });
    if (on) this.#began[message.kind]();
  }

  #began = {
    worker() { $("worker-output").replaceChildren(); },
    shell: () => { this.#terminal.clear(); this.#terminal.fit(); },
    mcp() { [$("mcp-output"), $("mcp-tool"), $("mcp-arguments")].forEach(part => part.replaceChildren()); },
    browser() {
      $("screenshot").hidden = true;
      write($("shoot"), SHOOT);
      write($("browser-text"), "starting…");
    },
  };

  #said = {
    worker({ text }) {
      const output = $("worker-output");
      follow(output, () => {
        output.append(`${text}\n`);
        if (output.childNodes.length > WORKER_LINES) output.firstChild.remove();
      });
    },

    shell: ({ text }) => this.#terminal.write(text),

    mcp: ({ tools, tool, text }) => {
      if (tools) {
        $("mcp-tool").replaceChildren(...tools.map(({ name, description }) => {
          const option = element("option", "", name);
          option.title = description;
          return option;
        }));
        this.#tools = tools;
        this.#showArguments();
        return;
      }
      const output = $("mcp-output");
      follow(output, () => output.append(tool ? `${tool} → ${text}\n` : `${text}\n`));
    },

    browser({ jpeg, text, crashed }) {
      if (jpeg) {
        $("screenshot").src = `data:image/jpeg;base64,${jpeg}`;
        $("screenshot").hidden = false;
      }
      if (jpeg || crashed) write($("shoot"), crashed ? RELOAD : SHOOT);
      write($("browser-text"), text ?? "");
    },
  };

  #showArguments() {
    const tool = this.#tools.find(({ name }) => name === $("mcp-tool").value);
    const properties = Object.entries(tool?.inputSchema.properties ?? {}).sort();
    $("mcp-arguments").replaceChildren(...properties.map(([name, { type }]) => {
      const input = element("input");
      input.name = name;
      input.required = true;
      input.type = type === "number" ? "number" : "text";
      if (type === "number") input.step = "any";
      input.placeholder = name;
      input.setAttribute("aria-label", name);
      return input;
    }));
  }

  #call(event) {
    event.preventDefault();
    const given = {};
    for (const input of $("mcp-arguments").children) {
      given[input.name] = input.type === "number" ? input.valueAsNumber : input.value;
    }
    this.#side.tell("mcp", { tool: $("mcp-tool").value, arguments: given });
  }
}
