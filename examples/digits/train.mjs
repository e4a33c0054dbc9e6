import { parseArgs } from "node:util"
import { loadDigits } from "./digits.mjs"
import { evaluate, examples, network, OPTIMIZERS, trainEpoch } from "./network.mjs"
import { report } from "./report.mjs"
import { restoreState, saveState } from "./state.mjs"
import { startBackend } from "./tfjs.mjs"

// Trains a small network on handwritten digits. The defaults are what one would write down without tuning.

const { values: flags } = parseArgs({
  options: {
    lr: { type: "string", default: "0.01" },
    batch: { type: "string", default: "64" },
    optimizer: { type: "string", default: "sgd" },
    momentum: { type: "string", default: "0" },
    depth: { type: "string", default: "1" },
    width: { type: "string", default: "32" },
    epochs: { type: "string", default: "10" },
    test: { type: "boolean", default: false },
    save: { type: "boolean", default: false },
  },
})

const config = {
  lr: positive("lr"),
  batch: whole("batch"),
  optimizer: oneOf("optimizer", OPTIMIZERS),
  momentum: momentum(),
  depth: whole("depth"),
  width: whole("width"),
}
const study = flags.save ? await import("./resumable.mjs") : { report }
const epochs = study.wantedEpochs ?? whole("epochs")
const seed = Number(process.env.DIAPASON_SEED ?? 1)

await startBackend()
const digits = loadDigits()
const train = examples(digits.train)
const validation = examples(digits.validation)
const model = network(config, seed)
if (study.earlier !== undefined) await restoreState(model, study.earlier.path)

for (let epoch = (study.earlier?.step ?? 0) + 1; epoch <= epochs; epoch++) {
  await trainEpoch(model, train, { batch: config.batch, seed, epoch })
  const { loss, error } = evaluate(model, validation)
  await study.checkpoint?.(epoch, (folder) => saveState(model, folder))
  const { stop } = await study.report(epoch, { val_loss: loss, val_error: error })
  if (stop) break
}

if (flags.test) console.log(JSON.stringify({ test_accuracy: 1 - evaluate(model, examples(digits.test)).error }))

/** @param {string} name of a flag that must be a number above 0 */
function positive(name) {
  const value = Number(flags[name])
  return value > 0 && Number.isFinite(value) ? value : refuse(name, "a number above 0")
}

/** @param {string} name of a flag that must be a whole number from 1 */
function whole(name) {
  const value = positive(name)
  return Number.isInteger(value) ? value : refuse(name, "a whole number")
}

function momentum() {
  const value = Number(flags.momentum)
  return value >= 0 && value < 1 ? value : refuse("momentum", "a number from 0 to below 1")
}

function oneOf(name, allowed) {
  return allowed.includes(flags[name]) ? flags[name] : refuse(name, `one of ${allowed.join(", ")}`)
}

/** Exit code 65: this configuration is not allowed. */
function refuse(name, wanted) {
  console.error(`--${name} must be ${wanted}, not ${flags[name]}`)
  process.exit(65)
}
