import { Writable } from "node:stream"
import { setTimeout as after } from "node:timers/promises"
import { createLedger, fold } from "@diapason/core"
import { atMost, figure } from "../frame/figures.mjs"

const running = 64
const reports = 5000
const rounds = 5
/** Milliseconds of one round, and between two reports of a trial. */
const span = 4000
const pace = 125

/** What drawing costs beside taking the same reports in: 64 trials report together, eight times a second, on a large window. */
export async function liveView({ say }) {
  const { liveReporter } = await import(new URL("../../packages/diapason/dist/cli/live/live-reporter.js", import.meta.url))
  const window = Object.assign(new Writable({ write: (bytes, _, done) => ((window.bytes += bytes.length), done()) }), {
    columns: 200,
    rows: 60,
    bytes: 0,
  })
  const story = grown()
  const io = { columns: () => 200, rows: () => 60, paint, now: Date.now, err: () => undefined }
  await played(story, undefined, 1000)
  const shares = []
  for (let round = 0; round < rounds; round++) {
    const without = await played(story, undefined)
    const reporter = liveReporter(io, window)
    const seen = await played(story, (event) => reporter.event(event, story.ledger))
    reporter.end(story.ledger)
    shares.push((100 * (seen - without)) / span)
    say(`  ${shares.at(-1).toFixed(2)} %`)
  }
  const share = figure("of one core, for drawing", "diapason", "%", shares)
  return {
    figures: [share, figure("written to the window", "diapason", "KiB/s", [window.bytes / 1024 / ((rounds * span) / 1000)])],
    aims: [atMost("drawing 64 running trials at 8 updates a second", share.median, 3, "%")],
    notes: [`each trial has ${reports} reports and more; processor time of the process, less that of the same reports without a view`],
  }
}

/** Colours, as a window has them. */
const coloured = (code) => (text) => `\u001b[${code}m${text}\u001b[0m`
const paint = { bold: coloured(1), dim: coloured(2), green: coloured(32) }

/** Milliseconds of processor time while the trials report for a while. */
async function played(story, told, time = span) {
  const begun = process.cpuUsage()
  const end = performance.now() + time
  for (let next = performance.now(); next < end; next += pace) {
    for (let trial = 0; trial < running; trial++) {
      const event = story.report(trial)
      fold(story.ledger, event)
      told?.(event)
    }
    await after(Math.max(0, next + pace - performance.now()))
  }
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1000
}

/** A study whose 64 trials run for long already, after 200 that have ended. */
function grown() {
  const at = (seq, body) => ({ ...body, seq, at: Date.now(), hash: "" })
  const ledger = createLedger(at(1, { kind: "study.created", definition }))
  const add = (body) => fold(ledger, at(ledger.seq + 1, body))
  const step = new Map()
  const report = (trial) => {
    step.set(trial, (step.get(trial) ?? 0) + 1)
    const val_loss = 1 + trial / 100 + 1 / step.get(trial) + Math.sin(trial + step.get(trial)) / 50
    return at(ledger.seq + 1, { kind: "trial.reported", trial: ended + trial, attempt: 1, step: step.get(trial), metrics: { val_loss } })
  }
  add({ kind: "session.opened", session: "a", holder: { host: "h", boot: "b", pid: 1, started: "1" }, facts: {} })
  for (let trial = 0; trial < ended + running; trial++) {
    const config = {
      lr: 10 ** -(1 + (trial % 40) / 10),
      width: 16 + trial,
      dropout: (trial % 50) / 100,
      optimizer: trial % 2 ? "adam" : "sgd",
    }
    add({ kind: "trial.suggested", trial, config, why: `near trial ${trial % 7}`, by: "tpe/1", basis: ledger.seq })
    add({ kind: "trial.started", trial, attempt: 1, session: "a", fidelity: 100_000 })
    if (trial < ended) add({ kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: { val_loss: 2 - trial / 200 } })
  }
  for (let i = 0; i < reports; i++) for (let trial = 0; trial < running; trial++) fold(ledger, report(trial))
  return { ledger, report }
}

const ended = 200

const definition = {
  name: "s",
  space: {
    lr: { type: "float", low: 1e-5, high: 0.1, scale: "log" },
    width: { type: "int", low: 16, high: 1024 },
    dropout: { type: "float", low: 0, high: 0.5 },
    optimizer: { type: "choice", values: ["adam", "sgd"] },
  },
  objectives: [{ metric: "val_loss", direction: "minimize" }],
  seed: 1,
  sampler: { type: "random" },
  scheduler: { type: "none" },
  budget: { trials: 1000, wall: 8 * 3_600_000 },
  fidelity: { name: "step", min: 1, max: 100_000 },
}
