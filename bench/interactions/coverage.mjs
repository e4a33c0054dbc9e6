import { interactions } from "@diapason/algorithms"
import { atLeast, figure } from "../frame/figures.mjs"
import { functions } from "./functions.mjs"
import { pairOf, repeats, trialsOf } from "./trials.mjs"

const cases = {
  ishigami: { one: functions.ishigami, trials: 500, noise: 0 },
  "ishigami-noisy": { one: functions.ishigami, trials: 200, noise: 1 },
  g: { one: functions.sobolG, trials: 500, noise: 0 },
  product: { one: functions.product, trials: 100, noise: 0.1 },
  steps: { one: functions.steps, trials: 300, noise: 0.1 },
  additive: { one: functions.additive, trials: 300, noise: 0.2 },
}

/** How often the interval of the pair that acts has the truth, and how often the pair that does not is held for no more than chance. */
const coverageOf =
  ({ one, trials, noise }) =>
  ({ say }) => {
    const figures = []
    const aims = []
    const name = `${one.name}, ${trials} trials${noise > 0 ? `, noise ${noise}` : ""}`
    const found = Array.from({ length: repeats }, (_, k) => interactions(trialsOf(one, trials, noise, k + 1)))
    const pairs = found.map((all) => pairOf(all, one.pair))
    const hit = pairs.filter(({ low, high }) => low <= one.share && one.share <= high).length
    const quiet = found.filter((all) => {
      const idle = pairOf(all, one.idle)
      return idle === undefined || idle.share <= Math.max(idle.floor, 0.01)
    }).length
    const widths = pairs.map(({ low, high }) => high - low)
    say(`  ${name}: ${hit} of ${repeats} cover ${one.share.toFixed(3)}; ${quiet} are quiet where nothing acts`)
    figures.push(
      figure(`${name}: width of the interval`, "diapason", "", widths),
      figure(
        `${name}: share, truly ${one.share.toFixed(3)}`,
        "diapason",
        "",
        pairs.map(({ share }) => share),
      ),
    )
    aims.push(
      atLeast(`${name}: intervals with the truth`, (100 * hit) / repeats, 80, "%"),
      atLeast(`${name}: a pair that does not act shows at most chance, or a hundredth`, (100 * quiet) / repeats, 90, "%"),
    )
    return { figures, aims, notes: [`${repeats} designs each`] }
  }

/** A part for each case: some take minutes. */
export const coverage = Object.fromEntries(
  Object.entries(cases).map(([name, one]) => [
    `coverage-${name}`,
    {
      about: `how often the 90 % interval of a pair has the truth: ${one.one.name}, ${one.trials} trials, noise ${one.noise}`,
      run: coverageOf(one),
    },
  ]),
)
