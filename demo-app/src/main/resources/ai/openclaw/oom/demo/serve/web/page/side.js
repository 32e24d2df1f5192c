import { $, clock, element, follow, keepEnd, mb, span, write } from "./dom.js";
import { Plot } from "./plot.js";

const SESSIONS = 5;
const HEARTBEAT_MILLIS = 1000;
const REDUCED = "Badness is what the kernel compares in this group: memory, plus a thousandth of the limit for each point of oom_score_adj. The highest goes first.";
const UNRANKED = "Without a memory group the kernel chooses among all processes of the machine: nobody is ranked here.";

/** One gateway, as it is seen: its memory, the ranking, its sessions, its log, its end. */
export class Side {
  alive = true;

  /** Whether it can be asked for something. */
  ready = false;
  growing = "";
  limited;
  heldKb = 0;
  totalKb = 0;
  running = new Set();

  /** Takes what children do and say. */
  listener = { state() {}, output() {} };

  #open;
  #changed;
  #live;
  #plot;
  #connected = 0;
  #drops = 0;
  #rows = [];
  #gateway = 0;
  #sockets = [];

  /**
   * @param open gives a socket of the gateway's at a path
   * @param changed is called when what can be done has changed
   */
  constructor({ name, agent, guard }, open, changed) {
    this.name = name;
    this.guard = guard;
    this.#open = open;
    this.#changed = changed;
    this.view = $("side-template").content.cloneNode(true).firstElementChild;
    const title = name ? name[0].toUpperCase() + name.slice(1) : "Gateway";
    this.view.setAttribute("aria-label", title);
    write(this.#at("name"), title);
    write(this.#at("badge"), agent ? `agent: on, children at 1000${guard ? ", with a guard" : ""}` : "agent: off");
    this.#at("badge").classList.add(agent ? "on" : "off");
    this.view.dataset.agent = agent ? "on" : "off";
    this.#at("scroll").setAttribute("aria-label", `Ranking of the processes, ${title}`);
    this.#at("log").setAttribute("aria-label", `Log, ${title}`);
    this.#at("open-session").setAttribute("aria-label", `Open another session, ${title}`);
    this.#at("open-session").onclick = () => this.#openSession();
    keepEnd(this.#at("log"));
    this.#plot = new Plot(this.#at("plot"));
    this.#live = open("live");
    this.#live.onopen = () => {
      this.ready = true;
      changed();
    };
    this.#live.onmessage = event => {
      const message = JSON.parse(event.data);
      this.#heard[message.type]?.(message);
    };
    for (let i = 0; i < SESSIONS; i++) this.#openSession();
  }

  ask(request) {
    if (this.ready) this.#live.send(JSON.stringify(request));
  }

  tell(kind, message) {
    this.ask({ do: "tell", kind, ...message });
  }

  #at(name) {
    return this.view.querySelector(`.${name}`);
  }

