import { fault } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { copyStudy, type Copied } from "../../exchange/copy-study.ts"
import { openBasin } from "../../exchange/pour.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { exchangeFlags } from "../flags/exchange.ts"
import type { Io } from "../io.ts"
import { verb } from "../verb.ts"

/** Copies studies from one store to another, with their chains. */
export const storeVerb = verb({
  args: "<what> <from> <to>",
  example: "diapason store copy sqlite:.diapason/diapason.db sqlite:copy.db",
  flags: { studies: exchangeFlags.taughtBy, json: commonFlags.json },
  async run(f, [what, from, to], io) {
    if (what !== "copy") throw fault("D140", { flag: "store", text: String(what), expected: "copy FROM TO" })
    const source = await openStore(from as string)
    try {
      const known: string[] = []
      for await (const { study } of source.studies()) known.push(study)
      const wanted = known.filter((study) => f.studies === undefined || f.studies.some((pattern) => means(pattern, study)))
      const missing = f.studies?.find((pattern) => !known.some((study) => means(pattern, study)))
      if (missing !== undefined || wanted.length === 0) throw fault("D303", { study: missing, known })
      const basin = await openBasin(to as string)
      try {
        const copied: Copied[] = []
        for (const study of wanted) copied.push(told(await copyStudy(source, basin, study, progress(study, io)), f.json === true, io))
        if (f.json === true) io.out(JSON.stringify({ schema: "diapason.store/1", from: source.url, to: basin.store.url, studies: copied }))
        return exit.done
      } finally {
        await basin.store.close()
      }
    } finally {
      await source.close()
    }
  },
})

/** `lab-*` means all studies whose names begin so. */
const means = (pattern: string, study: string): boolean =>
  pattern.endsWith("*") ? study.startsWith(pattern.slice(0, -1)) : study === pattern

/** Says every few seconds how far it is. */
function progress(study: string, io: Io): (events: number) => void {
  let last = io.now()
  return (events) => {
    if (io.now() - last < 3000) return
    last = io.now()
    io.err(`  ${study}: ${events} events so far`)
  }
}

function told(copied: Copied, json: boolean, io: Io): Copied {
  const { study, events, copied: fresh, head } = copied
  if (!json) io.out(`  ${study}: ${events} events, ${fresh} of them new here, head ${head.slice(0, 12)}; its chain is whole`)
  return copied
}
