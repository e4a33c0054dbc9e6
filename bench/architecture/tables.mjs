/** Tables of architectures: what each is worth is known beforehand, so that a study costs its tuner alone. Smaller losses are better. */
import { readFileSync } from "node:fs"
import { drawFlat, fulfils, spaceFromJson } from "@diapason/core"
import { rng } from "@diapason/math"
import { nameOf, pruned, withNodes } from "./graph.mjs"
import { ownDeviation, parametersOf, routes, signals } from "./landscapes.mjs"

/** Real: chains of eight blocks on CIFAR-10. */
export function macro() {
  const { accuracies, parameters } = JSON.parse(readFileSync(new URL("../data/nas-macro/table.json", import.meta.url), "utf8"))
  const names = Array.from({ length: 8 }, (_, i) => `block${i}`)
  const json = Object.fromEntries(names.map((name) => [name, { type: "choice", values: ["identity", "mb3", "mb6"] }]))
  const values = ["identity", "mb3", "mb6"]
  const place = (flat) => names.reduce((at, name) => at * 3 + values.indexOf(flat[name]), 0)
  const graph = (flat) => {
    const labels = ["input", ...names.map((name) => flat[name]).filter((op) => op !== "identity"), "output"]
    return { labels, edges: labels.slice(1).map((_, i) => [i, i + 1]) }
  }
  return table("macro", spaceFromJson(json), graph, (flat) => [-accuracies[place(flat)] / 300, parameters[place(flat)] / 1000])
}

/** Four nodes, an operation of five on each of six edges: 15 625 cells. */
export function edgeCells(name, landscape, seed, deviation) {
  const pairs = [0, 1, 2, 3].flatMap((to) => Array.from({ length: to }, (_, from) => [from, to]))
  const ops = ["none", "skip", "conv1x1", "conv3x3", "avgpool"]
  const json = Object.fromEntries(pairs.map(([from, to]) => [`cell.${from}-${to}`, { type: "choice", values: ops }]))
  const graph = (flat) =>
    withNodes(
      pairs.map(([from, to]) => [from, to, flat[`cell.${from}-${to}`]]),
      4,
    ) ?? unconnected
  return table(name, spaceFromJson(json), graph, worthOf(graph, landscape(seed), seed, deviation))
}

/** Seven nodes, an operation of three on each of five, and at most nine edges. */
export function nodeCells(name, landscape, seed, deviation) {
  const pairs = [0, 1, 2, 3, 4, 5, 6].flatMap((to) => Array.from({ length: to }, (_, from) => [from, to]))
  const json = {
    ...Object.fromEntries([1, 2, 3, 4, 5].map((v) => [`op${v}`, { type: "choice", values: ["conv1x1", "conv3x3", "maxpool"] }])),
    ...Object.fromEntries(pairs.map(([from, to]) => [`edge${from}${to}`, { type: "int", low: 0, high: 1 }])),
  }
  const graph = (flat) =>
    pruned({
      labels: ["input", ...[1, 2, 3, 4, 5].map((v) => flat[`op${v}`]), "output"],
      edges: pairs.filter(([from, to]) => flat[`edge${from}${to}`] === 1),
    }) ?? unconnected
  const most = `${pairs.map(([from, to]) => `edge${from}${to}`).join(" + ")} <= 9`
  return table(name, spaceFromJson(json, [most]), graph, worthOf(graph, landscape(seed), seed, deviation))
}

const unconnected = { labels: ["input", "output"], edges: [] }

/** Accuracy saturates, as it does in trainings: the good ones lie close together. */
function worthOf(graphOf, landscape, seed, deviation = 0.1) {
  return (flat) => {
    const graph = graphOf(flat)
    if (graph.edges.length === 0) return [-10, 20]
    const raw = landscape(graph)
    return [-(94 - 40 / (1 + Math.exp(1.2 * raw + 1)) + deviation * ownDeviation(nameOf(graph), seed)), parametersOf(graph)]
  }
}

/** `plain` is the space of choices; `drawn` knows its network. */
function table(name, plain, graph, lossesOf) {
  const known = new Map()
  const losses = (flat) => {
    const key = plain.parameters.map(({ name }) => flat[name]).join()
    if (!known.has(key)) known.set(key, lossesOf(flat))
    return known.get(key)
  }
  const drawn = { ...plain, networks: [{ name: "net", primitives: plain.parameters.map(({ name }) => name), graph }] }
  const all = () => sampled(plain).map(losses)
  return { name, plain, drawn, losses, all }
}

/** All configurations where there are at most 20 000, else 40 000 random ones. */
function sampled(space) {
  const levels = space.parameters.map((p) => p.values ?? [0, 1])
  const size = levels.reduce((product, own) => product * own.length, 1)
  if (size > 20_000) {
    const draw = rng(7, 7, "random")
    const found = []
    while (found.length < 40_000) {
      const flat = drawFlat(space, () => draw.uniform())
      if (fulfils(space, flat)) found.push(flat)
    }
    return found
  }
  return Array.from({ length: size }, (_, k) => {
    let left = k
    return Object.fromEntries(
      space.parameters.map(({ name }, j) => {
        const value = levels[j][left % levels[j].length]
        left = Math.floor(left / levels[j].length)
        return [name, value]
      }),
    )
  })
}

/** Constants were chosen on these. */
export const chosenOn = () => [
  edgeCells("edge cells A", routes, 11),
  nodeCells("node cells A", signals, 12),
  edgeCells("rough edge cells A", routes, 13, 0.3),
  nodeCells("rough node cells A", signals, 14, 0.2),
]

/** Never looked at while constants were chosen. */
export const judgedOn = () => [
  edgeCells("edge cells B", signals, 21),
  nodeCells("node cells B", routes, 22),
  edgeCells("rough edge cells B", signals, 23, 0.2),
  nodeCells("rough node cells B", routes, 24, 0.3),
]
