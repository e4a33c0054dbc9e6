/** A start of the library in the words of a space. */
import { DiapasonError, domainOf, fault, withDefaults, type Config, type Json, type Space } from "@diapason/core"
import type { Job, Start } from "./job.ts"
import { citation } from "./library.ts"
import { parameterOf } from "./match.ts"
import { nearestWithin } from "./nearest-within.ts"
import { sizedRate } from "./sized-rate.ts"

/** A baseline that the library brings, with all that a person should know of it. */
export interface ProvenBaseline {
  /** `lightgbm/tuned`. */
  readonly label: string
  readonly config: Config
  readonly source: string
  /** What is otherwise than it is written there, one line each. */
  readonly notes: readonly string[]
}

/** What is asked of the library beside the name. */
export interface ProvenOptions {
  /** Values outside a range go to its end, which is told; else they are an error. */
  readonly clip?: boolean
  /** Values that take the place of those of the library. */
  readonly own?: Config
}

/**
 * A start as a configuration of a space: parameters are matched by their names and synonyms, the rate follows the size of the batch that is
 * used, and what the library does not know takes its default. Throws D178 for a value outside its range, D179 where the space has none of
 * the parameters, D112 and D113 for values of one's own that the space does not have.
 */
export function provenBaseline(space: Space, job: Job, start: Start, { clip = false, own = {} }: ProvenOptions = {}): ProvenBaseline {
  const label = `${job.name}/${start.name}`
  const notes: string[] = []
  const matched = namesIn(space, job, start)
  const known = matched.filter(({ name }) => !Object.hasOwn(own, name))
  if (matched.length === 0) throw fault("D179", { label, knows: Object.keys(start.values), has: searchedIn(space) })
  const sized = sizedRate(space, job, start, own)
  if (sized !== undefined) notes.push(sized.note)
  const config: Record<string, Json> = { ...own }
  for (const { name, of } of known) {
    const wanted = of === job.scaling?.rate ? (sized?.value ?? start.values[of]!) : start.values[of]!
    const fit = fitted(space, config, name, wanted, clip)
    if (fit.kind === "outside")
      throw fault("D178", { label, name, value: JSON.stringify(wanted), domain: fit.domain, source: citation(start) })
    if (fit.kind === "inactive") {
      notes.push(`left out: ${name}, which is not active beside the other values`)
      continue
    }
    config[name] = fit.value
    if (fit.value !== wanted)
      notes.push(`${name}: ${JSON.stringify(wanted)} became ${JSON.stringify(fit.value)}, the nearest value of the space`)
  }
  return { label, config, source: citation(start), notes: [...notes, ...gaps(space, start, matched, config)] }
}

/** The names of a space that are searched, on its first level. */
const searchedIn = ({ json }: Space): readonly string[] =>
  Object.entries(json as unknown as Readonly<Record<string, { readonly type: string }>>)
    .filter(([, { type }]) => type !== "fixed" && type !== "derived")
    .map(([name]) => name)

interface Matched {
  readonly name: string
  /** Its name in the library. */
  readonly of: string
}

/** The names of a space for which a start has a value, each value once. */
function namesIn(space: Space, job: Job, start: Start): readonly Matched[] {
  const taken = new Set<string>()
  return searchedIn(space).flatMap((name) => {
    const of = parameterOf(job, name)?.name
    if (of === undefined || taken.has(of) || !Object.hasOwn(start.values, of)) return []
    taken.add(of)
    return [{ name, of }]
  })
}

type Fit =
  { readonly kind: "fits"; readonly value: Json } | { readonly kind: "outside"; readonly domain: string } | { readonly kind: "inactive" }

/** The value as the space can take it beside the others. */
function fitted(space: Space, config: Config, name: string, value: Json, clip: boolean): Fit {
  const refused = refusal(space, { ...config, [name]: value })
  if (refused === undefined) return { kind: "fits", value }
  if (refused.code === "D116") return { kind: "inactive" }
  if (refused.code !== "D113") throw refused
  const parameter = space.parameters.find((one) => one.name === name)
  const nearest = parameter && nearestWithin(parameter, value, clip)
  if (nearest !== undefined) return { kind: "fits", value: nearest }
  return {
    kind: "outside",
    domain: parameter === undefined || parameter.kind === "choice" ? String(refused.facts["domain"]) : domainOf(parameter),
  }
}

function refusal(space: Space, config: Config): DiapasonError | undefined {
  try {
    withDefaults(space, config)
    return undefined
  } catch (error) {
    if (error instanceof DiapasonError) return error
    throw error
  }
}

/** What the source says nothing of, and what the space lacks. */
function gaps(space: Space, start: Start, matched: readonly Matched[], config: Config): readonly string[] {
  const flat = withDefaults(space, config)
  const filled = searchedIn(space).filter((name) => !Object.hasOwn(config, name) && flat[name] !== undefined)
  const lacking = Object.keys(start.values).filter((name) => matched.every(({ of }) => of !== name))
  return [
    ...(filled.length > 0
      ? [`not said by the source: ${filled.map((name) => `${name}=${JSON.stringify(flat[name])}`).join(" ")} (default or centre)`]
      : []),
    ...(lacking.length > 0 ? [`not in the space: ${lacking.join(" ")}`] : []),
  ]
}
