/**
 * What Optuna knew of a study and its trials that no word of Diapason's says: kept with what was taken over, for the way back. Of a trial only
 * that which `optunaTrial` would not say by itself.
 */
import { fromWire, toWire, type Json, type WireNumber } from "@diapason/core"
import type { Attributes, Direction, OptunaParam, OptunaTrial } from "./study.ts"

/** `origin` of a study that came from Optuna. */
export interface StudyOrigin {
  readonly program: "optuna"
  /** Texts of distributions, by the numbers that stand for them. */
  readonly distributions: readonly string[]
  /** By Optuna's name of a parameter, the number of its distribution unless a trial says another. */
  readonly usual: Readonly<Record<string, number>>
  /** Optuna's names of parameters that have another here. */
  readonly names: Readonly<Record<string, string>>
  /** Parameters that Optuna did not have, which say whether another is there. */
  readonly switches: readonly string[]
  /** Metrics that are constraints of Optuna's. */
  readonly constraints: readonly string[]
  readonly directions: readonly Direction[]
  readonly user: Attributes
  readonly system: Attributes
  /** Trials that are none here: what runs elsewhere, and what is no configuration of the space. */
  readonly aside: readonly TrialOrigin[]
}

/** `origin` of a trial, or of a configuration that was enqueued. `null` says that there is none. */
export interface TrialOrigin {
  readonly number: number
  readonly state?: OptunaTrial["state"]
  readonly start?: string | null
  readonly complete?: string | null
  /** By Optuna's name, the number of a distribution and the value in it. */
  readonly params?: Readonly<Record<string, readonly [number, WireNumber]>>
  readonly values?: readonly WireNumber[] | null
  readonly reports?: readonly (readonly [number, WireNumber])[]
  readonly user?: Attributes
  readonly system?: Attributes
}

/** The origin of a study; undefined where it did not come from Optuna. */
export function studyOrigin(origin: Json | undefined): StudyOrigin | undefined {
  const found = origin as unknown as StudyOrigin | undefined
  return found?.program === "optuna" ? found : undefined
}

/** Numbers of distributions, given out as they are asked for. */
export interface Numbered {
  readonly texts: readonly string[]
  of(text: string): number
}

export function numbered(): Numbered {
  const numbers = new Map<string, number>()
  const texts: string[] = []
  return {
    texts,
    of(text) {
      const known = numbers.get(text)
      if (known !== undefined) return known
      numbers.set(text, texts.length)
      return texts.push(text) - 1
    },
  }
}

/** What of a trial `said` does not say, or all of it. */
export function difference(trial: OptunaTrial, said: OptunaTrial | undefined, distributions: Numbered): TrialOrigin {
  const { number, state, start, complete, params, values, reports } = trial
  return {
    number,
    ...(state !== said?.state && { state }),
    ...(start !== said?.start && { start: start ?? null }),
    ...(complete !== said?.complete && { complete: complete ?? null }),
    ...(!sameParams(params, said?.params) && { params: packed(params, distributions) }),
    ...(!sameNumbers(values, said?.values) && { values: values === undefined ? null : values.map(toWire) }),
    ...(!sameReports(reports, said?.reports ?? []) && { reports: reports.map(([step, value]) => [step, toWire(value)] as const) }),
    ...kept("user", trial.user, said?.user),
    ...kept("system", trial.system, said?.system),
  }
}

/** The trial that Optuna knew, from what is said of it and what is not. */
export function restored(origin: TrialOrigin, said: OptunaTrial | undefined, distributions: readonly string[]): OptunaTrial {
  const { number, params, reports } = origin
  const [start, complete, values] = [
    told(origin.start, said?.start),
    told(origin.complete, said?.complete),
    told(origin.values, said?.values),
  ]
  return {
    number,
    state: origin.state ?? said!.state,
    ...(start !== undefined && { start }),
    ...(complete !== undefined && { complete }),
    params: params === undefined ? (said?.params ?? {}) : unpacked(params, distributions),
    ...(values !== undefined && { values: values.map(fromWire) }),
    reports: reports === undefined ? (said?.reports ?? []) : reports.map(([step, value]) => [step, fromWire(value)] as const),
    user: origin.user ?? said?.user ?? {},
    system: origin.system ?? said?.system ?? {},
  }
}

const told = <T>(own: T | null | undefined, said: T | undefined): T | undefined => (own === null ? undefined : (own ?? said))

function kept(key: "user" | "system", own: Attributes, said: Attributes = {}): Partial<Pick<TrialOrigin, "user" | "system">> {
  const keys = Object.keys(own)
  const same = keys.length === Object.keys(said).length && keys.every((one) => said[one] === own[one])
  return same ? {} : { [key]: own }
}

function sameParams(a: OptunaTrial["params"], b: OptunaTrial["params"] = {}): boolean {
  const names = Object.keys(a)
  if (names.length !== Object.keys(b).length) return false
  return names.every((name) => b[name] !== undefined && sameParam(a[name]!, b[name]))
}

const sameParam = (a: OptunaParam, b: OptunaParam): boolean => a.distribution === b.distribution && Object.is(a.internal, b.internal)

const sameNumbers = (a: readonly number[] | undefined, b: readonly number[] | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.length === b.length && a.every((x, i) => Object.is(x, b[i]))

const sameReports = (a: OptunaTrial["reports"], b: OptunaTrial["reports"]): boolean =>
  a.length === b.length && a.every(([step, value], i) => step === b[i]![0] && Object.is(value, b[i]![1]))

const packed = (params: OptunaTrial["params"], distributions: Numbered): NonNullable<TrialOrigin["params"]> =>
  Object.fromEntries(
    Object.entries(params).map(([name, one]) => [name, [distributions.of(one.distribution), toWire(one.internal)] as const]),
  )

const unpacked = (params: NonNullable<TrialOrigin["params"]>, distributions: readonly string[]): OptunaTrial["params"] =>
  Object.fromEntries(
    Object.entries(params).map(([name, [number, internal]]) => [
      name,
      { distribution: distributions[number]!, internal: fromWire(internal) },
    ]),
  )
