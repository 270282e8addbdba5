import { byId, draw, make } from "./dom.js";

const SERIES = 5;
const SHOWN = 30;
const DASHES = ["none", "8 4", "2 4", "10 3 2 3", "5 5"];
const LEFT = 62;
const RIGHT = 628;
const TOP = 22;
const BOTTOM = 226;

/** The scores of the user's voice over time: the highest ones as lines, and all of them in words and in a table. */
export class Chart {
  #points = [];
  #start = performance.now();

  clear() {
    this.#points = [];
    this.#start = performance.now();
    for (const id of ["scores", "chart", "legend"]) byId(id).replaceChildren();
    byId("chart-text").textContent = "Nothing has been measured yet. Turn the microphone on and speak.";
  }

  add(text, scores) {
    const seconds = Math.round((performance.now() - this.#start) / 1000);
    this.#points.push({ seconds, scores });
    this.#points.splice(0, this.#points.length - SHOWN);
    const best = highest(scores);
    byId("scores").prepend(make("tr", {}, make("td", {}, String(seconds)), make("td", {}, text), make("td", {}, inWords(best))));
    byId("chart-text").textContent = `Highest in the last message: ${inWords(best)}.`;
    this.#draw();
  }

  #draw() {
    const points = this.#points;
    const sums = {};
    for (const { scores } of points) for (const [name, score] of Object.entries(scores)) sums[name] = (sums[name] ?? 0) + score;
    const names = highest(sums).map(([name]) => name);
    const most = Math.max(0.1, ...names.flatMap((name) => points.map(({ scores }) => scores[name] ?? 0)));
    const ceiling = Math.ceil(most * 10) / 10;
    const [first, last] = [points[0]?.seconds ?? 0, Math.max(points.at(-1)?.seconds ?? 0, (points[0]?.seconds ?? 0) + 1)];
    const x = (seconds) => points.length === 1 ? (LEFT + RIGHT) / 2 : LEFT + 8 + ((seconds - first) / (last - first)) * (RIGHT - LEFT - 16);
    const y = (score) => BOTTOM - (score / ceiling) * (BOTTOM - TOP);
    const parts = [];
    for (const level of [0, ceiling / 2, ceiling]) {
      parts.push(draw("line", { class: "axis", x1: LEFT, x2: RIGHT, y1: y(level), y2: y(level) }));
      parts.push(draw("text", { x: LEFT - 6, y: y(level) + 6, "text-anchor": "end" }, level.toFixed(2)));
    }
    for (const seconds of points.length > 1 ? [first, last] : points.length === 1 ? [first] : [])
      parts.push(draw("text", { x: x(seconds), y: BOTTOM + 38, "text-anchor": seconds === last ? "end" : "middle" }, `${seconds} s`));
    names.forEach((name, index) => {
      const line = points.map(({ seconds, scores }) => [x(seconds), y(scores[name] ?? 0)]);
      const corners = line.map((point) => point.map((value) => value.toFixed(1)).join(",")).join(" ");
      parts.push(draw("polyline", { class: `series-${index}`, "stroke-dasharray": DASHES[index], points: corners }));
      for (const [cx, cy] of line) parts.push(draw("circle", { class: `dot series-${index}`, cx: cx.toFixed(1), cy: cy.toFixed(1), r: 4 }));
    });
    byId("chart").replaceChildren(...parts);
    byId("legend").replaceChildren(...names.map((name, index) => {
      const sample = draw("svg", { viewBox: "0 0 32 12", "aria-hidden": "true" });
      sample.append(draw("line", { x1: 0, x2: 32, y1: 6, y2: 6, "stroke-dasharray": DASHES[index] }));
      const key = make("span", { class: `series-${index}` });
      key.append(sample);
      return make("li", {}, key, name);
    }));
  }
}

const highest = (scores) => Object.entries(scores).sort((one, other) => other[1] - one[1]).slice(0, SERIES);

const inWords = (scores) => scores.map(([name, score]) => `${name} ${score.toFixed(2)}`).join(", ");
