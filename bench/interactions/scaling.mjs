import { interactions } from "@diapason/algorithms"
import { atLeast, figure } from "../frame/figures.mjs"
import { ratesOf, repeats } from "./trials.mjs"

const cases = [
  { exponent: 0.5, trials: 60, noise: 1 },
  { exponent: 0.6, trials: 200, noise: 4 },
  { exponent: 1, trials: 100, noise: 1 },
  { exponent: 0, trials: 60, noise: 1 },
  { exponent: 0.5, trials: 200, noise: 20 },
]

/** Whether the exponent's interval has the truth, and whether what cannot be told is not told. */
export function scaling({ say }) {
  const figures = []
  const aims = []
  for (const one of cases) {
    const name = `best lr as batch^${one.exponent}, ${one.trials} trials, noise ${one.noise}`
    const found = Array.from({ length: repeats }, (_, k) => interactions(ratesOf(one, k + 1)).scaling[0])
    const hit = found.filter(({ low, high }) => low <= one.exponent && one.exponent <= high).length
    const wide = found.filter(({ verdict }) => verdict === "wide").length
    say(`  ${name}: ${hit} of ${repeats} cover it, ${wide} say that trials cannot tell; ${found[0].sentence}`)
    figures.push(
      figure(
        name,
        "diapason",
        "",
        found.map(({ exponent }) => exponent),
      ),
    )
    aims.push(atLeast(`${name}: intervals with the truth`, (100 * hit) / repeats, 80, "%"))
  }
  const pressed = Array.from(
    { length: repeats },
    (_, k) => interactions(ratesOf({ exponent: 0.5, trials: 100, noise: 0.5, high: 1e-4 }, k + 1)).scaling[0],
  )
  const honest = pressed.filter(({ verdict }) => verdict !== "found").length
  aims.push(atLeast("rates that end below the best one: no exponent is claimed", (100 * honest) / repeats, 90, "%"))
  return { figures, aims, notes: [`${repeats} designs each`] }
}
