// Trains by flags of Node's parseArgs.
import { parseArgs } from "node:util"

const { values } = parseArgs({
  options: {
    lr: { type: "string", short: "l", default: "0.05" },
    momentum: { type: "string" },
    "batch-size": { type: "string", default: "16" },
    nesterov: { type: "boolean", default: false },
    tag: { type: "string", multiple: true },
    out: { type: "string", default: "runs" },
    epochs: { type: "string", default: "3" },
  },
})
const rate = Number(values.lr) * (1 - Number(values.momentum ?? 0.9))
for (let epoch = 1; epoch <= Number(values.epochs); epoch++) console.log(`epoch ${epoch} loss=${rate / epoch} accuracy=${1 - rate / epoch}`)
