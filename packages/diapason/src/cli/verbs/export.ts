import { once } from "node:events"
import { createWriteStream } from "node:fs"
import { extname } from "node:path"
import { fault, type EventStore, type Ledger } from "@diapason/core"
import { bundleLines } from "../../exchange/bundle.ts"
import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { fieldNames } from "../study/trial-fields.ts"
import { trialsCsv } from "../text/csv.ts"
import { verb } from "../verb.ts"

/** A study as its whole log, to be imported elsewhere bit for bit; or its trials as a table for other programs. */
export const exportVerb = verb({
  args: "[study]",
  example: "diapason export train-3f9a --to train.jsonl",
  flags: { to: flags.to, store: flags.store, dir: flags.dir },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, async (ledger, store) => {
      if (f.to === undefined) for await (const line of bundleLines(store, ledger.definition.name)) io.out(line)
      else io.err(`  ${await write(f.to, ledger, store)} in ${f.to}`)
      return exit.done
    }),
})

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
      throw fault("D140", { flag: "--to", text: path, expected: "a file that ends in .jsonl, .csv or .parquet" })
  }
}

async function writeLines(path: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const stream = createWriteStream(path)
  const closed = once(stream, "close")
  for await (const line of lines) if (!stream.write(`${line}\n`)) await Promise.race([once(stream, "drain"), closed])
  stream.end()
  await closed
}
