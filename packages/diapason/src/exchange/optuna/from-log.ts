import { canonicalJson, createLedger, fold, type EventStore, type Json, type Ledger, type StudyEvent, type Trial } from "@diapason/core"
import { createLosses, type Losses } from "./losses.ts"
import { lowering } from "./lowered.ts"
import { fixedParams, optunaTrial, type Telling } from "./optuna-trial.ts"
import { restored, studyOrigin, type StudyOrigin, type TrialOrigin } from "./origin.ts"
import { jsonOf } from "./python-json.ts"
import { pythonText } from "./python-text.ts"
import type { Attributes, OptunaStudy, OptunaTrial } from "./study.ts"
import { unsaid } from "./unsaid.ts"

/** A study of ours as Optuna would have it, and what it cannot hold, each in one line. Throws D4xx. */
export async function fromLog(
  store: EventStore,
  name: string,
  called: string = name,
): Promise<{ readonly study: OptunaStudy; readonly lost: readonly string[] }> {
  const gathered = await gather(store, name)
  const { ledger, notes } = gathered
  const origin = studyOrigin(ledger.definition.origin)
  const losses = createLosses()
  unsaid(ledger, origin, gathered.kinds, losses)
  const said = { ledger, lowering: lowering(ledger, origin), origin, notes: (trial: number) => notes.get(trial) ?? new Map<string, Json>() }
  return {
    study: {
      name: called,
      directions: directionsOf(ledger, origin),
      user: attributes(notes.get(undefined) ?? new Map<string, Json>(), origin?.user),
      system: origin?.system ?? { "study:metric_names": pythonText(ledger.definition.objectives.map(({ metric }) => metric)) },
      trials: numberedTrials(gathered, said, origin, losses),
    },
    lost: losses.lines,
  }
}

interface Gathered {
  readonly ledger: Ledger
  /** What was noted of a trial, or of the study, by key. */
  readonly notes: ReadonlyMap<number | undefined, ReadonlyMap<string, Json>>
  readonly origins: ReadonlyMap<number, TrialOrigin>
  /** Origins of the configurations that still wait, first in first out. */
  readonly waiting: readonly (TrialOrigin | undefined)[]
  readonly kinds: ReadonlyMap<string, number>
}

async function gather(store: EventStore, name: string): Promise<Gathered> {
  const notes = new Map<number | undefined, Map<string, Json>>()
  const origins = new Map<number, TrialOrigin>()
  const waiting: (TrialOrigin | undefined)[] = []
  // Another program's words are not Optuna's.
  const ours = (origin: Json | undefined): TrialOrigin | undefined =>
    studyOrigin(ledger?.definition.origin) === undefined ? undefined : (origin as unknown as TrialOrigin | undefined)
  const kinds = new Map<string, number>()
  let ledger: Ledger | undefined
  for await (const batch of store.read(name, 0))
    for (const event of batch) {
      ledger = ledger === undefined ? createLedger(event) : fold(ledger, event)
      kinds.set(event.kind, (kinds.get(event.kind) ?? 0) + 1)
      note(notes, event)
      const added = event.kind === "trial.added" ? ours(event.origin) : undefined
      if (added !== undefined && event.kind === "trial.added") origins.set(event.trial, added)
      if (event.kind === "baseline.enqueued") waiting.push(ours(event.origin))
      if (event.kind !== "trial.suggested" || event.by !== "baseline") continue
      const begun = waiting.shift()
      // It has its number from where it was enqueued; what it comes to is ours.
      if (begun !== undefined) origins.set(event.trial, { number: begun.number })
    }
  return { ledger: ledger!, notes, origins, waiting, kinds }
}

function note(notes: Map<number | undefined, Map<string, Json>>, event: StudyEvent): void {
  if (event.kind !== "note.set") return
  const known = notes.get(event.trial) ?? new Map<string, Json>()
  notes.set(event.trial, known)
  if (event.value === null && event.why !== undefined) known.delete(event.key)
  else known.set(event.key, event.value)
}

function directionsOf({ definition }: Ledger, origin: StudyOrigin | undefined): OptunaStudy["directions"] {
  return origin?.directions ?? definition.objectives.map(({ direction }) => (direction === "maximize" ? "MAXIMIZE" : "MINIMIZE"))
}

/** Notes as attributes; those that say what Optuna said, in its own text. */
function attributes(notes: ReadonlyMap<string, Json>, own: Attributes = {}): Attributes {
  const texts = [...notes].map(([key, value]): [string, string] => {
    const text = own[key]
    return [key, text !== undefined && canonicalJson(jsonOf(text)) === canonicalJson(value) ? text : pythonText(value)]
  })
  return Object.fromEntries(texts)
}

/** All trials in the order of their numbers; those that Optuna does not know yet get the next ones. */
function numberedTrials(gathered: Gathered, said: Telling, origin: StudyOrigin | undefined, losses: Losses): readonly OptunaTrial[] {
  const { ledger, origins, waiting, notes } = gathered
  const texts = origin?.distributions ?? []
  const known: OptunaTrial[] = (origin?.aside ?? []).map((one) => restored(one, undefined, texts))
  const fresh: OptunaTrial[] = []
  for (const trial of ledger.trials) {
    const one = optunaTrial(said, trial)
    const own = origins.get(trial.number)
    if (own === undefined) fresh.push(one)
    else known.push({ ...restored(own, one, texts), user: userOf(trial, one, own, notes.get(trial.number)) })
    odd(one, losses)
  }
  ledger.baselines.forEach(({ config, label }, i) => {
    const own = waiting[i]
    if (own !== undefined) return void known.push(restored(own, undefined, texts))
    const system = { fixed_params: fixedParams(said.lowering.values({ config })) }
    const user: Attributes = label === undefined ? {} : { "diapason:label": pythonText(label) }
    fresh.push({ number: -1, state: "WAITING", params: {}, reports: [], user, system })
  })
  return withNumbers(known, fresh)
}

/** Notes that were set here later stand over the attributes that came along. */
function userOf(trial: Trial, one: OptunaTrial, own: TrialOrigin, notes: ReadonlyMap<string, Json> = new Map()): Attributes {
  return trial.by === "added" ? attributes(notes, own.user) : one.user
}

function odd(trial: OptunaTrial, losses: Losses): void {
  if (trial.state === "COMPLETE" && trial.values === undefined) losses.add(`the value of trial ${trial.number}, which is no number`)
}

function withNumbers(known: readonly OptunaTrial[], fresh: readonly OptunaTrial[]): readonly OptunaTrial[] {
  const taken = new Map(known.map((trial) => [trial.number, trial]))
  let next = 0
  for (const trial of fresh) {
    while (taken.has(next)) next++
    taken.set(next, { ...trial, number: next })
  }
  return [...taken.values()].sort((a, b) => a.number - b.number).map((trial, number) => ({ ...trial, number }))
}
