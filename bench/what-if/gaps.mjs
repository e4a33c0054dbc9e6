import { figure } from "../frame/figures.mjs"
import { ran, stepsIn, studies, toldBy } from "./lcbench-studies.mjs"

/** From one scheduler to another; the recorded one has stopped trials that the other would have let go on. */
const pairs = [
  ["median", "none"],
  ["median", "asha"],
  ["asha", "median"],
]

/** How often the real saving, which random trials tell to the step, lies between what is told at most and what is left if all unknown ran on. */
export async function gaps({ say }) {
  const [figures, notes] = [[], []]
  for (const [from, to] of pairs) {
    let held = 0
    const widths = []
    for (const study of studies) {
      const past = await ran(study, "random", from)
      const { saved, unknownSteps } = toldBy(past, to)
      const real = stepsIn(past) - stepsIn(await ran(study, "random", to))
      widths.push((100 * unknownSteps) / stepsIn(past))
      if (real <= saved.steps && real >= saved.steps - unknownSteps) held++
    }
    figures.push(figure(`${to} told from ${from}: width of the bounds`, "diapason", "% of steps", widths))
    notes.push(`${to} told from ${from}: the real saving lies within the bounds in ${held} of ${studies.length} studies`)
    say(`  ${notes.at(-1)}`)
  }
  return { figures, aims: [], notes }
}
