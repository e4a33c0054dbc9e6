import type { Verb } from "../actions/verbs.ts"
import { verbs } from "../actions/verbs.ts"
import { commandOf, lineOf } from "../actions/command-line.ts"

/** One thing that can be done from the palette. */
export interface Choice {
  readonly title: string
  /** The line that does the same in a terminal; absent where there is none. */
  readonly line?: string
  readonly does:
    | { readonly go: string }
    | { readonly act: Verb; readonly trials: readonly number[] }
    | { readonly enqueue: number | undefined }
    | { readonly keys: true }
}

/** Where the reader is. */
export interface Place {
  readonly study?: string
  readonly studies: readonly string[]
  readonly pages: readonly { readonly path: string; readonly title: string }[]
  /** How many trials the study has. */
  readonly trials: number
  readonly picked: readonly number[]
  /** Trials that run now. */
  readonly running: readonly number[]
  readonly held: boolean
  readonly best?: number
  /** What the reader may do; everything where it is not known: the server decides. */
  readonly role?: string
}

/** What can be done here, the nearest first; with a text, what fits it. A number is a trial. */
export function choicesOf(place: Place, text: string): readonly Choice[] {
  const wanted = text.trim().toLowerCase()
  const all = [...trialChoices(place, wanted), ...pageChoices(place), ...actionChoices(place), ...studyChoices(place)]
  if (/^#?\d+$/.test(wanted)) return all.slice(0, most)
  const words = wanted.split(/\s+/).filter((word) => word !== "")
  return all.filter(({ title, line = "" }) => words.every((word) => `${title} ${line}`.toLowerCase().includes(word))).slice(0, most)
}

const most = 40

const below = (study: string, path: string): string => `/s/${encodeURIComponent(study)}${path === "" ? "" : `/${path}`}`

function trialChoices({ study, trials, best }: Place, wanted: string): readonly Choice[] {
  if (study === undefined) return []
  const number = Number(/^#?(\d+)$/.exec(wanted)?.[1] ?? NaN)
  if (number < trials)
    return [
      { title: `Trial ${number}`, line: lineOf(["show", `${study}#${number}`]), does: { go: below(study, `trials/${number}`) } },
      { title: `Why trial ${number}?`, line: lineOf(["explain", `${study}#${number}`]), does: { go: below(study, `trials/${number}`) } },
      { title: `Enqueue, beginning with trial ${number}`, does: { enqueue: number } },
    ]
  return best === undefined
    ? []
    : [{ title: `Best trial: ${best}`, line: lineOf(["best", study]), does: { go: below(study, `trials/${best}`) } }]
}

function pageChoices({ study, pages }: Place): readonly Choice[] {
  const lines: Readonly<Record<string, readonly string[]>> = { "": ["status"], trials: ["trials"] }
  const own =
    study === undefined
      ? []
      : pages.map(({ path, title }): Choice => {
          const words = lines[path]
          return {
            title: `Go to ${title}`,
            ...(words !== undefined && { line: lineOf([...words, study]) }),
            does: { go: below(study, path) },
          }
        })
  return [...own, { title: "Go to Studies", line: lineOf(["ls"]), does: { go: "/" } }, { title: "Keys of this page", does: { keys: true } }]
}

const ranks = ["viewer", "runner", "owner", "admin"]

function actionChoices({ study, picked, running, held, role = "admin" }: Place): readonly Choice[] {
  if (study === undefined) return []
  const may = (verb: Verb): boolean => ranks.indexOf(role) >= ranks.indexOf(verbs[verb].needs)
  const ofStudy = ([held ? "resume" : "pause", "stop", "kill"] as const).filter(may)
  const ofTrials = picked.length === 0 ? [] : (["exclude", "include", "retry"] as const).filter(may)
  const which = picked.length === 1 ? `trial ${picked[0]!}` : `${picked.length} selected trials`
  return [
    ...ofStudy.map((verb): Choice => ({
      title: `${verbs[verb].title} this study`,
      line: commandOf(verb, study, []),
      does: { act: verb, trials: [] },
    })),
    ...(role === "viewer"
      ? []
      : [{ title: "Enqueue a configuration", line: lineOf(["enqueue", study, "name=value"]), does: { enqueue: undefined } }]),
    ...ofTrials.map((verb): Choice => ({
      title: `${verbs[verb].title} ${which}`,
      line: commandOf(verb, study, picked),
      does: { act: verb, trials: picked },
    })),
    ...(may("prune") ? running.slice(0, 20) : []).map((trial): Choice => ({
      title: `Prune trial ${trial}`,
      line: commandOf("prune", study, [trial]),
      does: { act: "prune", trials: [trial] },
    })),
  ]
}

const studyChoices = ({ studies, study }: Place): readonly Choice[] =>
  studies
    .filter((name) => name !== study)
    .map((name) => ({ title: `Study ${name}`, line: lineOf(["status", name]), does: { go: below(name, "") } }))
