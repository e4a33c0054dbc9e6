import { schedulers } from "@diapason/algorithms"
import { createLedger, fold } from "@diapason/core"
import { rng } from "@diapason/math"
import { atMost, figure } from "../frame/figures.mjs"

const trials = 10_000
const steps = 50
const slots = 8

/** What a report may cost, in µs, where a comparison at equal steps is all that is done; and anywhere else. */
const plain = ["median", "none", "patience", "percentile", "threshold"]
const limits = { plain: 50, other: 1000 }

/** Settings without which a scheduler would have nothing to do. */
const settings = { threshold: { upper: 100 }, patience: { rule: "median" } }

/** Every scheduler plays the same study in virtual time: nothing runs, and only its own work is timed. */
export async function reports({ say }) {
  const figures = []
  const aims = []
  for (const [name, { make }] of Object.entries(schedulers)) {
    const µs = played(make(settings[name] ?? {}))
    say(`  ${name}: ${µs.toFixed(1)} µs`)
    figures.push(figure(name, "diapason", "µs", [µs]))
    aims.push(atMost(`a report of ${name}`, µs, plain.includes(name) ? limits.plain : limits.other, "µs"))
  }
  return { figures, aims, notes: ["the mean over all reports; ends of trials and questions for free slots are counted in"] }
}

/** Microseconds of scheduler time a report. What it would stop runs on, so that the study is as long as it can be; what it pauses is paused. */
function played(scheduler) {
  const stage = opened(scheduler)
  const { ledger } = stage
  let reported = 0
  for (;;) {
    while (ledger.running.size < slots && begin(stage));
    if (ledger.running.size === 0) break
    for (const number of [...ledger.running]) {
      const { attempts: attempt, curve, fidelity } = ledger.trials[number]
      const step = (curve.steps.at(-1) ?? 0) + 1
      stage.add({ kind: "trial.reported", trial: number, attempt, step, metrics: { loss: lossOf(number, step) } })
      reported++
      const decision = stage.timed(() => scheduler.decide(stage.state, ledger.trials[number], ledger))
      const end = step >= steps ? "complete" : step >= fidelity && decision.action === "stop" ? "pruned" : undefined
      if (end !== undefined) stage.add({ kind: "trial.finished", trial: number, attempt, state: end, metrics: {} })
      else if (decision.action === "pause")
        stage.add({ kind: "trial.decided", trial: number, action: "pause", why: decision.why, report: ledger.seq, by: scheduler.id })
    }
  }
  return (1000 * stage.spent) / reported
}

/** Fills one free slot; false when there is nothing to fill it with. */
function begin(stage) {
  const { ledger } = stage
  const next = settled(
    stage.timed(() => stage.scheduler.next(stage.state, ledger)),
    ledger,
  )
  if (next.do === "wait" || (next.do !== "resume" && ledger.trials.length >= trials)) return false
  const trial = next.do === "resume" ? next.trial : ledger.trials.length
  if (next.do !== "resume") stage.add({ kind: "trial.suggested", trial, config: { x: 0.5 }, why: "", by: "bench/1", basis: ledger.seq })
  const { attempts, curve } = ledger.trials[trial]
  const resume = next.do === "resume" ? { resume: curve.steps.at(-1) } : {}
  stage.add({ kind: "trial.started", trial, attempt: attempts + 1, session: "a", fidelity: next.fidelity ?? steps, ...resume })
  return true
}

/** Where the sampler would choose, the trial that has been paused for longest goes on, and a new one begins when there is none. */
function settled(next, ledger) {
  if (next.do !== "choose") return next
  const [trial] = ledger.paused
  if (trial === undefined) return { do: "start", fidelity: next.stride }
  return { do: "resume", trial, fidelity: Math.min(steps, ledger.trials[trial].curve.steps.at(-1) + next.stride) }
}

function opened(scheduler) {
  const at = (seq, body) => ({ ...body, seq, at: seq, hash: "" })
  const ledger = createLedger(at(1, { kind: "study.created", definition }))
  const { space, rules } = ledger
  const facts = { space, objectives: 1, constraints: 0, seed: 1, trials, settings: {}, fidelity: definition.fidelity }
  const stage = {
    scheduler,
    ledger,
    state: scheduler.init({ ...facts, metric: "loss", loss: rules.loss }, ledger),
    spent: 0,
    timed(work) {
      const begin = performance.now()
      const result = work()
      stage.spent += performance.now() - begin
      return result
    },
    add(body) {
      const event = at(ledger.seq + 1, body)
      fold(ledger, event)
      stage.state = stage.timed(() => scheduler.observe(stage.state, event, ledger))
    },
  }
  return stage
}

const definition = {
  name: "s",
  space: { x: { type: "float", low: 0, high: 1 } },
  objectives: [{ metric: "loss", direction: "minimize" }],
  seed: 1,
  sampler: { type: "random" },
  scheduler: { type: "none" },
  budget: { trials },
  fidelity: { name: "epoch", min: 1, max: steps, resumable: true },
}

/** Falls towards the trial's own level, with noise. */
const levels = Float64Array.from({ length: trials }, (_, trial) => rng(1, trial, "fold").uniform())
const noise = Float64Array.from({ length: 4096 }, (_, i) => rng(1, i, "fold", 1).normal() / 100)
const lossOf = (trial, step) => levels[trial] + 1 / step + noise[(trial * 31 + step) % 4096]
