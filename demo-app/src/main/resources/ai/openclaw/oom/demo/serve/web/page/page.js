import { Plot } from "./plot.js";
import { Terminal } from "./terminal.js";

const SESSIONS = 5;
const HEARTBEAT_MILLIS = 1000;
const WORKER_LINES = 100;
const LABELS = {
  worker: "supervised worker", shell: "PTY shell", mcp: "MCP server", browser: "headless browser",
};

const $ = id => document.getElementById(id);
const key = location.hash.slice(1);
const open = path => new WebSocket(`ws://${location.host}/${path}?key=${encodeURIComponent(key)}`);
const mb = kb => Math.round(kb / 1024);
const clock = millis => new Date(millis).toLocaleTimeString([], { hour12: false });
const span = seconds => seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;

function element(name, classes, text) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Text in an element is written only when it changed, so that nothing is announced twice. */
function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

function follow(target, change) {
  const atEnd = target.scrollTop + target.clientHeight >= target.scrollHeight - 8;
  change();
  if (atEnd) target.scrollTop = target.scrollHeight;
}

/** A view that got another size shows its end. */
const resized = new ResizeObserver(views => views.forEach(({ target }) => { target.scrollTop = target.scrollHeight; }));
[$("log"), $("worker-output"), $("terminal"), $("mcp-output")].forEach(view => resized.observe(view));

// The live connection

const live = open("live");
const ask = request => live.readyState === WebSocket.OPEN && live.send(JSON.stringify(request));
const tell = (kind, message) => ask({ do: "tell", kind, ...message });

live.onopen = () => write($("connection"), "connected");
live.onclose = () => {
  $("connection").className = "lost";
  write($("connection"), key
    ? "The gateway is gone, or refused this page's key: open the address that it printed."
    : "This address lacks its key: open the one that the gateway printed.");
  document.querySelectorAll("button, input, select").forEach(control => { control.disabled = true; });
};
live.onmessage = event => {
  const message = JSON.parse(event.data);
  hear[message.type](message);
};

const hear = {
  memory(message) {
    plot.add(message);
    write($("kills"), String(message.kills));
    write($("memory-now"), `${mb(message.heldKb)} MB held, ${mb(message.usedKb)} MB with file pages, of `
      + `${mb(message.totalKb)} MB (${message.where})`);
    if (!message.limited) {
      write($("pressure-state"), "No memory group was made, so pressure is switched off: it would press the whole machine.");
    }
    $("grower").disabled = $("pressure").disabled = !message.limited;
  },

  table(message) {
    write($("uptime"), span(message.uptimeSeconds));
    showRows(message);
  },

  log(message) {
    const line = element("li", message.kill ? "kill" : "");
    line.append(element("time", "", clock(message.time)), element("span", "", message.text));
    follow($("log"), () => $("log").append(line));
  },

  state(message) {
    const on = message.state === "running";
    on ? running.add(message.kind) : running.delete(message.kind);
    const card = document.querySelector(`[data-kind=${message.kind}]`);
    const button = card.querySelector(".switch");
    button.classList.toggle("on", on);
    write(button, on ? "End" : "Start");
    button.setAttribute("aria-label", `${on ? "End" : "Start"} the ${LABELS[message.kind]}`);
    write(card.querySelector(".state"), on ? `running, pid ${message.pid}` : message.text);
    card.querySelectorAll(".line button, .line input, .line select").forEach(control => { control.disabled = !on; });
    if (on) began[message.kind]();
  },

  output(message) {
    said[message.kind](message);
  },
};

const running = new Set();

// Children

const terminal = new Terminal($("terminal"), $("keys"), message => tell("shell", message));

const began = {
  worker() { $("worker-output").textContent = ""; },
  shell() { terminal.clear(); terminal.fit(); },
  mcp() { $("mcp-output").textContent = ""; $("mcp-tool").replaceChildren(); $("mcp-arguments").replaceChildren(); },
  browser() { $("screenshot").hidden = true; write($("browser-text"), "starting…"); },
};

