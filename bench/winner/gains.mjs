import { moreTrials } from "@diapason/algorithms"
import { atMost, figure } from "../frame/figures.mjs"
import { problemNamed } from "../dist/problems.js"
import { firstTrials, played } from "./play.mjs"

const names = ["branin", "hartmann6", "styblinski3", "ackley6", "noisy-branin", "noisy-hartmann3"]
const further = 20

/** Studies of 60 trials, cut off at 25 and at 40: the chance stated there that 20 more gain something, beside whether they did. */
export async function gains({ say }) {
  const said = []
  for (const name of names)
    for (const sampler of ["random", "tpe"])
      for (let seed = 1; seed <= 20; seed++) {
        const problem = problemNamed(name)
        const ledger = await played(problem, sampler, seed, 60)
        for (const trials of [25, 40]) {
          const known = firstTrials(ledger, trials)
          const told = moreTrials(known, further)
          if ("lacks" in told) continue
          const [before, after] = [known, firstTrials(ledger, trials + further)].map((one) =>
            one.rules.loss(one.trials[one.front[0]].values),
          )
          said.push({ chance: told.chance, came: before - after > told.gain ? 1 : 0 })
        }
      }
  said.sort((a, b) => a.chance - b.chance)
  const figures = []
  let off = 0
  for (let tenth = 0; tenth < 10; tenth++) {
    const some = said.slice(Math.floor((tenth * said.length) / 10), Math.floor(((tenth + 1) * said.length) / 10))
    const [stated, came] = [mean(some.map(({ chance }) => chance)), mean(some.map((one) => one.came))]
    off += Math.abs(stated - came) / 10
    say(`  tenth ${tenth + 1}: stated ${stated.toFixed(2)}, came ${came.toFixed(2)} (${some.length})`)
    figures.push(figure(`tenth ${tenth + 1}`, "stated", "", [stated]), figure(`tenth ${tenth + 1}`, "came", "", [came]))
  }
  return { figures, aims: [atMost("mean distance between stated and came, by tenths", off, 0.15, "")] }
}

const mean = (values) => values.reduce((sum, x) => sum + x / values.length, 0)
