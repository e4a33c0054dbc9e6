import {
  advance,
  createMind,
  type Choose,
  type Chosen,
  type EventBody,
  type Mind,
  type Sampler,
  type StudyEvent,
  type Verdict,
} from "@diapason/core"
import { choose } from "../choose.ts"
import type { Recording } from "./recording.ts"

/** A recording while it is being played: what the scheduler knows by now, and what is to happen next. */
export interface Stage {
  readonly recording: Recording
  readonly mind: Mind
  readonly busy: Map<number, Due>
  readonly unknown: number[]
  now: number
  seq: number
  planned: number
  steps: number
  ms: number
}

/** What a running training does next, and when: its report of that index, or its own end after the last one. */
export interface Due {
  readonly trial: number
  readonly report: number
  readonly at: number
  /** Of two at one time the one that was planned first comes first. */
  readonly order: number
}

/** Before the first trial; the study's changes on its way stand at the beginning. */
export function begin(recording: Recording, scheduler: Chosen): Stage {
  const { terminator: _, adapt: __, objectives, ...rest } = recording.definition
  const budget = { trials: recording.trials.length }
  // Who reached the target would end the study; here it is asked what becomes of all that was tried.
  const aims = objectives.map(({ target: ___, ...objective }) => objective)
  const definition = { ...rest, objectives: aims, scheduler, budget, updates: false }
  const chosen: Choose = (_definition, ledger) => ({ scheduler: choose(definition, ledger).scheduler, sampler: silent })
  const mind = createMind({ kind: "study.created", definition, seq: 1, at: 0, hash: "" }, chosen)
  const stage: Stage = { recording, mind, busy: new Map(), unknown: [], now: 0, seq: 1, planned: 0, steps: 0, ms: 0 }
  for (const { sampler: _s, scheduler: _c, terminator: _t, adapt: _a, ...event } of recording.revisions) add(stage, event)
  return stage
}

/** Nobody is asked for a configuration: they are those of the record. */
const silent: Sampler = {
  id: "recorded/1",
  init: () => undefined,
  observe: () => undefined,
  suggest: () => ({ exhausted: "only what was recorded is played" }),
} as Sampler

/** Takes in an event at the present moment; for a report, what its trial is to do. */
export function add(stage: Stage, event: EventBody): Verdict | undefined {
  const stamped = { ...event, seq: ++stage.seq, at: stage.now, hash: "" } as StudyEvent
  return advance(stage.mind, stamped)
}

/** What happens next; undefined when nothing runs. */
export function earliest(busy: ReadonlyMap<number, Due>): Due | undefined {
  let first: Due | undefined
  for (const due of busy.values())
    if (first === undefined || due.at < first.at || (due.at === first.at && due.order < first.order)) first = due
  return first
}
