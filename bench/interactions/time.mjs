import { interactions } from "@diapason/algorithms"
import { figure } from "../frame/figures.mjs"
import { trialsOf } from "./trials.mjs"

const smooth = { features: 20, value: (x) => x[0] * x[1] + x[2] + x[3] ** 2 }
const stepped = { features: 20, value: (x) => (x[0] > 0.3 && x[1] > 0.6 ? 1 : 0) + (x[2] > 0.5 ? 1 : 0) }

/** All pairs with intervals, what chance shows, and the model. */
export function time({ say }) {
  const figures = [smooth, stepped].map((one) => {
    const evidence = trialsOf(one, 1000, 0.1, 1)
    let model
    const samples = Array.from({ length: 3 }, () => {
      const begun = performance.now()
      ;({ model } = interactions(evidence))
      return (performance.now() - begun) / 1000
    })
    say(`  by the ${model}: ${Math.min(...samples).toFixed(1)} s`)
    return figure(`1 000 trials, 20 parameters, by the ${model}`, "diapason", "s", samples)
  })
  return { figures, aims: [] }
}
