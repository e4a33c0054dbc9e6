import { readFile } from "node:fs/promises"
import { choose } from "@diapason/algorithms"
import { fault, readMind, type EventStore, type Wanted } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { isBundle, readBundle } from "../../exchange/bundle.ts"
import { sourceFor, sourceWords, type Taken } from "../../exchange/forms/import-form.ts"
import { importForms } from "../../exchange/forms/imports.ts"
import { addAll } from "../../exchange/observations.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { exchangeFlags } from "../flags/exchange.ts"
import { studyFlags, type Params } from "../flags/study.ts"
import type { Io } from "../io.ts"
import { defaultDir, storeUrl } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/** Takes in a study from elsewhere: an exported log bit for bit, trials from a table, or a study of Optuna. */
export const importVerb = verb({
  args: "[file]",
  example: "diapason import train.jsonl --name copy",
  flags: {
    from: exchangeFlags.from,
    name: commonFlags.name,
    param: studyFlags.param,
    minimize: studyFlags.minimize,
    maximize: studyFlags.maximize,
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
  },
  async run(f, [file], io) {
    const url = storeUrl(f, io.env)
    const told = (document: object): void => io.out(JSON.stringify({ schema: "diapason.import/1", ...document }))
    if (f.from !== undefined) {
      const source = sourceFor(f.from, importForms)
      if (source === undefined) throw fault("D140", { flag: "--from", text: f.from, expected: sourceWords(importForms) })
      const take = (store: EventStore): Promise<Taken> =>
        source.form.take(source.place, { ...f, study: file as string | undefined }, store, f.dir ?? defaultDir)
      return await taken(url, take, "note", f.json === true ? told : undefined, io)
    }
    if (file === undefined) throw fault("D140", { flag: "import", text: "", expected: `a file, or --from ${sourceWords(importForms)}` })
    const path = file as string
    const text = await readFile(path, "utf8").catch((error: Error) => {
      throw fault("D351", { file: path, line: undefined, problem: error.message, mend: "name a file that can be read" })
    })
    if (!isBundle(text) && !path.endsWith(".jsonl")) {
      const { csvObservations } = await import("../../exchange/csv-observations.ts")
      const take = async (store: EventStore): Promise<Taken> => {
        const observed = csvObservations(path, text, await wantedFor(store, f))
        return { study: observed.wanted.name, counts: await addAll(store, observed, f.dir ?? defaultDir), lost: observed.lost }
      }
      return await taken(url, take, "lost", f.json === true ? told : undefined, io)
    }
    const { restore } = await import("../../exchange/restore.ts")
    const restored = await restore(url, await readBundle(path), f.name)
    if (f.json === true) told({ study: restored.study, events: restored.events, head: restored.head, lost: [] })
    else io.out(`  ${restored.study}: ${restored.events} events, head ${restored.head.slice(0, 12)}`)
    return exit.done
  },
})

/** Opens the store, takes something in, and says what came of it; `word` stands before what is not carried over. */
async function taken(
  url: string,
  take: (store: EventStore) => Promise<Taken>,
  word: string,
  told: ((document: object) => void) | undefined,
  io: Io,
): Promise<number> {
  const store = await openStore(url)
  try {
    const { study, counts, lost } = await take(store)
    if (told !== undefined) told({ study, added: counts, lost })
    else {
      io.out(`  ${study}: ${countsOf(counts)}`)
      for (const one of lost) io.err(`  ${word}  ${one}`)
    }
    return exit.done
  } finally {
    await store.close()
  }
}

const countsOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`)
    .join(" · ")

interface Told {
  readonly name?: string | undefined
  readonly param?: Params | undefined
  readonly minimize?: readonly string[] | undefined
  readonly maximize?: readonly string[] | undefined
}

/** The study that a table's trials belong to: an existing one by its name, or a new one by its space and objectives. Throws D141, D143. */
async function wantedFor(store: EventStore, { name, param = {}, minimize = [], maximize = [] }: Told): Promise<Wanted> {
  const mind = name === undefined ? undefined : await readMind(store, name, choose)
  if (mind !== undefined) {
    const { budget: _, ...definition } = mind.ledger.definition
    return definition
  }
  if (name === undefined) throw fault("D140", { flag: "import", text: "", expected: "--name: what the study is called, or shall be," })
  if (Object.keys(param).length === 0) throw fault("D143", { given: `there is no study ${name} yet` })
  if (minimize.length + maximize.length === 0) throw fault("D141", { given: `there is no study ${name} yet` })
  const objectives = [
    ...minimize.map((metric) => ({ metric, direction: "minimize" as const })),
    ...maximize.map((metric) => ({ metric, direction: "maximize" as const })),
  ]
  return { name, space: param as Wanted["space"], objectives }
}
