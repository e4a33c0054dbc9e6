import { canonicalJson, fault, type Definition, type Json, type Ledger } from "@diapason/core"

/** Studies that stand for one thing: a sampler, a scheduler, a pattern of names. */
export interface StudyGroup {
  readonly label: string
  readonly members: readonly Member[]
}

interface Member {
  readonly study: string
  /** What `*` of the pattern stood for. */
  readonly part?: string
}

/** What studies can be grouped by. */
export const groupings = ["sampler", "scheduler", "terminator"] as const
export type Grouping = (typeof groupings)[number]

/**
 * A group for each word: a name, or a pattern in which `*` stands for anything. Throws D189 where a word names nothing, a study stands in two
 * groups, or there is one group only.
 */
export function groupsNamed(words: readonly string[], known: readonly string[]): readonly StudyGroup[] {
  const groups = sidesOf(words, known)
  const all = groups.flatMap(({ members }) => members.map(({ study }) => study))
  const twice = all.find((study, i) => all.indexOf(study) < i)
  if (twice !== undefined) throw refusal(`${twice} is named twice`, words, known)
  if (groups.length < 2) throw refusal("there is one side only", words, known)
  return groups
}

/** All studies that the words mean, each once, in the order of `known`. Throws D189 where a word names nothing. */
export function studiesNamed(words: readonly string[], known: readonly string[]): readonly string[] {
  const meant = new Set(sidesOf(words, known).flatMap(({ members }) => members.map(({ study }) => study)))
  return known.filter((name) => meant.has(name))
}

function sidesOf(words: readonly string[], known: readonly string[]): readonly StudyGroup[] {
  const groups = words.map((label) => ({ label, members: matches(label, known) }))
  const empty = groups.find(({ members }) => members.length === 0)
  if (empty !== undefined) throw refusal(`no study is named ${empty.label}`, words, known)
  return groups
}

function matches(word: string, known: readonly string[]): readonly Member[] {
  if (!word.includes("*")) return known.includes(word) ? [{ study: word }] : []
  const pattern = new RegExp(`^${word.split("*").map(escaped).join("(.*)")}$`, "s")
  return known.flatMap((study) => {
    const found = pattern.exec(study)
    return found === null ? [] : [{ study, part: found.slice(1).join("*") }]
  })
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&")

/** Studies that differ in one setting, a group for each of its values, in the order in which they are met. Throws D189 where all have the same. */
export function groupsBy(ledgers: readonly Ledger[], by: Grouping): readonly StudyGroup[] {
  const groups = new Map<string, Member[]>()
  for (const { definition } of ledgers) {
    const label = labelOf(definition, by)
    groups.set(label, [...(groups.get(label) ?? []), { study: definition.name }])
  }
  if (groups.size > 1) return [...groups].map(([label, members]) => ({ label, members }))
  const names = ledgers.map(({ definition }) => definition.name)
  throw refusal(`all have the same ${by}, ${[...groups.keys()][0] ?? "none"}`, names, names)
}

/** The name alone, or with its settings where there are some. */
function labelOf(definition: Definition, by: Grouping): string {
  const { type, ...settings } = definition[by] ?? { type: "none" }
  return Object.keys(settings).length === 0 ? type : `${type} ${canonicalJson(settings as Json)}`
}

const refusal = (problem: string, given: readonly string[], known: readonly string[]): Error => fault("D189", { problem, given, known })
