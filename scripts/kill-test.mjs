#!/usr/bin/env node
// Kills the conductor with SIGKILL at N random moments, runs the same command again each time, and then holds the record against what was
// seen from outside: node scripts/kill-test.mjs [N=8] [--seed S] [--within MS]. Needs the built command and a /proc. Exit 1 when anything was broken.
//
// Each study is one of 8 parallel trials with the sampler tpe and the scheduler median. A study that ends before all kills are used up is
// checked, and followed by another.
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { rng } from "@diapason/math"
import { openStore } from "@diapason/stores"

/** @typedef {import("@diapason/core").StudyEvent} StudyEvent */

const bin = fileURLToPath(new URL("../packages/diapason/bin/diapason.js", import.meta.url))

/** Trials of a study: enough to be killed several times. */
const budget = 60

/** Milliseconds within which a conductor is killed: one in four from its start, while it loads and takes over, the others from its first line. */
const longestLife = 1500

/** Five steps of some ten milliseconds of work each, with a curve that median can prune. */
const script = `
for a in "$@"; do case $a in --x=*) x=\${a#*=};; --k=*) k=\${a#*=};; esac; done
exec awk -v x="$x" -v k="$k" 'BEGIN {
  for (step = 1; step <= 5; step++) {
    for (i = 0; i < 120000; i++) s += sin(i)
    printf "step=%d loss=%.17g\\n", step, (x - 0.3) * (x - 0.3) + k / 50 + 1 / step
    fflush()
  }
}'
`

/** @param {string} study */
const command = (study) => [
  ...["tune", "-p", "x=0.0..1.0", "-p", "k=1..5", "--minimize", "loss", "--fidelity", "step=1..5", "--sampler", "tpe"],
  ...["--scheduler", "median", "--jobs", "8", "--trials", String(budget), "--seed", "7", "--name", study, "--reporter", "lines"],
  ...["--", "sh", "train.sh"],
]

const { values, positionals } = parseArgs({
  options: { seed: { type: "string", default: "1" }, within: { type: "string", default: "2000" } },
  allowPositionals: true,
})
const kills = Number(positionals[0] ?? 8)
const seed = Number(values.seed)
/** Milliseconds after which a conductor that goes on must have started a trial: the median, which one busy moment does not move. */
const within = Number(values.within)
const random = rng(seed, 0, "trial.seed")
const folder = mkdtempSync(join(tmpdir(), "diapason-kills-"))
/** @type {string[]} */
const broken = []
/** @type {number[]} */
const resumptions = []
let done = 0
try {
  writeFileSync(join(folder, "train.sh"), script)
  for (let n = 0; done < kills; n++) await study(`kills-${n}`)
  resumptions.sort((a, b) => a - b)
  const median = resumptions[Math.floor(resumptions.length / 2)] ?? 0
  if (median > within) broken.push(`the median conductor started its first trial after ${median} ms; the limit is ${within} ms`)
  console.log(`${done} kills (seed ${seed}); first trial after a restart: median ${median} ms, longest ${resumptions.at(-1) ?? 0} ms`)
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
for (const text of broken) console.error(`broken: ${text}`)
process.exitCode = broken.length === 0 ? 0 : 1

/**
 * What was seen of a study from outside: the lines of trials that ended, by number, and its log after each kill.
 * @typedef {{ finished: Map<number, string>, logs: (readonly StudyEvent[])[] }} Seen
 */

/**
 * Plays one study to its end, with kills while there are any left, and checks its record.
 * @param {string} name
 */
async function study(name) {
  /** @type {Seen} */
  const seen = { finished: new Map(), logs: [] }
  for (let life = 0; ; life++) {
    const killed = await live(name, life, done < kills ? moment() : undefined, seen)
    if (!killed) break
    done++
    seen.logs.push(await logOf(name))
  }
  await check(name, seen)
}

/** When to kill. */
function moment() {
  return { from: random.below(4) === 0 ? "start" : "line", after: random.below(longestLife) }
}

/**
 * One conductor from its start to its end. True when it was killed.
 * @param {string} name
 * @param {number} life
 * @param {{ from: string, after: number } | undefined} kill
 * @param {Seen} seen
 */
async function live(name, life, kill, seen) {
  const begun = performance.now()
  const conductor = spawn(process.execPath, [bin, ...command(name)], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: surroundings(),
  })
  /** @param {string} from */
  const arm = (from) => kill?.from === from && setTimeout(() => conductor.kill("SIGKILL"), kill.after)
  arm("start")
  /** @type {string[]} */
  const printed = []
  let started = false
  createInterface({ input: conductor.stderr }).on("line", (line) => {
    if (printed.push(line) === 1) arm("line")
    const finished = /^ {2}trial +(\d+) {2}(complete|pruned)/.exec(line)
    if (finished !== null) seen.finished.set(Number(finished[1]), line.replace(/ {3}← best so far$/, ""))
    if (!started && life > 0 && / {2}started /.test(line)) {
      started = true
      resumptions.push(Math.round(performance.now() - begun))
      for (const id of strangers(name, conductor.pid)) broken.push(`${id} of an earlier conductor lives on beside the new one`)
    }
  })
  const [code, signal] = await once(conductor, "close")
  if (signal === "SIGKILL") return true
  if (code !== 0) broken.push(`${name} ended with exit code ${code}:\n${printed.join("\n")}`)
  return false
}

