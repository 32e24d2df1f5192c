import { $, mb, write } from "./dom.js";
import { Cards } from "./cards.js";
import { Side } from "./side.js";

const key = location.hash.slice(1);
const socket = (port, path) => new WebSocket(`ws://${location.hostname}:${port}/${path}?key=${encodeURIComponent(key)}`);

const sides = [];
let cards;

// Who answers? A wrong key, a server that was stopped and a dead gateway are three different things.

function lost(text) {
  write($("connection"), text);
  $("connection").className = "lost";
  sides.forEach(side => side.stop());
  controls();
}

async function knock() {
  try {
    const answer = await fetch("door", { headers: { "X-Key": key } });
    return answer.ok ? "open" : "wrong key";
  } catch {
    return "nobody";
  }
}

async function begin() {
  const answer = await knock();
  if (answer === "wrong key") {
    lost("This is not the server's key: open the address that its terminal shows, all of it.");
  } else if (answer === "nobody") {
    lost("The server does not answer: is it running?");
  } else {
    const front = socket(location.port, "live");
    front.onmessage = event => {
      const message = JSON.parse(event.data);
      heard[message.type]?.(message);
    };
    front.onclose = async () => {
      if (!sides.length || sides.some(side => side.alive)) {
        lost(await knock() === "open" ? "The connection was lost: reload the page." : "The server has been stopped. Start it again in its terminal.");
      }
    };
  }
}

const heard = {
  gateways({ gateways }) {
    const compared = gateways.length > 1;
    document.body.classList.toggle("compare", compared);
    $("switches").hidden = $("grower-choice").hidden = !compared;
    $("grower-choice").hidden = compared;
    $("children").hidden = compared;
    for (const gateway of gateways) {
      const side = new Side(gateway, path => socket(gateway.port, path), controls);
      sides.push(side);
      $("sides").append(side.view);
    }
    if (!compared) cards = new Cards(sides[0]);
    write($("connection"), "connected");
  },

  ended(message) {
    sides.find(side => side.name === message.name).end(message);
    if (sides.every(side => !side.alive)) {
      write($("connection"), sides.length > 1 ? "Both gateways are dead." : "The gateway is dead.");
      $("connection").className = "lost";
    }
    controls();
  },

  verdict({ promised, text }) {
    $("verdict").hidden = false;
    $("verdict").className = promised ? "promised" : "broken";
    write($("verdict"), text);
  },
};

// The same button presses both.

const living = () => sides.filter(side => side.alive);
const ask = request => living().forEach(side => side.ask(request));

function controls() {
  const alive = living();
  const growing = alive.filter(side => side.growing);
  const ready = alive.length > 0 && alive.every(side => side.ready && side.limited);
  $("grower").disabled = $("pressure").disabled = !ready || growing.length > 0;
  $("stop").disabled = growing.length === 0;
  document.querySelectorAll("[data-both]").forEach(button => {
    const on = alive.some(side => side.running.has(button.dataset.both));
    button.setAttribute("aria-pressed", String(on));
    button.disabled = alive.length === 0 || alive.some(side => !side.ready);
  });
  cards?.refresh();
  write($("pressure-state"), state(alive, growing));
}

function state(alive, growing) {
  if (alive.length === 0) return "There is nobody left to be put under pressure.";
  if (growing.length > 0) {
    return `growing… ${growing.map(side => mb(side.heldKb)).join(" and ")} of ${mb(growing[0].totalKb)} MB`;
  }
  if (alive.some(side => side.limited === false)) {
    return "No memory group was made, so pressure is switched off: it would press the whole machine.";
  }
  const killer = sides.some(side => side.guard) ? "the kernel or the guard" : "the kernel";
  return sides.length > 1
    ? `A worker in each group takes 4 MB after 4 MB, for about ten seconds, until ${killer} kills somebody.`
    : `It takes 4 MB after 4 MB, for about ten seconds, until ${killer} kills somebody. Who does not run is started first.`;
}

$("pressure").onclick = () => ask({ do: "grow", kind: document.body.classList.contains("compare") ? "worker" : $("grower").value });
$("stop").onclick = () => ask({ do: "shrink" });
document.querySelectorAll("[data-both]").forEach(button => {
  button.onclick = () => ask({ do: button.getAttribute("aria-pressed") === "true" ? "end" : "start", kind: button.dataset.both });
});

begin();
