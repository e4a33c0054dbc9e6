import { provenBaseline, type Job } from "@diapason/algorithms"
import { canonicalJson, DiapasonError, spaceFromJson, type Json } from "@diapason/core"
import type { Item, Line, Section } from "../config-text/config-text.ts"
import type { FoundMetric } from "./find-metrics.ts"
import type { Inspected } from "./inspect.ts"
import type { Proposal } from "./propose/propose.ts"

type Tuned = Extract<Proposal, { kind: "tune" }>

/** The values of trial 0 by the script's own defaults, and the parameters whose default is not known. */
export function baselineOf(proposals: readonly Proposal[]): {
  readonly values: Readonly<Record<string, Json>>
  readonly unknown: readonly string[]
} {
  const tuned = proposals.filter((proposal): proposal is Tuned => proposal.kind === "tune")
  const known = tuned.filter(({ flag }) => flag.default !== undefined)
  const unknown = tuned.filter(({ flag }) => flag.default === undefined).map(({ flag }) => flag.name)
  return { values: Object.fromEntries(known.map(({ flag }) => [flag.name, flag.default!])), unknown }
}

/** The configuration file that is proposed for a command. */
export function initConfig(inspected: Inspected, objectives: readonly FoundMetric[]): readonly Section[] {
  const { command, found, proposals } = inspected
  const switches = proposals.filter((proposal): proposal is Tuned => proposal.kind === "tune" && proposal.flag.boolean !== undefined)
  return [
    { kind: "gap" },
    { kind: "value", key: "command", value: commandValue(command) },
    {
      kind: "value",
      key: "params_via",
      value: found.family.paramsVia,
      why: found.family.paramsVia === "hydra" ? "name=value" : "--name=value",
    },
    ...(switches.length === 0
      ? []
      : [
          {
            kind: "value",
            key: "booleans",
            value: Object.fromEntries(switches.map(({ flag }) => [flag.name, flag.boolean!])),
          } satisfies Section,
        ]),
    { kind: "gap" },
    {
      kind: "words",
      lines: ["Which values are tried. Ranges are proposals by the names and defaults of the script: narrow or widen them."],
    },
    { kind: "lines", key: "space", lines: proposals.flatMap(spaceLine) },
    { kind: "words", lines: leftAlone(proposals) },
    { kind: "gap" },
    ...baselines(proposals, inspected.job),
    ...(inspected.job?.interactions === undefined ? [] : [{ kind: "words", lines: inspected.job.interactions } satisfies Section]),
    { kind: "gap" },
    objectiveSection(objectives, inspected.metrics),
    ...proposals
      .filter(({ kind }) => kind === "fidelity")
      .slice(0, 1)
      .flatMap(({ flag }) => fidelityWords(flag.name, flag.default)),
  ]
}

/** One text where every word is plain, else a list of words. */
const commandValue = (command: readonly string[]): Json =>
  command.every((word) => /^[\w@%+=:,./{}$-]+$/.test(word)) ? command.join(" ") : [...command]

function spaceLine(proposal: Proposal): readonly Line[] {
  const { kind, flag } = proposal
  if (kind === "tune")
    return [
      {
        key: flag.name,
        value: proposal.spec,
        why: `${proposal.why} (${flag.default === undefined ? "the script's default is not known" : `default ${JSON.stringify(flag.default)}`})`,
      },
    ]
  if (kind === "leave" && proposal.spec !== undefined)
    return [
      { key: flag.name, value: proposal.spec, off: true, why: `not known by its name (default ${JSON.stringify(flag.default ?? null)})` },
    ]
  return []
}

function leftAlone(proposals: readonly Proposal[]): readonly string[] {
  const left = proposals.filter((proposal) => proposal.kind === "leave" && proposal.spec === undefined)
  return left.length === 0
    ? []
    : ["Left alone:", ...left.map((proposal) => `  ${proposal.flag.name}: ${proposal.kind === "leave" ? proposal.why : ""}`)]
}

function baselines(proposals: readonly Proposal[], job: Job | undefined): readonly Section[] {
  const { values, unknown } = baselineOf(proposals)
  if (Object.keys(values).length === 0 && unknown.length === 0) return []
  const own = { value: { label: "defaults", ...values } }
  const proven = job === undefined ? [] : provenItems(proposals, job)
  const words: readonly Section[] = unknown.length === 0 ? [] : [{ kind: "words", lines: [unknownText(unknown)] }]
  if (proven.length === 0)
    return [
      ...words,
      {
        kind: "list",
        key: "baselines",
        ...(unknown.length > 0 ? { off: true } : { why: "tried first: the script's own defaults" }),
        items: [own],
      },
    ]
  const why = unknown.length > 0 ? "tried first: known to work" : "tried first: the script's own defaults, then what is known to work"
  return [...words, { kind: "list", key: "baselines", why, items: [{ ...own, ...(unknown.length > 0 && { off: true }) }, ...proven] }]
}

const unknownText = (unknown: readonly string[]): string =>
  `A baseline needs a value for each parameter; the script's default is not known for: ${unknown.join(", ")}.`

/** The starts of a job in the words of the script, with their sources; those that its ranges do not hold are left out. */
export function provenItems(proposals: readonly Proposal[], job: Job): readonly Item[] {
  const { values } = baselineOf(proposals)
  const space = spaceFromJson(Object.fromEntries(proposals.flatMap((one) => (one.kind === "tune" ? [[one.flag.name, one.spec]] : []))))
  const known = new Set<string>([canonicalJson(values)])
  return job.starts.flatMap((start): readonly Item[] => {
    try {
      const { label, config, source } = provenBaseline(space, job, start)
      const whole = { ...values, ...config }
      if (known.has(canonicalJson(whole))) return []
      known.add(canonicalJson(whole))
      return [{ value: { label, ...whole }, why: source }]
    } catch (error) {
      if (error instanceof DiapasonError) return []
      throw error
    }
  })
}

function objectiveSection(chosen: readonly FoundMetric[], found: readonly FoundMetric[]): Section {
  const item = ({ name, direction }: FoundMetric): Json => ({ metric: name, direction })
  const others = found.filter(({ name }) => chosen.every((metric) => metric.name !== name))
  if (chosen.length === 0)
    return {
      kind: "list",
      key: "objectives",
      why: "no metric was found in the source: name the one that the script prints",
      items: [{ value: { metric: "val_loss", direction: "minimize" }, off: true }],
    }
  const also: readonly Item[] = others.map((metric) => ({ value: item(metric), off: true, why: "found too" }))
  return { kind: "list", key: "objectives", items: [...chosen.map((metric) => ({ value: item(metric) })), ...also] }
}

const fidelityWords = (name: string, most: Json | undefined): readonly Section[] => [
  { kind: "gap" },
  {
    kind: "words",
    lines: [
      "Bad trials can be stopped early, or begun short: then the script must be told how far to go.",
      `fidelity: { name: ${name}, min: 1, max: ${typeof most === "number" ? most : 27} }`,
    ],
  },
]
