import { choose } from "@diapason/algorithms"
import { fault, replay as replayStudy, type Replayed } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { insightFlags } from "../flags/insight.ts"
import { storeUrl, studyName, withLedger } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"
import { answersTo, whatIfDocument } from "../what-if/answers.ts"
import { askedOf } from "../what-if/asked.ts"
import { whatIfLines } from "../what-if/what-if-lines.ts"

/**
 * Derives a study again from its log and compares: exit 0 when every suggestion and decision is the same, bit for bit. Or plays it under
 * another scheduler, and says what that would have saved.
 */
export const replay = verb({
  args: "[study]",
  example: "diapason replay train-3f9a",
  flags: { whatIf: insightFlags.whatIf, store: commonFlags.store, dir: commonFlags.dir, json: commonFlags.json },
  async run(f, [wanted], io) {
    if (f.whatIf !== undefined) {
      const asked = askedOf(f.whatIf)
      return withLedger(storeUrl(f, io.env), wanted as string | undefined, async (ledger, store) => {
        const answers = await answersTo(ledger, store, asked)
        if (f.json === true) io.out(JSON.stringify(whatIfDocument(answers)))
        else for (const line of whatIfLines(answers, io.width())) io.out(line)
        return exit.done
      })
    }
    const store = await openStore(storeUrl(f, io.env))
    try {
      const study = await studyName(store, wanted as string | undefined)
      const replayed = await replayStudy(store, study, choose)
      if (f.json === true) io.out(JSON.stringify({ schema: "diapason.replay/1", ...replayed, same: replayed.difference === undefined }))
      else if (replayed.difference === undefined) io.out(sameText(replayed))
      if (replayed.difference === undefined) return exit.done
      if (f.json === true) return exit.replay
      throw differenceFault(replayed)
    } finally {
      await store.close()
    }
  },
})

const sameText = ({ study, events, suggestions, decisions, head }: Replayed): string =>
  `  ${study}: ${events} events, ${suggestions} suggestions and ${decisions} decisions derived again, all the same; chain whole, head ${head.slice(0, 12)}`

function differenceFault({ difference, study }: Replayed): Error {
  const { what, trial, recorded, recomputed, seq } = difference!
  if (what === "chain") return fault("D602", { study, seq, detail: recomputed })
  return fault("D601", {
    trial: trial!,
    recorded,
    recomputed,
    detail: `The log is whole up to position ${seq}; the versions that ran may differ from these.`,
  })
}
