import { createLedger, definitionOf, fault, fold, type EventBody, type Json, type Ledger, type Objective } from "@diapason/core"
import { addedEvent, objectivesOf, type Added } from "./added-event.ts"
import { constraintsOf, type Constraints } from "./constraints.ts"
import { drawsReader, type Draws } from "./drawn.ts"
import { enqueued } from "./enqueued.ts"
import { lowering } from "./lowered.ts"
import { optunaTrial } from "./optuna-trial.ts"
import { difference, numbered, type Numbered, type StudyOrigin } from "./origin.ts"
import { jsonOf } from "./python-json.ts"
import { spaceOf, type FoundSpace } from "./space-of.ts"
import type { OptunaStudy, OptunaTrial } from "./study.ts"
import { counted, type Losses } from "./losses.ts"

/** A study of Optuna's as the log of a study of ours. */
export interface Translated {
  readonly name: string
  readonly events: readonly EventBody[]
  /** How many trials there are of each state, and how many configurations wait to be tried. */
  readonly counts: Readonly<Record<string, number>>
}

/**
 * Tells a study of Optuna's in events: its creation, what was noted of it, its trials by their numbers, and what is enqueued. What has no word here
 * goes along as `origin`, so that an export gives it back; `losses` hears of it. Throws D351 where nothing says what its space is, D1xx.
 */
export function toEvents(study: OptunaStudy, name: string, losses: Losses): Translated {
  const read = drawsReader((parameter) => losses.add(`the parameter ${parameter}, whose distribution is not known`))
  const draws = study.trials.map(({ params }) => read(params))
  const found = spaceFor(study, draws)
  found.notes.forEach((note) => losses.add(note))
  const objectives = objectivesOf(study)
  const constraints = constraintsOf(study.trials, new Set([...found.names.values(), ...objectives.map(({ metric }) => metric)]))
  const distributions = numbered()
  const parts = sorted(study, draws, found, losses)
  const added = parts.trials.map(({ trial, config }, number) => addedEvent(trial, config, number, objectives, constraints))
  const bare: StudyOrigin = {
    program: "optuna",
    distributions: distributions.texts,
    usual: usualOf(study.trials, distributions),
    names: Object.fromEntries([...found.names].filter(([optuna, ours]) => optuna !== ours).map(([optuna, ours]) => [ours, optuna])),
    switches: [...found.switches.values()],
    constraints: constraints.names,
    directions: study.directions,
    user: study.user,
    system: study.system,
    aside: parts.aside.map((trial) => difference(trial, undefined, distributions)),
  }
  const ledger = ledgerOf(name, found, objectives, constraints, bare, added)
  const telling = {
    ledger,
    lowering: lowering(ledger, bare),
    origin: bare,
    notes: (number: number) => notesOf(parts.trials[number]!.trial.user),
  }
  const told = added.map((event, i): Added => {
    return {
      ...event,
      origin: difference(parts.trials[i]!.trial, optunaTrial(telling, ledger.trials[i]!), distributions) as unknown as Json,
    }
  })
  const waiting = enqueued(parts.waiting, found, ledger, losses)
  const events: EventBody[] = [
    { kind: "study.created", definition: { ...ledger.definition, origin: whole(bare, waiting.aside, distributions) } },
    ...[...notesOf(study.user)].map(([key, value]): EventBody => ({ kind: "note.set", key, value })),
    ...told.flatMap((event, i): readonly EventBody[] => [event, ...notesOn(i, parts.trials[i]!.trial)]),
    ...waiting.baselines.map(({ config, trial }): EventBody => {
      return {
        kind: "baseline.enqueued",
        config,
        why: "enqueued in Optuna",
        origin: difference(trial, undefined, distributions) as unknown as Json,
      }
    }),
  ]
  const states = counted(added.map(({ state }) => state))
  return { name, events, counts: { ...states, ...(waiting.baselines.length > 0 && { enqueued: waiting.baselines.length }) } }
}

