import { createLedger, fold, type Advice, type EventBody, type SchedulerProblem, type StudyEvent, type Terminator } from "@diapason/core"
import { rng, type Rng } from "@diapason/math"
import fc from "fast-check"
import { study } from "../../generators/study-log.ts"

/** How a study goes: trials on a bowl with noise, of which some fail, are pruned, bring no number, break a limit, are excluded and taken back. */
export interface Course {
  readonly seed: number
  /** Trials that end. */
  readonly ends: number
  readonly direction: "minimize" | "maximize"
  /** How much results differ when a trial is repeated, beside a bowl of height 1. */
  readonly noise: number
}

export const anyCourse: fc.Arbitrary<Course> = fc.record({
  seed: fc.nat(10_000),
  ends: fc.constantFrom(1, 2, 5, 15, 40),
  direction: fc.constantFrom("minimize", "maximize"),
  noise: fc.constantFrom(0, 0.01, 1),
})

/** The first ends, then some of them: terminators may take their time. */
export const nowAndThen = (ended: number): boolean => ended <= 3 || ended % 9 === 4

interface Asked {
  /** Trials that had ended. */
  readonly ended: number
  readonly advice: Advice
}

/** Called after each advice with what a state made from the ledger alone would have given. */
type Witness = (folded: Advice, rebuilt: Advice) => void

/** Plays a course, with the advice given after the ends for which `asks` holds, and after the last. */
export function playCourse(terminator: Terminator, course: Course, asks: (ended: number) => boolean, witness?: Witness): readonly Asked[] {
  const { direction, ends, seed } = course
  const ledger = createLedger(at(1, study({ seed, space, objectives: [{ metric: "score", direction }], constraints: ["size <= 0.9"] })))
  const { rules } = ledger
  const facts = { space: ledger.space, objectives: 1, constraints: 1, seed, settings: {} }
  const problem: SchedulerProblem = { ...facts, metric: "score", loss: rules.loss }
  let state = terminator.init(problem, ledger)
  const asked: Asked[] = []
  const random = rng(seed, 0, "random")
  for (let trial = 0; trial < ends; trial++) {
    for (const body of lifeOf(trial, course, random)) {
      const event = at(ledger.seq + 1, body)
      fold(ledger, event)
      state = terminator.observe(state, event, ledger)
    }
    const ended = ledger.finished.length
    if (!asks(ended) && ended !== ends) continue
    const advice = terminator.advise(state, ledger)
    witness?.(advice, terminator.advise(terminator.init(problem, ledger), ledger))
    asked.push({ ended, advice })
  }
  return asked
}

const space = { x: { type: "float", low: 0, high: 1 }, y: { type: "float", low: 0, high: 1 }, kind: { type: "choice", values: ["a", "b"] } }

/** No terminator reads the chain, and it is dear to make. */
const at = (seq: number, body: EventBody): StudyEvent => ({ ...body, seq, at: 1000 * seq, hash: "" })

/** The events from a trial's suggestion to its end, and what a person may do afterwards. */
function lifeOf(trial: number, { direction, noise }: Course, random: Rng): readonly EventBody[] {
  const config = { x: random.uniform(), y: random.uniform(), kind: random.below(2) === 0 ? "a" : "b" }
  const loss = (config.x - 0.3) ** 2 + (config.y - 0.6) ** 2 + (config.kind === "a" ? 0 : 0.1) + noise * random.normal()
  const score = direction === "maximize" ? -loss : loss
  const size = random.uniform()
  const begun: EventBody[] = [
    { kind: "trial.suggested", trial, config, why: "drawn", by: "random/1", basis: 1 },
    { kind: "trial.started", trial, attempt: 1, session: "a" },
    { kind: "trial.reported", trial, attempt: 1, step: 1, metrics: { score, size } },
  ]
  const done = { kind: "trial.finished", trial, attempt: 1, metrics: {} } as const
  const other = random.below(trial + 1)
  switch (random.below(14)) {
    case 0:
      return [...begun, { ...done, state: "failed", failure: { kind: "crash", message: "" } }]
    case 1:
      return [...begun, { ...done, state: "pruned", why: "late" }]
    case 2:
      return [...begun, { ...done, state: "complete", metrics: { score: "nan" } }]
    case 3:
      return [{ kind: "trial.added", trial, config, state: "complete", metrics: { score, size } }]
    case 4:
      return [...begun, { ...done, state: "complete" }, { kind: "trial.excluded", trial: other, why: "a wrong data set" }]
    case 5:
      return [
        ...begun,
        { ...done, state: "complete" },
        { kind: "trial.included", trial: other, why: "it was right" },
        { ...done, state: "pruned" },
      ]
    default:
      return [...begun, { ...done, state: "complete" }]
  }
}