const said = {
  worker({ text }) {
    const output = $("worker-output");
    follow(output, () => {
      output.append(`${text}\n`);
      if (output.childNodes.length > WORKER_LINES) output.firstChild.remove();
    });
  },

  shell({ text }) { terminal.write(text); },

  mcp({ tools, tool, text }) {
    if (tools) {
      $("mcp-tool").replaceChildren(...tools.map(({ name, description }) => {
        const option = element("option", "", name);
        option.title = description;
        return option;
      }));
      mcpTools = tools;
      showArguments();
      return;
    }
    const output = $("mcp-output");
    follow(output, () => output.append(tool ? `${tool} → ${text}\n` : `${text}\n`));
  },

  browser({ jpeg, text }) {
    if (jpeg) {
      $("screenshot").src = `data:image/jpeg;base64,${jpeg}`;
      $("screenshot").hidden = false;
    }
    write($("browser-text"), text ?? "");
  },
};

let mcpTools = [];
const chosenTool = () => mcpTools.find(({ name }) => name === $("mcp-tool").value);

function showArguments() {
  const properties = Object.entries(chosenTool()?.inputSchema.properties ?? {}).sort();
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

$("mcp-tool").onchange = showArguments;
$("mcp-call").onsubmit = event => {
  event.preventDefault();
  const given = {};
  for (const input of $("mcp-arguments").children) {
    given[input.name] = input.type === "number" ? input.valueAsNumber : input.value;
  }
  tell("mcp", { tool: $("mcp-tool").value, arguments: given });
};
$("shoot").onclick = () => { write($("browser-text"), "taking it…"); tell("browser", {}); };
const toggle = kind => ask({ do: running.has(kind) ? "end" : "start", kind });
$("pressure").onclick = () => ask({ do: "grow", kind: $("grower").value });
document.querySelectorAll("[data-kind] .switch").forEach(button => {
  const { kind } = button.closest("[data-kind]").dataset;
  button.onclick = () => toggle(kind);
});

// Processes

function showRows({ rows, victim, gateway }) {
  $("rows").replaceChildren(...rows.map(row => {
    const line = element("tr", row.pid === victim ? "victim" : row.pid === gateway ? "gateway" : "");
    line.dataset.pid = row.pid;
    const what = element("td", "what", row.name);
    what.style.setProperty("--depth", row.depth);
    if (row.pid === victim) what.append(" ", element("span", "tag", "next victim"));
    line.append(
      element("td", "number", row.pid), what, element("td", "number", mb(row.rssKb)),
      element("td", "number", row.scoreAdj), element("td", "number", row.score),
      element("td", "number", mb(row.badnessKb)));
    return line;
  }));
  const next = rows.find(row => row.pid === victim);
  write($("victim"), next ? `${next.name}, pid ${next.pid}` : "nobody");
}

// Sessions

let connected = 0;
let drops = 0;

function openSession() {
  const chip = element("li", "", "opening…");
  $("session-list").append(chip);
  const socket = open("session");
  let beats = 0;
  let timer;
  socket.onopen = () => {
    connected++;
    count();
    timer = setInterval(() => socket.send(String(++beats)), HEARTBEAT_MILLIS);
  };
  socket.onmessage = event => {
    const { id, uptimeSeconds, echo } = JSON.parse(event.data);
    chip.dataset.session = id;
    chip.dataset.echo = echo;
    write(chip, `#${id} ${span(uptimeSeconds)}`);
  };
  socket.onclose = () => {
    clearInterval(timer);
    chip.className = "dropped";
    if (timer) connected--;
    drops++;
    count();
  };
}

function count() {
  write($("session-count"), String(connected));
  write($("session-drops"), String(drops));
}

$("open-session").onclick = openSession;
for (let i = 0; i < SESSIONS; i++) openSession();

const plot = new Plot($("plot"));
