import { readFileSync } from "node:fs"
import { choose } from "@diapason/algorithms"
import { fault, readMind, type Config, type DiapasonError, type EventStore, type GivenConfig, type Json } from "@diapason/core"
import { ranked } from "@diapason/views"
import { namesOf } from "../study/open-ledger.ts"

/** The configurations of a file: what `best --json` or `trials --json` printed, one configuration, or a list. Throws D140. */
export function configsIn(file: string): readonly GivenConfig[] {
  const json = readJson(file)
  const { best, trials } = (typeof json === "object" && json !== null ? json : {}) as { readonly best?: Json; readonly trials?: Json }
  const list = Array.isArray(json) ? json : Array.isArray(best) ? best : Array.isArray(trials) ? trials : [json]
  return list.map((one, i) => {
    if (typeof one !== "object" || one === null || Array.isArray(one)) throw unreadable(file, "configurations as JSON objects")
    const { config } = one as { readonly config?: Config }
    return { config: typeof config === "object" ? config : (one as Config), from: `${file} (${i + 1})` }
  })
}

/** The best `top` of another study of the store. Throws D303. */
export async function configsOf(store: EventStore, study: string, top: number): Promise<readonly GivenConfig[]> {
  const mind = await readMind(store, study, choose)
  if (mind === undefined) throw fault("D303", { study, known: await namesOf(store) })
  const { ledger } = mind
  return ranked(ledger)
    .slice(0, top)
    .map((n) => ({ config: ledger.trials[n]!.config, from: `${study}#${n}` }))
}

function readJson(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Json
  } catch (error) {
    throw unreadable(file, `a readable JSON file (${(error as Error).message})`)
  }
}

const unreadable = (file: string, expected: string): DiapasonError => fault("D140", { flag: "--from", text: file, expected })
