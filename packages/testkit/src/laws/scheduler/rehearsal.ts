import {
  createLedger,
  fold,
  type Decision,
  type Definition,
  type EventBody,
  type Ledger,
  type Next,
  type RunningTrial,
  type Scheduler,
  type SchedulerProblem,
  type StudyEvent,
} from "@diapason/core"
import { rng, type Rng } from "@diapason/math"
import { study } from "../../generators/study-log.ts"

/** A study to rehearse: some slots that a scheduler fills, and trials that learn at different speeds, crash, are lost or excluded. */
export interface Setting {
  readonly seed: number
  readonly slots: number
  readonly moves: number
  readonly direction: "minimize" | "maximize"
  /** The last step; declared as the fidelity when `declared`. */
  readonly steps: number
  readonly declared: boolean
}

/** What a scheduler was asked and what it answered, in order. */
type Answer =
  | { readonly asked: "next"; readonly running: number; readonly paused: readonly number[]; readonly next: Next }
  | {
      readonly asked: "decide"
      readonly trial: number
      readonly step: number
      readonly target: number | undefined
      readonly decision: Decision
    }

/** Called after each answer with what a state made from the ledger alone would have said. */
type Witness = (folded: Next | Decision, rebuilt: Next | Decision) => void

/** Plays a study as a conductor would. The same setting and scheduler give the same answers. */
export function rehearse(scheduler: Scheduler, setting: Setting, witness?: Witness): readonly Answer[] {
  const answers: Answer[] = []
  const random = rng(setting.seed, 0, "random")
  const stage = openStage(scheduler, setting)
  const { ledger } = stage
  const rebuilt = (): unknown => scheduler.init(stage.problem, ledger)
  for (let move = 0; move < setting.moves; move++) {
    if (ledger.running.size < setting.slots) {
      const next = scheduler.next(stage.state(), ledger)
      witness?.(next, scheduler.next(rebuilt(), ledger))
      answers.push({ asked: "next", running: ledger.running.size, paused: [...ledger.paused], next })
      if (next.do === "wait" && ledger.running.size === 0) break
      begin(stage, random, next)
    }
    const [trial] = pick(random, [...ledger.running])
    if (trial === undefined || mishap(stage, random, trial)) continue
    report(stage, setting, trial)
    const running = ledger.trials[trial] as RunningTrial
    const decision = scheduler.decide(stage.state(), running, ledger)
    witness?.(decision, scheduler.decide(rebuilt(), running, ledger))
    answers.push({ asked: "decide", trial, step: running.curve.steps.at(-1)!, target: running.fidelity, decision })
    carryOut(stage, setting, running, decision)
  }
  return answers
}

interface Stage {
  /** The scheduler's id. */
  readonly by: string
  readonly ledger: Ledger
  readonly problem: SchedulerProblem
  state(): unknown
  add(body: EventBody): void
}

function openStage(scheduler: Scheduler, { direction, steps, declared, seed }: Setting): Stage {
  const definition: Partial<Definition> = {
    seed,
    objectives: [{ metric: "score", direction }],
    ...(declared && { fidelity: { name: "epoch", min: 1, max: steps, resumable: true } }),
  }
  const ledger = createLedger(at(1, study(definition)))
  const { space, rules } = ledger
  const { fidelity } = ledger.definition
  const facts = { space, objectives: 1, constraints: 0, seed, settings: {}, metric: "score", loss: rules.loss }
  const problem = { ...facts, ...(fidelity !== undefined && { fidelity }) }
  let state = scheduler.init(problem, ledger)
  return {
    by: scheduler.id,
    ledger,
    problem,
    state: () => state,
    add(body) {
      const event = at(ledger.seq + 1, body)
      fold(ledger, event)
      state = scheduler.observe(state, event, ledger)
    },
  }
}

/** No scheduler reads the chain, and it is dear to make. */
const at = (seq: number, body: EventBody): StudyEvent => ({ ...body, seq, at: 1000 * seq, hash: "" })

