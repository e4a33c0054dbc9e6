import { importance } from "@diapason/algorithms"
import { atLeast, figure } from "../frame/figures.mjs"
import { drawnTrials } from "./evidence.mjs"
import { functions } from "./functions.mjs"
import { beside } from "./truth.mjs"

const repeats = Number(process.env["IMPORTANCE_REPEATS"] ?? 100)

/** How often the 90 % interval has the truth, for each index of a function, of so many designs: of exact values, of noisy ones, of few. */
const coverageOf =
  (one) =>
  ({ say }) => {
    const figures = []
    const aims = []
    for (const [trials, noise] of [
      [500, 0],
      [500, 0.5],
      [100, 0],
    ]) {
      const { hits, widths } = covered(one, trials, noise)
      const name = `${one.name}, ${trials} trials${noise > 0 ? ", half as much noise" : ""}`
      const shares = hits.map(({ hit }) => (100 * hit) / repeats)
      const least = hits.reduce((a, b) => (b.hit < a.hit ? b : a))
      say(`  ${name}: least ${least.of} ${((100 * least.hit) / repeats).toFixed(0)}; widest ${Math.max(...widths).toFixed(3)}`)
      figures.push(figure(name, `${shares.length} indices`, "% covered", shares))
      aims.push(atLeast(`${name}: the index that is least covered, ${least.of}`, (100 * least.hit) / repeats, 80, "%"))
    }
    return { figures, aims, notes: [`${repeats} designs each; noise has half the standard deviation of the function's values`] }
  }

/** A part for each function: together they take a quarter of an hour, and some machines have less at a time. */
export const coverage = Object.fromEntries(
  functions.map((one) => [
    `coverage-${one.name.split(/[ ,]/).at(0).toLowerCase()}`,
    { about: `how often an interval has the truth, of ${repeats} designs: ${one.name}`, run: coverageOf(one) },
  ]),
)

function covered(one, trials, noise) {
  const hits = []
  const widths = []
  for (let seed = 1; seed <= repeats; seed++) {
    const bare = drawnTrials(one, trials, seed)
    const told = importance(noise > 0 ? drawnTrials(one, trials, seed, noise * spread(bare.losses)) : bare)
    beside(one, told).forEach(({ of, truth, low, high }, k) => {
      hits[k] ??= { of, hit: 0 }
      if (low <= truth && truth <= high) hits[k].hit++
      widths.push(high - low)
    })
  }
  return { hits, widths }
}

function spread(values) {
  const mean = values.reduce((all, one) => all + one / values.length, 0)
  return Math.sqrt(values.reduce((all, one) => all + (one - mean) ** 2 / values.length, 0))
}
