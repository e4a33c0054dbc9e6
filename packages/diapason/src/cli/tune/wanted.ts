import type { ScheduleFile } from "@diapason/algorithms"
import {
  DiapasonError,
  fault,
  spaceFromJson,
  type Chosen,
  type Fidelity,
  type Json,
  type Objective,
  type Space,
  type Transfer,
  type Wanted,
} from "@diapason/core"
import type { ConfigFile } from "../config/config-file.ts"
import { transferOf } from "../../memory/transfer-of.ts"
import { costOf } from "./cost-of.ts"
import { durationOf } from "../text/duration.ts"
import { atPlace } from "./at-place.ts"
import { baselinesIn, priorsIn, provenNotes, type Baseline } from "./baselines-in.ts"
import { asReplay } from "./replayed.ts"
import type { Settings } from "./settings.ts"
import { splitWords } from "./split-words.ts"
import { defaultName } from "./study-name.ts"
import { withTargets } from "./until.ts"

/** What a `tune` command asks for. */
export interface Tuning {
  readonly wanted: Wanted
  readonly space: Space
  readonly command: readonly string[]
  readonly baselines: readonly Baseline[]
  /** Which earlier studies of the store teach it; undefined where nothing was said. */
  readonly transfer: Transfer | "off" | undefined
  /** What the library of proven baselines brought, one line each. */
  readonly notes?: readonly string[]
  /** The schedule that is trained by again. */
  readonly replays?: ScheduleFile
}

/** What flags say that no file can. */
interface Extra {
  readonly until?: readonly string[] | undefined
  readonly replaySchedule?: ScheduleFile | undefined
  /** The trials are run by whoever asks, so that there need not be a command. */
  readonly asks?: boolean
}

/** The study that the settings describe. Throws D1xx: nothing was started. */
export function tuningOf(settings: Settings, { until, replaySchedule: replays, asks }: Extra): Tuning {
  const values = replays === undefined ? settings.values : withSchedule(settings, replays)
  const { origins } = settings
  const command = commandOf(values)
  const json = spaceJson(values)
  if (command.length === 0 && asks !== true) throw fault("D142", { given: "" })
  if (Object.keys(json).length === 0) throw fault("D143", { given: command.join(" ") })
  if (values.objectives === undefined) throw fault("D141", { given: command.join(" ") })
  const space = spaceAt(json, values.constraints ?? [], origins)
  const bare: Wanted = {
    ...definitionOf({ ...settings, values }, space),
    name: "study",
    space: space.json,
    objectives: objectivesOf(values, origins),
    ...(command.length > 0 && { command }),
  }
  const wanted = replays === undefined ? bare : asReplay(replays, bare)
  const objectives = withTargets(wanted.objectives, until ?? [])
  const name = values.name ?? (replays === undefined ? defaultName(command, space, objectives) : wanted.name)
  const baselines = baselinesIn({ ...settings, values }, space)
  // Values that are all given leave nothing to be taught.
  const transfer = replays === undefined ? transferOf(values.transfer) : "off"
  return {
    wanted: { ...wanted, objectives, name },
    space,
    command,
    baselines,
    transfer,
    notes: provenNotes({ ...settings, values }, baselines, wanted.priors),
    ...(replays !== undefined && { replays }),
  }
}

/** The words of the command: of a line for a shell, the line. */
function commandOf({ command = [], shell }: ConfigFile): readonly string[] {
  if (typeof command !== "string") return command
  return shell === true ? [command] : splitWords(command)
}

/** The space with what is passed through and what is derived. Throws D111 for a name that is said twice. */
function spaceJson({ space = {}, fixed = {}, derived = {} }: ConfigFile): Readonly<Record<string, Json>> {
  const json: Record<string, Json> = { ...space }
  const add = (name: string, parameter: Json, second: string): void => {
    if (Object.hasOwn(json, name)) throw fault("D111", { name, first: "space", second })
    json[name] = parameter
  }
  for (const [name, value] of Object.entries(fixed)) add(name, { type: "fixed", value }, "fixed")
  for (const [name, expr] of Object.entries(derived)) add(name, { type: "derived", expr }, "derived")
  return json
}

/** Each parameter alone first, so that what is wrong with one is told with its place. */
function spaceAt(json: Readonly<Record<string, Json>>, constraints: readonly string[], origins: Settings["origins"]): Space {
  try {
    return spaceFromJson(json, constraints)
  } catch (error) {
    if (!(error instanceof DiapasonError)) throw error
    const text = `${JSON.stringify(error.facts["at"] ?? "")} ${error.words.what}`
    const named = Object.keys(json).find((name) => text.includes(`space.${name}`) || error.words.what.startsWith(`${name}=`))
    const place =
      named === undefined
        ? origins.get("constraints")
        : (origins.get(`space.${named}`) ?? origins.get(`fixed.${named}`) ?? origins.get(`derived.${named}`))
    return atPlace(place, () => {
      throw error
    })
  }
}

