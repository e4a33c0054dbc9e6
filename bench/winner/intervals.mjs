import { winner } from "@diapason/algorithms"
import { problemNamed } from "../dist/problems.js"
import { atLeast, figure } from "../frame/figures.mjs"
import { fewRows, played } from "./play.mjs"

/** Some constants were settled on these. */
const settled = () => [problemNamed("noisy-branin"), fewRows("hartmann3", 100), problemNamed("noisy-lcbench-126029")]

/** No constant was, though the rippled two (michalewicz, schwefel) showed that one was needed. */
const judging = () =>
  ["lcbench-167152", "lcbench-167181", "lcbench-168329", "hartmann3", "michalewicz5", "schwefel3"].map((name) =>
    problemNamed(`noisy-${name}`),
  )

/** Coverage of the interval, and the true regret of the recommended and of the luckiest, in shares of the way from a random draw to the best. */
const intervalsOf =
  (problems, sampler, repeats) =>
  async ({ say }) => {
    const figures = []
    const aims = []
    for (const problem of problems()) {
      const [covered, recommended, luckiest] = [[], [], []]
      const [{ metric }] = problem.objectives
      for (let seed = 1; seed <= repeats; seed++) {
        const ledger = await played(problem, sampler, seed, 50)
        const found = winner(ledger)
        const truth = (n) => problem.truth(ledger.trials[n].config)[metric]
        const value = truth(found.recommended)
        covered.push(found.shrunken.low <= value && value <= found.shrunken.high ? 1 : 0)
        recommended.push(regretOf(problem, value))
        luckiest.push(regretOf(problem, truth(found.raw.trial)))
      }
      const name = `${problem.name}, ${sampler}`
      const [rate, own, lucky] = [covered, recommended, luckiest].map(mean)
      say(`  ${name}: covers ${rate.toFixed(2)}, regret ${own.toFixed(4)}, of the luckiest ${lucky.toFixed(4)} (${repeats} studies)`)
      figures.push(figure(`${name}: true regret`, "recommended", "", recommended), figure(`${name}: true regret`, "luckiest", "", luckiest))
      aims.push(atLeast(`${name}: the 90 % interval covers`, rate, 0.8, ""))
      aims.push(atLeast(`${name}: the luckiest minus the recommended, mean regret`, lucky - own, 0, ""))
    }
    return { figures, aims, notes: ["regret: 0 is the best known value, 1 what a random draw gives"] }
  }

/** A part for each sampler. The default one fits a model at each trial: fewer repeats tell as much as there is time for. */
export const intervals = Object.fromEntries(
  [
    ["intervals", settled, "random", 100],
    ["intervals", settled, "tpe", 100],
    ["intervals", settled, "auto", 20],
    ["judged", judging, "random", 100],
    ["judged", judging, "tpe", 100],
  ].map(([part, problems, sampler, repeats]) => [
    `${part}-${sampler}`,
    {
      about: `how often the interval of the recommended holds its true value after ${sampler}`,
      run: intervalsOf(problems, sampler, repeats),
    },
  ]),
)

const mean = (values) => values.reduce((sum, x) => sum + x / values.length, 0)

const regretOf = ({ regret, random, best }, value) => (regret === undefined ? Math.max(0, (value - best) / (random - best)) : regret(value))
