import { curves } from "./curves.mjs"
import { followed } from "./followed.mjs"
import { sifted } from "./sifted.mjs"
import { sent } from "./sent.mjs"
import { sizes } from "./studies.mjs"

/** What a page waits for when it shows a big study: taking in what happens, the way over the wire, filters, curves. */
export const board = {
  problem: { trials: sizes, parameters: 12, metrics: 3, seed: 1 },
  parts: {
    followed: { about: "a table made from its ledger, and 100 events taken in", run: followed },
    sent: { about: "a board to bytes and back, without the trials that have ended", run: sent },
    sifted: { about: "filter, brushes, order, sample", run: sifted },
    curves: { about: "a study of 100 000 trials and 5 million reports: made, folded, drawn as a band", run: curves },
  },
}
