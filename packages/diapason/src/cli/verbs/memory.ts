import { fault, fewestTaught, type EventStore, type Remembered } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { importMemory, type Imported } from "../../memory/import-memory.ts"
import { isImported } from "../../memory/imported-name.ts"
import { rememberedIn, type InStore } from "../../memory/remembered-in.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { exchangeFlags } from "../flags/exchange.ts"
import type { Io } from "../io.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { accountLines, memoryText } from "../text/memory-text.ts"
import { numberText } from "../text/number.ts"
import { table } from "../text/table.ts"
import { verb } from "../verb.ts"

/** What a store remembers for new studies; taken out to a file and in from one; and what a study was taught. */
export const memory = verb({
  args: "<what> [name]",
  example: "diapason memory ls",
  flags: { studies: exchangeFlags.taughtBy, store: commonFlags.store, dir: commonFlags.dir, json: commonFlags.json },
  async run(f, [what, name], io) {
    const url = storeUrl(f, io.env)
    const json = f.json === true
    if (what === "show") return show(url, name as string | undefined, json, io)
    const wrong = (expected: string): Error => fault("D140", { flag: "memory", text: [what, name].filter(Boolean).join(" "), expected })
    if (what !== "ls" && what !== "export" && what !== "import") throw wrong("ls, show [STUDY], export FILE or import FILE")
    if ((what === "ls") !== (name === undefined)) throw wrong(what === "ls" ? "ls alone" : `${what} FILE`)
    const store = await openStore(url)
    try {
      if (what === "import") return await takeIn(store, name as string, json, io)
      const all = await rememberedIn(store, (study) => f.studies === undefined || f.studies.some((one) => means(one, study)))
      for (const note of all.notes) io.err(`  note  ${note}`)
      return what === "ls" ? list(store.url, all, json, io) : await takeOut(store.url, all, name as string, json, io)
    } finally {
      await store.close()
    }
  },
})

/** `lab-*` means all studies whose names begin so. */
const means = (pattern: string, study: string): boolean =>
  pattern.endsWith("*") ? study.startsWith(pattern.slice(0, -1)) : study === pattern

interface Row {
  readonly study: string
  readonly imported: boolean
  readonly teaches: boolean
  readonly trials: number
  readonly objectives: Remembered["objectives"]
  readonly parameters: readonly string[]
  readonly facts?: Remembered["facts"]
  /** The best value of the first objective. */
  readonly best?: number
}

function rowOf({ study, trials, objectives, space, facts }: Remembered): Row {
  const [{ metric, direction }] = objectives as [Remembered["objectives"][number]]
  const values = trials.map((trial) => trial.values[metric]!)
  return {
    study,
    imported: isImported(study),
    teaches: trials.length >= fewestTaught,
    trials: trials.length,
    objectives,
    parameters: Object.keys(space),
    ...(facts !== undefined && { facts }),
    ...(values.length > 0 && { best: direction === "minimize" ? Math.min(...values) : Math.max(...values) }),
  }
}

function list(store: string, { studies, notes }: InStore, json: boolean, io: Io): number {
  const rows = studies.map(rowOf)
  if (json) io.out(JSON.stringify({ schema: "diapason.memory/1", store, studies: rows, ...noted(notes) }))
  else if (rows.length === 0) io.err(`  nothing is remembered in ${store} yet`)
  else for (const line of table(columns, rows.map(cells), io.width())) io.out(line)
  return exit.done
}

const noted = (notes: InStore["notes"]): object => (notes.length === 0 ? {} : { notes })

const cells = ({ study, trials, teaches, objectives, best, parameters }: Row): readonly string[] => [
  study,
  `${trials}${teaches ? "" : ` (${fewestTaught} are needed)`}`,
  objectives.map(({ metric, direction }) => `${metric} ${direction === "minimize" ? "↓" : "↑"}`).join(", "),
  best === undefined ? "none" : numberText(best),
  parameters.join(" "),
]

const columns = [
  { title: "study", keep: 9 },
  { title: "trials", keep: 8 },
  { title: "goal", keep: 7 },
  { title: "best", keep: 6 },
  { title: "space", keep: 5 },
]

/** Throws D353 where there is nothing to write. */
async function takeOut(where: string, all: InStore, file: string, json: boolean, io: Io): Promise<number> {
  const usable = all.studies.filter(({ trials }) => trials.length >= fewestTaught)
  if (usable.length === 0) throw nothingIn(where, all.studies)
  const { writeMemory } = await import("../../memory/memory-file.ts")
  await writeMemory(file, usable)
  const studies = usable.map(({ study, trials }) => ({ study, trials: trials.length }))
  if (json) io.out(JSON.stringify({ schema: "diapason.memory/1", file, studies, ...noted(all.notes) }))
  else io.out(`  ${file}: ${studies.map(({ study, trials }) => `${study} (${trials} trials)`).join(", ")}`)
  return exit.done
}

/** Throws D352, and D353 for a file in which nothing teaches. */
async function takeIn(store: EventStore, file: string, json: boolean, io: Io): Promise<number> {
  const { readMemory } = await import("../../memory/memory-file.ts")
  const found = await readMemory(file)
  const studies = found.map(({ remembered }) => remembered)
  if (!studies.some(({ trials }) => trials.length >= fewestTaught)) throw nothingIn(file, studies)
  const imported = (await importMemory(store, studies)).map((one, i) => ({ ...one, left_out: found[i]!.leftOut }))
  if (json) io.out(JSON.stringify({ schema: "diapason.memory/1", file, imported }))
  else for (const one of imported) io.out(`  ${one.study}   ${one.trials} trials   ${outcomes[one.outcome]}${leftOutText(one.left_out)}`)
  return exit.done
}

const leftOutText = (n: number): string =>
  n === 0 ? "" : `   ${n} ${n === 1 ? "trial that does" : "trials that do"} not fit the study's own space or goal left out`

const outcomes: Readonly<Record<Imported["outcome"], string>> = {
  added: "added",
  known: "was there already",
  few: `left out: ${fewestTaught} usable trials are needed`,
}

const nothingIn = (where: string, found: readonly Remembered[]): Error =>
  fault("D353", { where, least: fewestTaught, found: found.map(({ study, trials }) => `${study} (${trials.length})`) })

/** What a study was taught as it began, and what was made of each study that was looked at. */
const show = (url: string, study: string | undefined, json: boolean, io: Io): Promise<number> =>
  withLedger(url, study, (ledger) => {
    const { teaching } = ledger
    const accounts = teaching?.accounts ?? []
    const { name } = ledger.definition
    if (json) io.out(JSON.stringify({ schema: "diapason.memory/1", study: name, strength: teaching?.strength ?? "off", accounts }))
    else {
      io.out(`  ${name}   ${memoryText(ledger) ?? "no earlier study teaches it"}`)
      for (const line of accounts.flatMap(accountLines)) io.out(line)
    }
    return exit.done
  })
