import { once } from "node:events"
import { createWriteStream } from "node:fs"
import { extname } from "node:path"
import { fault, type EventStore, type Ledger } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { bundleLines } from "../../exchange/bundle.ts"
import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import type { Io } from "../io.ts"
import { storeUrl, studyName, withLedger } from "../study/open-ledger.ts"
import { fieldNames } from "../study/trial-fields.ts"
import { trialsCsv } from "../text/csv.ts"
import { verb } from "../verb.ts"

/** A study as its whole log, to be imported elsewhere bit for bit; its trials as a table for other programs; or a study for Optuna. */
export const exportVerb = verb({
  args: "[study]",
  example: "diapason export train-3f9a --to train.jsonl",
  flags: { to: flags.to, name: flags.name, store: flags.store, dir: flags.dir },
  run(f, [study], io) {
    const optuna = f.to === undefined ? undefined : /^optuna:(.+)$/s.exec(f.to)?.[1]
    if (optuna !== undefined) return toOptuna(storeUrl(f, io.env), { study: study as string | undefined, path: optuna, name: f.name }, io)
    if (f.name !== undefined) throw fault("D140", { flag: "--name", text: f.name, expected: "--to optuna:FILE beside it" })
    return withLedger(storeUrl(f, io.env), study as string | undefined, async (ledger, store) => {
      if (f.to === undefined) for await (const line of bundleLines(store, ledger.definition.name)) io.out(line)
      else io.err(`  ${await write(f.to, ledger, store)} in ${f.to}`)
      return exit.done
    })
  },
})

interface ToOptuna {
  readonly study: string | undefined
  readonly path: string
  /** What it is called there. */
  readonly name: string | undefined
}

/** Gives a study to Optuna, and names what it cannot hold. */
async function toOptuna(url: string, { study, path, name }: ToOptuna, io: Io): Promise<number> {
  const { exportOptuna } = await import("../../exchange/optuna/index.ts")
  const store = await openStore(url)
  try {
    const given = await exportOptuna(store, await studyName(store, study), path, name)
    const counts = Object.entries(given.counts).map(([state, count]) => `${count} ${state.toLowerCase()}`)
    io.err(`  ${given.study}: ${counts.length === 0 ? "no trials" : counts.join(" · ")} in ${path}`)
    for (const one of given.lost) io.err(`  note  ${one}`)
    return exit.done
  } finally {
    await store.close()
  }
}

/** Writes the file in the form that its name asks for, and says what is in it. Throws D140 for another form, D409. */
async function write(path: string, ledger: Ledger, store: EventStore): Promise<string> {
  const { trials } = ledger
  switch (extname(path)) {
    case ".jsonl":
      await writeLines(path, bundleLines(store, ledger.definition.name))
      return `the log of ${ledger.definition.name}, up to position ${ledger.seq}`
    case ".csv":
      await writeLines(path, trialsCsv(ledger, trials, fieldNames(ledger)))
      return `${trials.length} trials`
    case ".parquet": {
      const { writeParquet } = await import("../../exchange/parquet.ts")
      writeParquet(path, ledger, trials)
      return `${trials.length} trials`
    }
    default:
      throw fault("D140", { flag: "--to", text: path, expected: "a file that ends in .jsonl, .csv or .parquet, or optuna:FILE" })
  }
}

async function writeLines(path: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const stream = createWriteStream(path)
  const closed = once(stream, "close")
  for await (const line of lines) if (!stream.write(`${line}\n`)) await Promise.race([once(stream, "drain"), closed])
  stream.end()
  await closed
}