  #heard = {
    memory: message => {
      this.heldKb = message.heldKb;
      this.totalKb = message.totalKb;
      const before = this.limited;
      this.limited = message.limited;
      this.#plot.add(message);
      this.#at("guarded").hidden = !message.guardKb;
      write(this.#at("kills"), message.limited ? String(message.kills) : "not counted");
      write(this.#at("memory-now"), `${mb(message.heldKb)} of ${mb(message.totalKb)} MB held`);
      this.#at("memory-now").title = message.where;
      if (this.growing || before !== this.limited) this.#changed();
    },

    table: message => {
      write(this.#at("uptime"), span(message.uptimeSeconds));
      this.#rows = message.rows;
      this.#gateway = message.gateway;
      this.#show(message);
    },

    log: message => {
      const line = element("div", message.kill ? "kill" : "");
      line.append(element("time", "", clock(message.time)), element("span", "", message.text));
      follow(this.#at("log"), () => this.#at("log").append(line));
      if (message.kill && /^The (kernel|guard) killed/.test(message.text)) {
        this.#tell("spared", [element("strong", "", "The gateway lives."), element("p", "", message.text)]);
      }
    },

    pressure: ({ kind }) => {
      this.growing = kind;
      if (kind) this.#at("fate").hidden = true;
      this.#changed();
    },

    state: message => {
      message.state === "running" ? this.running.add(message.kind) : this.running.delete(message.kind);
      this.listener.state(message);
      this.#changed();
    },

    output: message => this.listener.output(message),
  };

  #tell(kind, content) {
    const fate = this.#at("fate");
    fate.className = `fate ${kind}`;
    fate.replaceChildren(...content);
    fate.hidden = false;
  }

  // The ranking

  #show({ rows, victim }) {
    const most = Math.max(...rows.map(row => row.badnessKb), 1);
    const lines = rows.map(row => {
      const line = element("tr", row.pid === victim ? "victim" : row.pid === this.#gateway ? "gateway" : "");
      line.dataset.pid = row.pid;
      line.dataset.adj = row.scoreAdj;
      line.dataset.name = row.name;
      const what = element("td", "what");
      what.append(element("span", "process", row.name), " ", element("small", "", row.pid));
      if (row.parent) what.title = `child of ${row.parent}`;
      if (row.reparented) what.append(" ", element("span", "mark", "reparented"));
      if (row.pid === victim) what.append(" ", element("span", "tag", "next victim"));
      const badness = element("td", "number badness");
      if (this.limited) {
        const bar = element("span", "measure");
        bar.style.setProperty("--part", Math.max(0, row.badnessKb) / most);
        const weight = element("div", "weight");
        weight.append(bar, element("span", "", mb(row.badnessKb)));
        badness.append(weight);
      } else {
        badness.append("–");
      }
      badness.title = `oom_score ${row.score}, which is reckoned against the whole machine`;
      line.append(what, element("td", "number", mb(row.rssKb)), element("td", "number", row.scoreAdj), badness);
      return line;
    });
    this.#at("rows").replaceChildren(...lines);
    const next = rows.find(row => row.pid === victim);
    write(this.#at("victim"), next ? `${next.name} ${next.pid}` : this.limited ? "nobody" : "not known");
    write(this.#at("rule"), this.limited === false ? UNRANKED : REDUCED);
  }

  // Sessions

  #openSession() {
    const chip = element("li", "", "opening…");
    this.#at("chips").append(chip);
    const socket = this.#open("session");
    this.#sockets.push(socket);
    let beats = 0;
    let timer;
    socket.onopen = () => {
      this.#connected++;
      this.#count();
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
      if (timer) {
        this.#connected--;
        this.#drops++;
      } else {
        write(chip, "refused");
      }
      this.#count();
    };
  }

  #count() {
    write(this.#at("session-count"), String(this.#connected));
    write(this.#at("session-drops"), String(this.#drops));
  }

  // The end

  /** Nothing more is shown: nobody is there to tell it. */
  stop() {
    this.alive = this.ready = false;
    this.growing = "";
    this.running.clear();
    this.view.classList.add("dead");
    const gone = element("tr");
    const all = element("td", "quiet", "Nobody is left.");
    all.colSpan = 4;
    gone.append(all);
    this.#at("rows").replaceChildren(gone);
    write(this.#at("victim"), "–");
    write(this.#at("uptime"), "ended");
    this.#at("open-session").disabled = true;
    this.#plot.stop();
    for (const kind of ["worker", "shell", "mcp", "browser"]) {
      this.listener.state({ kind, state: "ended", text: "gone with the gateway" });
    }
  }

  end({ agent, exit, killed, killsBefore, kills }) {
    const all = this.#connected + this.#drops;
    const gateway = this.#rows.find(row => row.pid === this.#gateway);
    const others = this.#rows.filter(row => row.pid !== this.#gateway);
    const badness = killed && gateway
      ? ` When last seen, its badness was ${mb(gateway.badnessKb)} MB${others.length ? `, against ${mb(others[0].badnessKb)} of ${others[0].name}` : ""}.`
      : "";
    const what = killed ? "The kernel killed the gateway." : "The gateway has ended.";
    const lines = [
      element("strong", "", `${what} ${all} of ${all} sessions lost.`),
      element("p", "", `Exit code ${exit}; the group's counter rose from ${killsBefore} to ${kills}.${badness}`),
    ];
    if (!agent && !this.name) {
      const how = element("p", "", "To see it with the agent beside it: ");
      how.append(element("code", "", "java -jar openclaw-oom-demo.jar serve --compare"));
      lines.push(how);
    }
    this.#tell("lost", lines);
    write(this.#at("kills"), String(kills));
    this.#plot.kill();
    this.stop();
  }
}
