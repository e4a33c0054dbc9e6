import { playSeed, type Played } from "../digits-architecture/contest.ts"
import { volumeOf } from "../digits-architecture/figures.ts"
import { architectureReport } from "../digits-architecture/report.ts"
import { recipe } from "../digits-architecture/training.ts"
import { loadDigits } from "../population/digits.ts"
import { markdown } from "../report/markdown.ts"
import { begunOf } from "./begun.ts"
import { countOption, listOption } from "./option.ts"
import type { Verb } from "./verb.ts"

/** Networks for handwritten digits, small and right: the default sampler against random search at equal training. Writes nothing. */
export const digitsArchitectureVerb: Verb = {
  usage: "digits-architecture [--quick] [--seeds 10] [--trials 40] [--cap 2] [--contestants auto,nsga2] [--json]",
  options: { quick: "boolean", seeds: "string", trials: "string", cap: "string", contestants: "string", json: "boolean" },
  files: false,
  async run(call) {
    const quick = call.options["quick"] === true
    const seeds = countOption(call, "seeds", quick ? 2 : 10)
    const terms = { trials: countOption(call, "trials", quick ? 20 : 40), cap: countOption(call, "cap", 2), recipe }
    const contestants = listOption(call, "contestants") ?? ["auto"]
    const begun = begunOf(call)
    const digits = await loadDigits(600, 1000)
    const all: Played[] = []
    for (let seed = 0; seed < seeds; seed++)
      for (const played of await playSeed(digits, contestants, seed, terms)) {
        all.push(played)
        process.stderr.write(`${progress(played)}\n`)
      }
    const document = { schema: "diapason.bench.digits-architecture/1", ...begun, terms, played: all }
    const text = markdown(title, architectureReport(all, { seeds, terms, begun }))
    process.stdout.write(call.options["json"] === true ? `${JSON.stringify(document, undefined, 2)}\n` : text)
    return 0
  },
}

const progress = ({ contestant, seed, trials }: Played): string =>
  `seed ${seed}: ${contestant} ${(100 * volumeOf(trials, "validation")).toFixed(2)} on validation, ` +
  `${(100 * volumeOf(trials, "test")).toFixed(2)} on test; ${trials.length} trials`

const title = "Networks for digits, small and right"