/**
 * Attempts of the study that live and were not started by the conductor `pid`.
 * @param {string} name
 * @param {number | undefined} pid
 */
function strangers(name, pid) {
  const ids = readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(attemptOf)
  return ids.filter((id) => id?.startsWith(`${name}/`) === true && !id.includes(`-${pid}-`))
}

/**
 * The attempt that a live process belongs to.
 * @param {string} pid
 */
function attemptOf(pid) {
  try {
    if (/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, "latin1"))) return undefined
    const variables = readFileSync(`/proc/${pid}/environ`, "latin1").split("\0")
    return variables.find((text) => text.startsWith("DIAPASON_ATTEMPT_ID="))?.slice("DIAPASON_ATTEMPT_ID=".length)
  } catch {
    return undefined
  }
}

/**
 * Every event of a study so far. A kill may have come before there was a store or a study.
 * @param {string} name
 */
async function logOf(name) {
  const store = await openStore(`sqlite:${join(folder, ".diapason", "diapason.db")}`)
  /** @type {StudyEvent[]} */
  const events = []
  for await (const batch of store.read(name, 0)) events.push(...batch)
  await store.close()
  return events
}

/**
 * Holds the record of a study that has ended against what was seen of it.
 * @param {string} name
 * @param {Seen} seen
 */
async function check(name, { finished, logs }) {
  const events = await logOf(name)
  const suggested = events.flatMap((event) => (event.kind === "trial.suggested" ? [event.trial] : []))
  const started = events.flatMap((event) => (event.kind === "trial.started" ? [`${event.trial}.${event.attempt}`] : []))
  const ends = events.flatMap((event) => (event.kind === "trial.finished" ? [event] : []))
  /** @type {(what: string, is: unknown, wanted: unknown) => void} */
  const same = (what, is, wanted) => {
    if (JSON.stringify(is) !== JSON.stringify(wanted)) broken.push(`${name}: ${what}: ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`)
  }
  const numbers = Array.from({ length: budget }, (_, n) => n)
  const ended = ends.map(({ trial }) => trial).sort((a, b) => a - b)
  const failed = ends.filter(({ state }) => state === "failed")
  const positions = events.map(({ seq }) => seq)
  same("each trial number is handed out once, in order, and the budget is exact", suggested, numbers)
  same("each attempt started once", new Set(started).size, started.length)
  same("each trial has one end", ended, numbers)
  same("trials that failed", failed, [])
  same(
    "positions are without gaps",
    positions,
    Array.from(events.keys(), (i) => i + 1),
  )
  for (const log of logs) same(`the first ${log.length} events after a kill`, events[log.length - 1]?.hash, log.at(-1)?.hash)
  for (const [trial, line] of finished) same(`what was acknowledged of trial ${trial}`, lineOf(events, trial), line)
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "replay", name], {
    cwd: folder,
    env: surroundings(),
    encoding: "utf8",
  })
  if (status !== 0) broken.push(`${name}: replay ended with ${status}: ${stderr}`)
  else console.log(stdout.trimEnd())
}

/**
 * What the conductor prints of a trial that ended, made from the log.
 * @param {readonly StudyEvent[]} events
 * @param {number} trial
 */
function lineOf(events, trial) {
  const [end] = events.flatMap((event) => (event.kind === "trial.finished" && event.trial === trial ? [event] : []))
  if (end === undefined) return "no end"
  const word = `  trial ${String(trial).padStart(3)}  ${end.state.padEnd(8)}  `
  if (end.state === "pruned") return word + end.why
  const reports = events.flatMap((e) => (e.kind === "trial.reported" && e.trial === trial && e.attempt === end.attempt ? [e.metrics] : []))
  return `${word}loss ${Number(Number(reports.at(-1)?.["loss"]).toPrecision(4))}`
}

/** The environment without what a study around this one, or the person's shell, says of Diapason. */
function surroundings() {
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith("DIAPASON")))
}
