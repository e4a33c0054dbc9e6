import { atMost, figure, median } from "../frame/figures.mjs"
import { bestOf, ran, stepsIn, studies, toldBy } from "./lcbench-studies.mjs"

const schedulers = ["asha", "median", "hyperband"]

/**
 * A sampler that is random tries the same whatever it has seen, so there the told saving has to be the real one to the step. One that learns
 * tries something else under another scheduler, which no record can know: how far that leads astray is what is measured.
 */
export async function predictions({ say }) {
  const [figures, aims, notes] = [[], [], []]
  for (const sampler of ["random", "tpe"]) {
    const rows = new Map(schedulers.map((name) => [name, []]))
    for (const study of studies) {
      const whole = await ran(study, sampler, "none")
      for (const name of schedulers) {
        const told = toldBy(whole, name)
        const real = await ran(study, sampler, name)
        const of = stepsIn(whole)
        const worse = bestOf(real) > bestOf(whole)
        rows.get(name).push({ of, told: told.saved.steps, real: of - stepsIn(real), lost: told.winnerLost === true, worse })
      }
    }
    for (const [name, all] of rows) {
      const percent = (read) => all.map((row) => (100 * read(row)) / row.of)
      const off = percent(({ told, real }) => Math.abs(told - real))
      figures.push(
        figure(
          `${name}, ${sampler}: saving told`,
          "diapason",
          "% of steps",
          percent(({ told }) => told),
        ),
      )
      figures.push(
        figure(
          `${name}, ${sampler}: saving of a real run`,
          "diapason",
          "% of steps",
          percent(({ real }) => real),
        ),
      )
      figures.push(figure(`${name}, ${sampler}: difference`, "diapason", "% of steps", off))
      if (sampler === "random") aims.push(atMost(`difference under ${name}, random`, Math.max(...off), 0, "% of steps"))
      else aims.push(atMost(`median difference under ${name}, ${sampler}`, median(off), 10, "% of steps"))
      const [lost, worse] = [all.filter((row) => row.lost).length, all.filter((row) => row.worse).length]
      notes.push(
        `${name}, ${sampler}: the winner was told as lost in ${lost} of ${all.length}; the real run ended with a worse best in ${worse}`,
      )
      say(`  ${notes.at(-1)}`)
    }
  }
  return { figures, aims, notes }
}
