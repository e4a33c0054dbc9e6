import { interactions } from "@diapason/algorithms"
import { atMost, figure } from "../frame/figures.mjs"
import { functions } from "./functions.mjs"
import { pairOf, trialsOf } from "./trials.mjs"

/** Of trials without noise: what is found beside what is true. */
export function oracle({ say }) {
  const figures = []
  const aims = []
  for (const one of Object.values(functions)) {
    const pair = pairOf(interactions(trialsOf(one, 500, 0, 1)), one.pair)
    say(`  ${one.name}: ${pair.share.toFixed(3)}, truly ${one.share.toFixed(3)}`)
    figures.push(figure(`${one.name}: share of ${one.pair.join(" × ")}, truly ${one.share.toFixed(3)}`, "diapason", "", [pair.share]))
    aims.push(atMost(`${one.name}: off by`, Math.abs(pair.share - one.share), 0.05, ""))
    if (one.h !== undefined) {
      figures.push(figure(`${one.name}: Friedman's H², truly 1/7`, "diapason", "", [pair.h.value]))
      aims.push(atMost(`${one.name}: H² off by`, Math.abs(pair.h.value - one.h), 0.01, ""))
    }
  }
  return { figures, aims }
}
