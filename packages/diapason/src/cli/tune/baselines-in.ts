/** The baselines and beliefs of a configuration: written by hand, or taken from the library of proven ones. */
import { citation, provenBaseline, provenNamed, provenPriors, type Job, type ProvenOptions, type Start } from "@diapason/algorithms"
import { assemble, fault, withDefaults, type Config, type Json, type Space } from "@diapason/core"
import type { ConfigFile } from "../config/config-file.ts"
import type { Settings } from "./settings.ts"
import { atPlace } from "./at-place.ts"

/** One configuration that is tried first. */
export interface Baseline {
  readonly config: Config
  readonly label?: string
  /** Where a proven one is written. */
  readonly source?: string
  /** What is otherwise than it is written there. */
  readonly notes?: readonly string[]
}

/** All baselines of the settings. Throws D112, D113 for what is not in the space, D177 to D179 for what the library does not give. */
export const baselinesIn = ({ values, placeOf }: Settings, space: Space): readonly Baseline[] =>
  (values.baselines ?? []).flatMap((given, i) =>
    atPlace(placeOf(["baselines", i]), () => {
      const entry = entryOf(given, space)
      if (entry === undefined) return [written(given as Readonly<Record<string, Json>>, space)]
      return chosen(entry).map((start) => proven(entry, start, space))
    }),
  )

/**
 * The beliefs of the settings: `proven` stands for those of the first proven baseline, `proven: lightgbm` for a job's. What is stated beside
 * it counts more. Throws as `baselinesIn`.
 */
export function priorsIn({ values, placeOf }: Settings, space: Space): Json | undefined {
  const { priors, baselines = [] } = values
  if (priors === undefined) return undefined
  const { proven: asked, ...stated } = typeof priors === "string" ? { proven: priors.replace(/^proven:?/, "") } : priors
  if (typeof asked !== "string" && asked !== true) return priors as Json
  return atPlace(placeOf(["priors"]), () => {
    const entries = baselines.flatMap((given) => entryOf(given, space) ?? [])
    const named = typeof asked === "string" && asked !== ""
    const entry = named ? (entries.find(({ name }) => name === asked) ?? { name: asked, options: {} }) : entries[0]
    if (entry === undefined)
      throw fault("D140", { flag: "priors", text: "proven", expected: "a job as in proven:lightgbm, or a proven baseline beside it," })
    const { job, starts } = provenNamed(entry.name)
    return { ...provenPriors(space, job, starts[0]!, entry.options), ...stated } as Json
  })
}

/** What a person should know of what the library brought: from where it is, and what is otherwise. Empty where it was not asked. */
export function provenNotes({ values }: Settings, baselines: readonly Baseline[], priors: Json | undefined): readonly string[] {
  const asked = typeof values.priors === "string" || values.priors?.["proven"] !== undefined
  const beliefs = asked ? Object.entries(priors as Readonly<Record<string, Json>>).map(([name, belief]) => beliefText(name, belief)) : []
  return [
    ...baselines.flatMap(({ label, source, notes = [] }) =>
      source === undefined ? [] : [source, ...notes].map((note) => `baseline ${label}: ${note}`),
    ),
    ...(asked ? [`beliefs of the library: ${beliefs.join(", ")}`] : []),
  ]
}

function beliefText(name: string, belief: Json): string {
  const { around = belief, spread } = typeof belief === "object" && belief !== null ? (belief as Readonly<Record<string, Json>>) : {}
  return `${name} around ${JSON.stringify(around)}${spread === undefined ? "" : ` (${spread as string})`}`
}

interface Entry {
  /** `lightgbm` or `lightgbm/tuned`. */
  readonly name: string
  readonly label?: string
  readonly options: ProvenOptions
}

/** What is asked of the library; undefined for a baseline that is written by hand. */
function entryOf(given: NonNullable<ConfigFile["baselines"]>[number], space: Space): Entry | undefined {
  if (typeof given === "string") return { name: given.replace(/^proven:/, ""), options: {} }
  const { proven: name, label, ...rest } = given
  if (typeof name !== "string" || space.parameters.some((one) => one.name === "proven")) return undefined
  const { clip, ...others } = rest
  const option = typeof clip === "boolean" && space.parameters.every((one) => one.name !== "clip")
  return { name, ...(typeof label === "string" && { label }), options: option ? { clip, own: others } : { own: rest } }
}

const chosen = ({ name }: Entry): readonly (readonly [Job, Start])[] => {
  const { job, starts } = provenNamed(name)
  return starts.map((start) => [job, start])
}

function proven({ label, options }: Entry, [job, start]: readonly [Job, Start], space: Space): Baseline {
  const found = provenBaseline(space, job, start, options)
  return { ...written({ ...found.config }, space), label: label ?? found.label, source: citation(start), notes: found.notes }
}

function written(given: Readonly<Record<string, Json>>, space: Space): Baseline {
  const { label, ...config } = given
  const baseline = typeof label === "string" ? { config, label } : { config: given }
  assemble(space, withDefaults(space, baseline.config))
  return baseline
}
