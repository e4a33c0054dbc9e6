/** Tables of architectures: what each is worth is known beforehand, so that a study costs its tuner alone. Smaller losses are better. */
import { readFileSync } from "node:fs"
import { drawFlat, fulfils, spaceFromJson } from "@diapason/core"
import { rng } from "@diapason/math"
import { nameOf, pruned, withNodes } from "./graph.mjs"
import { ownDeviation, parametersOf, routes, signals } from "./landscapes.mjs"

/** Real: chains of eight blocks on CIFAR-10. */
export function macro() {
  const { accuracies, parameters } = JSON.parse(readFileSync(new URL("../data/nas-macro/table.json", import.meta.url), "utf8"))
  const values = ["identity", "mb3", "mb6"]
  const blocks = [0, 1, 2, 3, 4, 5, 6, 7]
  return table("macro", {
    plain: Object.fromEntries(blocks.map((i) => [`block${i}`, { type: "choice", values }])),
    drawn: { net: { type: "network", kind: "chain", depth: 8, layer: { op: values } } },
    nameIn: { net: (plain) => plain.replace("block", "net.") + ".op" },
    losses(flat) {
      const place = blocks.reduce((at, i) => at * 3 + values.indexOf(flat[`block${i}`]), 0)
      return [-accuracies[place] / 300, parameters[place] / 1000]
    },
  })
}

/** Four nodes, an operation of five on each of six edges: 15 625 cells. */
export function edgeCells(name, landscape, seed, deviation) {
  const pairs = pairsOf(4)
  const ops = ["none", "skip", "conv1x1", "conv3x3", "avgpool"]
  const graph = (flat) =>
    withNodes(
      pairs.map(([from, to]) => [from, to, flat[`edge${from}${to}`]]),
      4,
    )
  return table(name, {
    plain: Object.fromEntries(pairs.map(([from, to]) => [`edge${from}${to}`, { type: "choice", values: ops }])),
    drawn: { net: { type: "network", kind: "cell", nodes: 4, edges: ops } },
    nameIn: { net: cellName },
    losses: worthOf(graph, landscape(seed), seed, deviation),
  })
}

/** Seven nodes, an operation of three on each of five, and at most nine edges. */
export function nodeCells(name, landscape, seed, deviation) {
  const pairs = pairsOf(7)
  const ops = ["conv1x1", "conv3x3", "maxpool"]
  const inner = [1, 2, 3, 4, 5]
  const graph = (flat) =>
    pruned({
      labels: ["input", ...inner.map((v) => flat[`op${v}`]), "output"],
      edges: pairs.filter(([from, to]) => Number(flat[`edge${from}${to}`]) === 1),
    })
  return table(name, {
    plain: {
      ...Object.fromEntries(inner.map((v) => [`op${v}`, { type: "choice", values: ops }])),
      ...Object.fromEntries(pairs.map(([from, to]) => [`edge${from}${to}`, { type: "int", low: 0, high: 1 }])),
    },
    where: [`${pairs.map(([from, to]) => `edge${from}${to}`).join(" + ")} <= 9`],
    drawn: { net: { type: "network", kind: "cell", nodes: 7, operations: ops, max_edges: 9 } },
    nameIn: { net: cellName },
    losses: worthOf(graph, landscape(seed), seed, deviation),
  })
}

/** `edge02` is `net.0-2`, `op3` is `net.3.op`. */
const cellName = (plain) => (plain.startsWith("op") ? `net.${plain.slice(2)}.op` : `net.${plain.at(-2)}-${plain.at(-1)}`)

const pairsOf = (nodes) => Array.from({ length: nodes }, (_, to) => Array.from({ length: to }, (_, from) => [from, to])).flat()

/** Accuracy saturates, as it does in trainings: the good ones lie close together. */
function worthOf(graphOf, landscape, seed, deviation = 0.1) {
  return (flat) => {
    const graph = graphOf(flat)
    if (graph === undefined) return [-10, 20]
    const raw = landscape(graph)
    return [-(94 - 40 / (1 + Math.exp(1.2 * raw + 1)) + deviation * ownDeviation(nameOf(graph), seed)), parametersOf(graph)]
  }
}

/** `plain` is the space of choices, `drawn` the same as a network; `losses` takes configurations of either. */
function table(name, { plain, where, drawn, nameIn, losses }) {
  const space = spaceFromJson(plain, where)
  const names = space.parameters.map((parameter) => parameter.name)
  const known = new Map()
  const lossesOf = (flat) => {
    const values = names.map((own) => flat[own] ?? flat[nameIn.net(own)])
    const key = values.map((value) => (typeof value === "boolean" ? Number(value) : value)).join()
    if (!known.has(key)) known.set(key, losses(Object.fromEntries(names.map((own, i) => [own, values[i]]))))
    return known.get(key)
  }
  return { name, plain: space, drawn: spaceFromJson(drawn), losses: lossesOf, all: () => sampled(space).map(lossesOf) }
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
  edgeCells("even edge cells A", signals, 15),
  edgeCells("flat edge cells A", signals, 30, 0.2),
  edgeCells("rough edge cells A", routes, 13, 0.3),
  nodeCells("rough node cells A", signals, 14, 0.2),
]

/** Never looked at while constants were chosen. */
export const judgedOn = () => [
  nodeCells("node cells B", routes, 22),
  edgeCells("rough edge cells B", signals, 23, 0.2),
  nodeCells("rough node cells B", routes, 24, 0.3),
  edgeCells("edge cells B", signals, 21),
]
