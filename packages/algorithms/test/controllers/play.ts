import {
  createLedger,
  fold,
  toWireMetrics,
  type Decision,
  type Definition,
  type EventBody,
  type Json,
  type Metrics,
  type RunningTrial,
} from "@diapason/core"
import { expect } from "vitest"
import { choose } from "../../src/choose.ts"

export interface Script {
  readonly rules: readonly Json[]
  /** What is reported at a step, by the values in force and the attempt. */
  readonly curve: (step: number, values: Readonly<Record<string, number>>, attempt: number) => Metrics
  readonly steps: number
  /** Saves its state after each of so many steps; never unless given. */
  readonly save?: number
  /** What becomes of an update by its revision; applied unless said otherwise. */
  readonly answer?: (rev: number) => "applied" | "refused" | "silence"
  readonly definition?: Partial<Definition>
  readonly config?: Readonly<Record<string, Json>>
}

export interface Played {
  /** What was done, in short: `31 lr=0.005 from 30`, `41 stop`, `17 lr=0.003 refused`. */
  readonly actions: readonly string[]
  readonly whys: readonly string[]
  /** How the trial ended, and with which values. */
  readonly end: string
  readonly values: Metrics | undefined
  readonly updates: RunningTrial["updates"]
}

/** One trial under rules, played as a conductor would: what is decided is carried out. A rebuilt state must always decide alike. */
export function play({
  rules,
  curve,
  steps,
  save,
  answer = () => "applied",
  definition = {},
  config = { lr: 0.01, batch: 64 },
}: Script): Played {
  let seq = 0
  const stamped = (body: EventBody) => ({ ...body, seq: ++seq, at: seq, hash: "" })
  const ledger = createLedger(stamped({ kind: "study.created", definition: { ...plain, adapt: rules, ...definition } }))
  const { scheduler } = choose(ledger.definition, ledger)
  const { metric } = ledger.definition.objectives[0]!
  const { fidelity } = ledger.definition
  const facts = { space: ledger.space, objectives: 1, constraints: 0, seed: 1, settings: {}, metric, loss: ledger.rules.loss }
  const problem = { ...facts, ...(fidelity !== undefined && { fidelity }) }
  let state = scheduler.init(problem, ledger)
  const add = (body: EventBody): void => {
    const event = stamped(body)
    fold(ledger, event)
    state = scheduler.observe(state, event, ledger)
  }
  const trial = () => ledger.trials[0] as RunningTrial
  const begin = (attempt: number, resume?: number) =>
    add({ kind: "trial.started", trial: 0, attempt, session: "a", ...(resume !== undefined && { resume }) })
  add({ kind: "trial.suggested", trial: 0, config, why: "", by: "random/1", basis: 0 })
  begin(1)
  const actions: string[] = []
  const whys: string[] = []
  for (let step = 1, moves = 0; step <= steps && moves < 20 * steps; step++, moves++) {
    const { attempts: attempt } = trial()
    const inForce = Object.assign(
      {},
      config,
      ...trial()
        .updates.filter(({ state }) => state === "applied")
        .map(({ config }) => config),
    ) as Record<string, number>
    add({ kind: "trial.reported", trial: 0, attempt, step, metrics: toWireMetrics(curve(step, inForce, attempt)) })
    const decision: Decision = scheduler.decide(state, trial(), ledger)
    expect(scheduler.decide(scheduler.init(problem, ledger), trial(), ledger)).toEqual(decision)
    if (decision.action !== "continue") whys.push(decision.why)
    if (decision.action === "stop")
      return {
        actions: [...actions, `${step} stop`],
        whys,
        end: decision.result ? "complete" : "pruned",
        values: decision.result,
        updates: trial().updates,
      }
    if (decision.action === "update") {
      const { config: set, apply, from } = decision
      const rev = trial().updates.length + 1
      add({
        kind: "trial.updated",
        trial: 0,
        attempt,
        rev,
        report: seq,
        config: set,
        apply,
        why: decision.why,
        by: scheduler.id,
        ...(from !== undefined && { from }),
      })
      const words = Object.entries(set).map(([name, value]) => `${name}=${Number((value as number).toPrecision(6))}`)
      if (apply === "restart") {
        actions.push(`${step} ${words.join(" ")} from ${from!}`)
        add({ kind: "trial.requeued", trial: 0, attempt, failure: { kind: "interrupted", message: "" }, why: "" })
        begin(attempt + 1, trial().checkpoints.at(-1)?.step)
        step = from!
        continue
      }
      const said = answer(rev)
      actions.push(`${step} ${words.join(" ")}${said === "applied" ? "" : ` ${said}`}`)
      if (said === "applied") add({ kind: "trial.applied", trial: 0, attempt, rev })
      if (said === "refused") add({ kind: "trial.refused", trial: 0, attempt, rev, why: "no" })
    }
    if (save !== undefined && step % save === 0) add({ kind: "trial.checkpointed", trial: 0, attempt, step, path: `c/${step}` })
  }
  return { actions, whys, end: "runs on", values: undefined, updates: trial().updates }
}

const plain: Definition = {
  name: "s",
  space: { lr: { type: "float", low: 1e-6, high: 1, scale: "log" }, batch: { type: "ordinal", values: [32, 64, 128, 256] } },
  objectives: [{ metric: "val_loss", direction: "minimize" }],
  seed: 1,
  sampler: { type: "random" },
  scheduler: { type: "none" },
  budget: {},
}
