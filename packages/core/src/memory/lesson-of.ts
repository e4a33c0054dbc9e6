import { DiapasonError } from "../errors/fault.ts"
import type { Objective } from "../event/definition.ts"
import type { Json } from "../event/json.ts"
import { isActive } from "../space/active.ts"
import { contains } from "../space/domain.ts"
import { flatten } from "../space/flatten.ts"
import { spaceFromJson } from "../space/from-json.ts"
import { fulfils } from "../space/fulfils.ts"
import type { Flat } from "../space/parameter.ts"
import type { Space } from "../space/space.ts"
import { usualValue } from "../space/with-defaults.ts"
import type { Account } from "./account.ts"
import { bestAndSpread } from "./best-and-spread.ts"
import type { Lesson, Taught } from "./lesson.ts"
import { isOrIn, matchSpaces, type Match } from "./match-spaces.ts"
import type { Remembered } from "./remembered.ts"

/** The study that learns. */
export interface Today {
  readonly space: Space
  readonly objectives: readonly Objective[]
}

/** How an earlier study is looked at. */
export interface Look {
  /** Names of parameters and metrics there, with those of today. */
  readonly map: Readonly<Record<string, string>>
  /** It was asked for by name: one parameter in common is enough, and one of another meaning is left out rather than the study. */
  readonly named: boolean
}

/** What a study teaches, where it does, and what was made of it. */
export interface Looked {
  readonly account: Account
  /** The declared names that it has. */
  readonly declared: readonly string[]
  readonly lesson?: Lesson
}

/** Trials that a lesson has at least and at most. */
export const fewest = 10
export const mostTaught = 100

/** Reads an earlier study in the words of today's. Throws D1xx when its own space cannot be read. */
export function lessonOf(past: Remembered, today: Today, { map, named }: Look): Looked {
  const there = spaceFromJson(past.space)
  const match = matchSpaces(there, today.space, map)
  const metrics = metricsOf(past, today, map)
  const reading = read(past, { there, today: today.space, match, metrics })
  const searched = [...match.pairs].filter(([name]) => !isFixed(today.space, name))
  const why = obstacle(match, metrics, reading.taught.length, past, named)
  const trials = bestAndSpread(reading.taught, ({ losses }) => losses, mostTaught)
  const account: Account = {
    study: past.study,
    teaches: why === undefined,
    why: why ?? `it has the same goal, and ${searched.map(([name]) => name).join(", ")}`,
    trials: why === undefined ? trials.length : 0,
    of: past.trials.length,
    likeness: match.likeness,
    matched: searched.map(([name, other]) => (name === other ? name : `${other} as ${name}`)),
    filled: why === undefined ? reading.filled : {},
    unused: match.unused,
    refused: match.refused.map((one) => `${one.name}: ${one.why}`),
    near: match.near,
  }
  const declared = Object.keys(map).filter((name) => there.parameters.some((one) => isOrIn(one.name, name)) || isMetric(past, name))
  if (why !== undefined) return { account, declared }
  return { account, declared, lesson: { study: past.study, trials, ...(past.facts !== undefined && { facts: past.facts }) } }
}

const isMetric = ({ objectives }: Remembered, name: string): boolean => objectives.some(({ metric }) => metric === name)

/** A metric there for each objective of today, with the sign that makes it a loss; undefined where one is not there or is turned around. */
type Metrics = readonly ({ readonly name: string; readonly sign: 1 | -1 } | undefined)[]

function metricsOf({ objectives }: Remembered, today: Today, map: Look["map"]): Metrics {
  return today.objectives.map(({ metric, direction }) => {
    const declared = Object.entries(map).find(([, name]) => name === metric)?.[0]
    const found =
      objectives.find((one) => one.metric === declared && one.direction === direction) ??
      objectives.find((one) => one.metric === metric && one.direction === direction)
    return found && { name: found.metric, sign: direction === "maximize" ? -1 : 1 }
  })
}

/** Why it teaches nothing; undefined when it teaches. */
function obstacle(match: Match, metrics: Metrics, usable: number, { objectives, trials }: Remembered, named: boolean): string | undefined {
  if (metrics.includes(undefined))
    return `its goal is another one: ${objectives.map(({ metric, direction }) => `${metric} ${direction}`).join(", ")}`
  if (!named && match.refused.length > 0) return `${match.refused[0]!.name} means something else: ${match.refused[0]!.why}`
  if (named ? match.likeness === 0 : !match.well) return "too few of its parameters are today's"
  if (usable < fewest) return `${usable} of its ${trials.length} complete trials fit into today's space, and ${fewest} are needed`
  return undefined
}

interface Spaces {
  readonly there: Space
  readonly today: Space
  readonly match: Match
  readonly metrics: Metrics
}

function read({ trials }: Remembered, spaces: Spaces): { readonly taught: readonly Taught[]; readonly filled: Record<string, Json> } {
  const { metrics, there } = spaces
  const filled: Record<string, Json> = {}
  const taught = trials.flatMap(({ config, values }): readonly Taught[] => {
    const given = primitives(there, config)
    const flat = given && translated(given, spaces, filled)
    const losses = metrics.map((metric) => (metric === undefined ? NaN : metric.sign * (values[metric.name] ?? NaN)))
    return flat !== undefined && losses.every(Number.isFinite) ? [{ flat, losses }] : []
  })
  return { taught, filled }
}

/** What does not fit into its own space, as a file from elsewhere may say, teaches nothing. */
function primitives(space: Space, config: Readonly<Record<string, Json>>): Flat | undefined {
  try {
    return flatten(space, config)
  } catch (error) {
    if (error instanceof DiapasonError) return undefined
    throw error
  }
}

/** A configuration there in the space of today; undefined where it lies outside. Notes what stands for what was not searched there. */
function translated(given: Flat, { there, today, match }: Spaces, filled: Record<string, Json>): Flat | undefined {
  const flat: Record<string, Json> = {}
  for (const parameter of today.parameters) {
    if (!isActive(today, parameter, flat)) continue
    const { name } = parameter
    const other = match.pairs.get(name)
    const value = other === undefined ? undefined : given[other]
    const fixedThere = other === undefined || isFixed(there, other)
    // What is passed through in both is no part of the search: data sets may have other names.
    const known = parameter.kind === "constant" && fixedThere ? parameter.value : value
    if (known !== undefined && !contains(parameter, known)) return undefined
    flat[name] = known ?? usualValue(parameter)
    if (fixedThere && parameter.kind !== "constant") filled[name] = flat[name]!
  }
  return fulfils(today, flat) ? flat : undefined
}

const isFixed = ({ parameters }: Space, name: string): boolean => parameters.find((one) => one.name === name)?.kind === "constant"
