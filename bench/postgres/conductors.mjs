import { atLeast, figure, median, ratio } from "../frame/figures.mjs"
import { rate } from "./rate.mjs"

const trials = 3000
const repeats = 3

/** Whether many conductors get in each other's way. */
export async function conductors({ say, server }) {
  const rates = new Map([2, 16].map((count) => [count, []]))
  for (let i = 0; i < repeats; i++) {
    for (const [count, samples] of rates) samples.push(await rate(server, { count, sampler: "random", trials }))
    say(`  repeat ${i + 1} of ${repeats}`)
  }
  const share = median(rates.get(16)) / median(rates.get(2))
  return {
    figures: [
      ...[...rates].map(([count, samples]) => figure(`${count} conductors, ${trials} trials`, "diapason", "suggestions/s", samples)),
      ratio("rate of 16 / rate of 2", share),
    ],
    aims: [atLeast("16 conductors beside 2", share, 0.7, "x")],
  }
}
