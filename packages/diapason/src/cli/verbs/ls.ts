import { choose } from "@diapason/algorithms"
import { readMind, type EventStore, type Ledger } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { bestView, countsOf } from "@diapason/views"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { insightFlags } from "../flags/insight.ts"
import type { Io } from "../io.ts"
import { namesOf, storeUrl } from "../study/open-ledger.ts"
import { runnersOf } from "../study/runners.ts"
import { countsText, objectivesText, valuesText } from "../text/best-text.ts"
import { agoText } from "../text/duration.ts"
import { table } from "../text/table.ts"
import { verb } from "../verb.ts"

/** The studies of a store: what each has come to, whether it runs, and when something last happened in it. */
export const ls = verb({
  example: "diapason ls",
  flags: {
    running: insightFlags.running,
    names: insightFlags.names,
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
  },
  async run(f, _, io) {
    const store = await openStore(storeUrl(f, io.env))
    try {
      const names = await namesOf(store)
      // What completes words at a prompt only needs these, and must not wait for logs to be read.
      if (f.names === true && f.running !== true) {
        for (const name of names) io.out(name)
        return exit.done
      }
      const studies: Listed[] = []
      for (const name of names) studies.push(await look(store, name))
      const shown = f.running === true ? studies.filter(({ state }) => state === "running") : studies
      if (f.json === true) io.out(JSON.stringify({ schema: "diapason.ls/1", store: store.url, studies: shown.map(viewOf) }))
      else if (f.names === true) for (const { ledger } of shown) io.out(ledger.definition.name)
      else print(shown, store.url, f.running === true, io)
      return exit.done
    } finally {
      await store.close()
    }
  },
})

interface Listed {
  readonly ledger: Ledger
  readonly state: "running" | "idle" | "ended"
  readonly runners: number
}

async function look(store: EventStore, name: string): Promise<Listed> {
  const { ledger } = (await readMind(store, name, choose))!
  const runners = (await runnersOf(store, ledger)).length
  return { ledger, runners, state: runners > 0 ? "running" : ledger.ended === undefined ? "idle" : "ended" }
}

const viewOf = ({ ledger, state, runners }: Listed): object => ({
  study: ledger.definition.name,
  state,
  runners,
  counts: countsOf(ledger),
  objectives: ledger.definition.objectives,
  best: bestView(ledger),
  created: createdAt(ledger),
  at: ledger.at,
})

function print(studies: readonly Listed[], url: string, running: boolean, io: Io): void {
  if (studies.length === 0) return io.err(`  ${running ? "no study runs" : "there is no study yet"} in ${url}`)
  const rows = studies.map(({ ledger, state }) => {
    const best = ledger.trials[ledger.front[0] ?? -1]
    const text = best === undefined ? "none yet" : `${valuesText(ledger, best)}  #${best.number}`
    return [ledger.definition.name, state, text, objectivesText(ledger), countsText(ledger), `${agoText(io.now() - ledger.at)} ago`]
  })
  for (const line of table(columns, rows, io.width())) io.out(line)
}

const columns = [
  { title: "study", keep: 9 },
  { title: "state", keep: 8 },
  { title: "best", keep: 7 },
  { title: "objective", keep: 2 },
  { title: "trials", keep: 5 },
  { title: "last event", keep: 4 },
]

/** When its first session opened it; the time of its newest event where none did. */
const createdAt = ({ sessions, at }: Ledger): number => Math.min(at, ...[...sessions.values()].map(({ openedAt }) => openedAt))