/** The table of distributions is full only now. */
const whole = (bare: StudyOrigin, more: readonly OptunaTrial[], distributions: Numbered): Json =>
  ({
    ...bare,
    aside: [...bare.aside, ...more.map((trial) => difference(trial, undefined, distributions))],
    distributions: [...distributions.texts],
  }) as unknown as Json

/** Throws D351 where no trial has a parameter. */
function spaceFor(study: OptunaStudy, draws: readonly Draws[]): FoundSpace {
  const of = (state: OptunaTrial["state"]): readonly Draws[] => draws.filter((one, i) => one.size > 0 && study.trials[i]!.state === state)
  const all = draws.filter((one) => one.size > 0)
  const telling = [of("COMPLETE"), of("PRUNED"), all].find((some) => some.length > 0)
  if (telling !== undefined) return spaceOf(all, telling)
  throw fault("D351", {
    file: study.name,
    line: undefined,
    problem: "no trial of this study has a parameter, so nothing says what its space is",
    mend: "there is nothing to learn from it yet: begin a new study, or let Optuna run a trial first",
  })
}

interface Parts {
  readonly trials: readonly { readonly trial: OptunaTrial; readonly config: Added["config"] }[]
  readonly waiting: readonly OptunaTrial[]
  readonly aside: readonly OptunaTrial[]
}

/** What becomes of each trial. */
function sorted(study: OptunaStudy, draws: readonly Draws[], found: FoundSpace, losses: Losses): Parts {
  const parts = {
    trials: [] as { trial: OptunaTrial; config: Added["config"] }[],
    waiting: [] as OptunaTrial[],
    aside: [] as OptunaTrial[],
  }
  let [running, lacking] = [0, 0]
  study.trials.forEach((trial, i) => {
    if (trial.state === "WAITING") return void parts.waiting.push(trial)
    const config = trial.state === "RUNNING" ? undefined : found.configOf(draws[i]!)
    if (config !== undefined) return void parts.trials.push({ trial, config })
    if (trial.state === "RUNNING") running++
    else lacking++
    parts.aside.push(trial)
  })
  losses.count(
    running,
    "trial that Optuna was still running",
    "trials that Optuna was still running",
    "kept for an export, and not among the trials here",
  )
  losses.count(
    lacking,
    "trial that lacks parameters which others have",
    "trials that lack parameters which others have",
    "kept for an export, and not among the trials here",
  )
  return parts
}

function ledgerOf(
  name: string,
  { space }: FoundSpace,
  objectives: readonly Objective[],
  constraints: Constraints,
  origin: StudyOrigin,
  added: readonly Added[],
): Ledger {
  const limits = constraints.names.map((one) => `${one} <= 0`)
  const definition = definitionOf({ name, space: space.json, objectives, ...(limits.length > 0 && { constraints: limits }) })
  const stamped = { at: 0, hash: "" }
  const ledger = createLedger({
    kind: "study.created",
    definition: { ...definition, origin: origin as unknown as Json },
    seq: 1,
    ...stamped,
  })
  added.forEach((event, i) => fold(ledger, { ...event, seq: i + 2, ...stamped }))
  return ledger
}

/** The distribution that each parameter had last. */
function usualOf(trials: readonly OptunaTrial[], distributions: Numbered): StudyOrigin["usual"] {
  const last = new Map(
    trials.flatMap(({ params }) => Object.entries(params).map(([name, { distribution }]) => [name, distribution] as const)),
  )
  return Object.fromEntries([...last].map(([name, text]) => [name, distributions.of(text)]))
}

const notesOf = (user: OptunaStudy["user"]): ReadonlyMap<string, Json> =>
  new Map(Object.entries(user).map(([key, text]) => [key, jsonOf(text)]))

const notesOn = (trial: number, { user }: OptunaTrial): readonly EventBody[] =>
  [...notesOf(user)].map(([key, value]): EventBody => ({ kind: "note.set", trial, key, value }))
