import { spawn } from "node:child_process"
import { rm } from "node:fs/promises"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"

// The main job: tunes train.mjs with the command line that any script is tuned with, compares the winner with the untuned baseline
// on digits that neither has seen, and derives the whole study again from its log.

const here = dirname(fileURLToPath(import.meta.url))
const diapason = join(here, "../../packages/diapason/bin/diapason.js")
const folder = join(process.cwd(), ".diapason")
const study = "digits"
const baseline = { lr: 0.01, batch: 64, optimizer: "sgd", momentum: 0, depth: 1, width: 32 }

const more = process.argv.slice(2)
if (more.includes("--fresh")) await rm(join(folder, "diapason.db"), { force: true })

const space = [
  "lr=1e-4..1:log",
  "batch=32..256:pow2",
  "optimizer=sgd,adam",
  "momentum=0..0.99 if optimizer=sgd",
  "depth=1..3",
  "width=16..128:log",
]
const tune = [
  ["tune", "--name", study, "--minimize", "val_loss", "--fidelity", "epoch=1..10", "--scheduler", "median", "--jobs", "2"],
  ["--trials", "24", "--seed", "1", "--baseline", words(baseline)],
  space.flatMap((parameter) => ["-p", parameter]),
  ["--", process.execPath, join(here, "train.mjs")],
].flat()

say("Tuning a network on real handwritten digits: learning rate, batch size, optimizer, depth and width.")
say("24 trials, two at a time, the hopeless ones stopped early. The first is the untuned baseline.\n")
const code = await run(process.execPath, [diapason, ...tune], "inherit")
if (code !== 0) process.exit(code)

const best = JSON.parse(await output([diapason, "best", study, "--json"])).best[0]
const seeds = [1, 2, 3]
say(`\nNow the test: 5500 digits that no trial has seen, trained afresh with seeds ${seeds.join(", ")} on either side.`)
const untuned = await testAccuracy(baseline, seeds)
const tuned = await testAccuracy(best.config, seeds)
say("")
say(`  untuned  ${percent(untuned)}   ${words(baseline)}`)
say(`  tuned    ${percent(tuned)}   ${words(best.config)}   (trial ${best.trial})`)
say(`           ${((mean(tuned) - mean(untuned)) * 100).toFixed(1)} points more of the test digits are read right\n`)
say("And the proof: every suggestion and every decision, derived again from the log alone.")
await run(process.execPath, [diapason, "replay", study], "inherit")
say(
  `\nThe record is ${relative(process.cwd(), join(folder, "diapason.db"))}, the logs are in ${relative(process.cwd(), join(folder, study, "logs"))}.`,
)
say(`  npx diapason trials ${study}      every trial, and why it was stopped`)
say(`  npx diapason explain ${best.trial} ${study}  why the winner was tried`)

/** The share of test digits read right after training with each seed; the two sides of a pair train side by side. */
async function testAccuracy(config, seeds) {
  const accuracies = []
  for (let i = 0; i < seeds.length; i += 2) {
    const pair = seeds.slice(i, i + 2).map((seed) => trainOnce(config, seed))
    accuracies.push(...(await Promise.all(pair)))
  }
  return accuracies
}

async function trainOnce(config, seed) {
  const flags = Object.entries(config).map(([name, value]) => `--${name}=${value}`)
  const printed = await output([join(here, "train.mjs"), ...flags, "--test"], { ...process.env, DIAPASON_SEED: String(seed) })
  return JSON.parse(printed.trim().split("\n").at(-1)).test_accuracy
}

function run(program, args, stdio) {
  return new Promise((resolve) => spawn(program, args, { stdio }).on("close", (code) => resolve(code ?? 1)))
}

function output(args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] })
    let text = ""
    child.stdout.setEncoding("utf8").on("data", (chunk) => (text += chunk))
    child.on("close", (code) => (code === 0 ? resolve(text) : reject(new Error(`${args[0]} ended with ${code}`))))
  })
}

function words(config) {
  return Object.entries(config)
    .map(([name, value]) => `${name}=${typeof value === "number" ? Number(value.toPrecision(4)) : value}`)
    .join(" ")
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function percent(values) {
  return `${(mean(values) * 100).toFixed(1)} %`
}

function say(text) {
  console.log(text)
}