/** What is lost is handed out again first. Where the sampler may choose, every other time a paused trial goes on. */
function begin({ ledger, add, by }: Stage, random: Rng, next: Next): void {
  if (next.do === "wait") return
  const [thawed] = next.do === "choose" && random.below(2) === 0 ? pick(random, [...ledger.paused]) : []
  const [waiting] = ledger.waiting
  const trial = next.do === "resume" ? next.trial : (thawed ?? waiting ?? ledger.trials.length)
  if (trial === ledger.trials.length) {
    const { given, parent } = next.do === "start" ? next : {}
    const config = { x: Number(given?.flat["x"] ?? random.uniform()) }
    const born = parent === undefined ? {} : { parent }
    add({ kind: "trial.suggested", trial, config, why: given?.why ?? "drawn", by: given ? by : "random/1", basis: ledger.seq, ...born })
  }
  const { attempts, curve, parent } = ledger.trials[trial]!
  const resume = curve.steps.at(-1) ?? parent?.step
  const goesOn = trial !== waiting && resume !== undefined
  const max = ledger.definition.fidelity?.max
  const fidelity = next.do === "choose" ? max && Math.min(max, (resume ?? 0) + next.stride) : next.fidelity
  add({
    kind: "trial.started",
    trial,
    attempt: attempts + 1,
    session: "a",
    ...(fidelity !== undefined && { fidelity }),
    ...(goesOn && { resume }),
  })
}

/** One in thirty attempts crashes, one is lost and handed out again, and one ended trial is excluded. */
function mishap({ ledger, add }: Stage, random: Rng, trial: number): boolean {
  const fate = random.below(30)
  const { attempts: attempt } = ledger.trials[trial]!
  const [ended] = pick(random, ledger.finished)
  if (fate === 0) add({ kind: "trial.finished", trial, attempt, state: "failed", metrics: {}, failure: { kind: "crash", message: "" } })
  if (fate === 1) add({ kind: "trial.requeued", trial, attempt, failure: { kind: "infra", message: "" }, why: "lost" })
  if (fate === 2 && ended !== undefined) add({ kind: "trial.excluded", trial: ended, why: "a person said so" })
  return fate <= 1
}

/** A curve that falls towards the trial's own level, with noise; on whole steps from 1. */
function report({ ledger, add }: Stage, { seed, direction }: Setting, trial: number): void {
  const { attempts: attempt, curve, parent } = ledger.trials[trial]!
  const step = (curve.steps.at(-1) ?? parent?.step ?? 0) + 1
  const of = rng(seed, trial, "fold")
  const [level, start] = [of.uniform(), 1 + of.uniform()]
  const loss = level + start / step + rng(seed, trial, "fold", step).normal() / 20
  add({ kind: "trial.reported", trial, attempt, step, metrics: { score: direction === "minimize" ? loss : -loss, seconds: step } })
}

function carryOut(
  { add, by, ledger }: Stage,
  { steps }: Setting,
  { number: trial, attempts: attempt, curve, updates }: RunningTrial,
  decision: Decision,
): void {
  const { action, why } = decision
  const done = { trial, attempt, metrics: {} }
  if (decision.action === "update") {
    const { config, apply, from } = decision
    const rev = updates.length + 1
    const told = { trial, attempt, rev, report: ledger.seq, config, apply, ...(from !== undefined && { from }), why, by }
    add({ kind: "trial.updated", ...told })
    if (apply === "restart") add({ kind: "trial.requeued", trial, attempt, failure: { kind: "interrupted", message: why }, why })
    else if (rev % 3 !== 0) add({ kind: "trial.applied", trial, attempt, rev })
    else add({ kind: "trial.refused", trial, attempt, rev, why: "not this one" })
  } else if (action === "pause") add({ kind: "trial.decided", trial, action, why, report: ledger.seq, by })
  else if (action === "stop" && decision.result !== undefined)
    add({ kind: "trial.finished", state: "complete", why, ...done, metrics: decision.result })
  else if (action === "stop") add({ kind: "trial.finished", state: "pruned", why, ...done })
  else if (curve.steps.at(-1)! >= steps) add({ kind: "trial.finished", state: "complete", ...done })
}

const pick = <T>(random: Rng, items: readonly T[]): readonly T[] => (items.length === 0 ? [] : [items[random.below(items.length)]!])