function objectivesOf({ objectives = [], stop_when: goals = {} }: ConfigFile, origins: Settings["origins"]): readonly Objective[] {
  const names = objectives.map(({ metric }) => metric)
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice !== undefined) throw fault("D140", { flag: "objectives", text: twice, expected: "a metric that is not an objective already" })
  const stray = Object.keys(goals).find((name) => !names.includes(name))
  if (stray !== undefined)
    atPlace(origins.get(`stop_when.${stray}`), () => {
      throw fault("D140", { flag: "stop_when", text: stray, expected: `a value of ${names.join(" or ")}` })
    })
  return objectives.map(({ metric, direction, reduce, target }) => {
    const goal = goals[metric] ?? target
    return { metric, direction, ...(reduce !== undefined && reduce !== "last" && { reduce }), ...(goal !== undefined && { target: goal }) }
  })
}

function definitionOf(settings: Settings, space: Space): Partial<Wanted> {
  const { values } = settings
  const priors = priorsIn(settings, space)
  const { budget, fidelity, sampler, scheduler, terminator, adapt, seed, facts, outcome_constraints: measured = [] } = values
  const constraints = [...space.constraints, ...measured]
  const ending = terminator ?? plateauOf(budget)
  return {
    ...(constraints.length > 0 && { constraints }),
    ...(budget !== undefined && { budget: budgetOf(budget, values) }),
    ...(fidelity !== undefined && { fidelity: fidelityOf(fidelity) }),
    ...(priors !== undefined && { priors }),
    ...(sampler !== undefined && { sampler: chosen(sampler) }),
    ...(scheduler !== undefined && { scheduler: chosen(scheduler) }),
    ...(ending !== undefined && { terminator: chosen(ending) }),
    ...(adapt !== undefined && adapt.length > 0 && { adapt: adapt as Json[] }),
    ...(seed !== undefined && { seed }),
    ...(facts !== undefined && { facts }),
  }
}

/** What counts as the budget; an empty one is none. */
function budgetOf({ trials, wall, cost }: NonNullable<ConfigFile["budget"]>, values: ConfigFile): Wanted["budget"] & object {
  return {
    ...(trials !== undefined && { trials }),
    ...(wall !== undefined && { wall: durationOf("budget.wall", wall) }),
    ...(cost !== undefined && { cost: costOf(cost, values) }),
  }
}

const plateauOf = (budget: ConfigFile["budget"]): Chosen | undefined =>
  budget?.plateau && {
    type: "stagnation",
    trials: budget.plateau.trials,
    ...(budget.plateau.min_gain !== undefined && { gain: budget.plateau.min_gain }),
  }

function fidelityOf({ name, min, max, eta, resumable }: NonNullable<ConfigFile["fidelity"]>): Fidelity {
  if (max < min) throw fault("D140", { flag: "fidelity", text: `${min}..${max}`, expected: "a max that is not below min" })
  const goesOn = resumable === true || resumable === "checkpoint"
  return { name, min, max, ...(eta !== undefined && { eta }), ...(resumable !== undefined && { resumable: goesOn }) }
}

const chosen = (spec: string | Chosen): Chosen => (typeof spec === "string" ? { type: spec } : spec)

/** What a schedule was found with is what it is trained with again, unless more is said. Throws D140 for settings that it leaves nothing to. */
function withSchedule({ values, origins }: Settings, { objectives, fidelity, space }: ScheduleFile): ConfigFile {
  for (const key of ["sampler", "scheduler", "baselines"] as const) {
    if (values[key] === undefined) continue
    const text = key === "baselines" ? shortest(values.baselines!) : String(values[key])
    throw fault("D140", { flag: origins.get(key) ?? key, text, expected: "nothing beside --replay-schedule, which brings all values," })
  }
  return {
    ...values,
    space: values.space ?? (space as Record<string, Json>),
    objectives: values.objectives ?? objectives.map(({ metric, direction }) => ({ metric, direction })),
    ...(values.fidelity === undefined && fidelity !== undefined && { fidelity: fidelity as NonNullable<ConfigFile["fidelity"]> }),
  }
}

const shortest = (baselines: readonly unknown[]): string => JSON.stringify(baselines[0] ?? {})
