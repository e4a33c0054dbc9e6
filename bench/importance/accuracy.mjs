import { importance } from "@diapason/algorithms"
import { atMost, figure } from "../frame/figures.mjs"
import { drawnTrials, searchedTrials } from "./evidence.mjs"
import { functions } from "./functions.mjs"
import { beside, worstOf } from "./truth.mjs"

/** How far each index lies from its closed form, the worst of all indices: five designs of 500 random trials for each function. */
export function accuracy({ say }) {
  const figures = []
  const aims = []
  for (const one of functions) {
    const models = new Set()
    const worst = [1, 2, 3, 4, 5].map((seed) => {
      const told = importance(drawnTrials(one, 500, seed))
      models.add(told.model)
      return worstOf(beside(one, told))
    })
    say(`  ${one.name} (${[...models].join(", ")}): ${worst.map((off) => off.toFixed(4)).join(" ")}`)
    figures.push(figure(`${one.name}, the index that is worst told`, [...models].join(", "), "off", worst))
    aims.push(atMost(`${one.name}: every index of every design`, Math.max(...worst), 0.05, "off"))
  }
  return { figures, aims, notes: ["500 random trials; every first-order index and every pair, those that are 0 too"] }
}

/** The same of trials that a search has made: nobody aims at anything there, for they lie where losses are low. */
export async function searched({ say }) {
  const figures = []
  for (const [sampler, count] of [
    ["tpe", 500],
    ["auto", 200],
  ]) {
    for (const one of functions) {
      const told = importance(await searchedTrials(one, count, 1, sampler))
      const off = worstOf(beside(one, told))
      say(`  ${one.name}, ${count} trials of ${sampler} (${told.model}, R² ${told.r2.toFixed(3)}): ${off.toFixed(4)}`)
      figures.push(figure(`${one.name}, ${count} trials of ${sampler}`, told.model, "off", [off]))
    }
  }
  return { figures, aims: [], notes: ["the index that is worst told; one search each"] }
}
