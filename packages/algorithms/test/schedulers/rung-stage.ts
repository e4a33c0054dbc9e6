import {
  createLedger,
  fold,
  type Budget,
  type Decision,
  type EventBody,
  type Fidelity,
  type Flat,
  type Ledger,
  type Next,
  type RunningTrial,
  type Scheduler,
  type SchedulerProblem,
  type StudyEvent,
} from "@diapason/core"
import { study } from "@diapason/testkit"
import { expect } from "vitest"

interface Setting {
  readonly fidelity?: Fidelity
  readonly direction?: "minimize" | "maximize"
  readonly budget?: Budget
  readonly seed?: number
  /** Where configurations come from when the scheduler gives none; 0. */
  readonly draw?: (trial: number) => number
}

/**
 * A study whose slots are filled and whose reports are made by hand. What the scheduler answers is held against a state that is made
 * from the ledger alone, each time, and carried out as a conductor would.
 */
export function stage(scheduler: Scheduler, { direction = "minimize", draw = () => 0, ...more }: Setting = {}) {
  const first = study({ objectives: [{ metric: "loss", direction }], seed: 1, ...more })
  const ledger: Ledger = createLedger({ ...first, seq: 1, at: 1, hash: "" } as StudyEvent)
  const { definition, space, rules } = ledger
  const { fidelity, seed } = definition
  const facts = { space, objectives: 1, constraints: 0, seed, settings: {}, metric: "loss", loss: rules.loss }
  const problem: SchedulerProblem = { ...facts, ...(fidelity !== undefined && { fidelity }) }
  let state = scheduler.init(problem, ledger)
  const add = (body: EventBody): void => {
    const event = { ...body, seq: ledger.seq + 1, at: ledger.seq + 1, hash: "" } as StudyEvent
    fold(ledger, event)
    state = scheduler.observe(state, event, ledger)
  }
  const attemptOf = (trial: number): number => ledger.trials[trial]!.attempts
  const next = (): Next => {
    const answer = scheduler.next(state, ledger)
    expect(scheduler.next(scheduler.init(problem, ledger), ledger)).toEqual(answer)
    return answer
  }
  const start = (trial: number, target: number | undefined, resume: number | undefined): number => {
    const aim = { ...(target !== undefined && { fidelity: target }), ...(resume !== undefined && { resume }) }
    add({ kind: "trial.started", trial, attempt: attemptOf(trial) + 1, session: "a", ...aim })
    return trial
  }
  const stage = {
    ledger,
    add,
    next,
    /** Fills a slot; the number of the trial that runs in it, or undefined where that is to wait. */
    fill(): number | undefined {
      const [waiting] = ledger.waiting
      if (waiting !== undefined) return start(waiting, ledger.trials[waiting]!.fidelity, undefined)
      const answer = next()
      if (answer.do === "wait" || answer.do === "choose") return undefined
      if (answer.do === "resume") {
        const last = fidelity?.resumable === false ? undefined : ledger.trials[answer.trial]!.curve.steps.at(-1)
        return start(answer.trial, answer.fidelity, last)
      }
      if (definition.budget.trials !== undefined && ledger.trials.length >= definition.budget.trials) return undefined
      const trial = ledger.trials.length
      const flat: Flat = answer.given?.flat ?? { x: draw(trial) }
      add({ kind: "trial.suggested", trial, config: { ...flat }, why: "", by: scheduler.id, basis: ledger.seq })
      return start(trial, answer.fidelity, undefined)
    },
    /** Reports, and carries out what is decided. */
    report(trial: number, step: number, loss?: number): Decision {
      const metrics = { seconds: step, ...(loss !== undefined && { loss: Number.isNaN(loss) ? ("nan" as const) : loss }) }
      add({ kind: "trial.reported", trial, attempt: attemptOf(trial), step, metrics })
      const running = ledger.trials[trial] as RunningTrial
      const decision = scheduler.decide(state, running, ledger)
      expect(scheduler.decide(scheduler.init(problem, ledger), running, ledger)).toEqual(decision)
      const { action, why } = decision
      if (action === "pause") add({ kind: "trial.decided", trial, report: ledger.seq, action, why, by: scheduler.id })
      if (action === "stop") stage.end(trial, "pruned")
      if (action === "continue" && step >= (fidelity?.max ?? Infinity)) stage.end(trial, "complete")
      return decision
    },
    end(trial: number, how: "complete" | "pruned" | "failed"): void {
      const failure = how === "failed" ? { failure: { kind: "crash" as const, message: "" } } : {}
      add({ kind: "trial.finished", trial, attempt: attemptOf(trial), state: how, metrics: {}, ...failure })
    },
    lose: (trial: number): void =>
      add({ kind: "trial.requeued", trial, attempt: attemptOf(trial), failure: { kind: "infra", message: "" }, why: "lost" }),
    target: (trial: number): number | undefined => ledger.trials[trial]!.fidelity,
    /** Plays a free slot to its end with these losses by trial; answers `trial@target`, or `wait`. */
    turn(losses: (trial: number, step: number) => number): string {
      const trial = stage.fill()
      if (trial === undefined) return "wait"
      const target = ledger.trials[trial]!.fidelity ?? 0
      let step = ledger.trials[trial]!.curve.steps.at(-1) ?? 0
      while (ledger.running.has(trial) && step < target) stage.report(trial, ++step, losses(trial, step))
      return `${trial}@${target}`
    },
  }
  return stage
}
