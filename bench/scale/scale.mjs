import { crowd } from "./crowd.mjs"
import { problem } from "./problem.mjs"
import { workers } from "./workers.mjs"

/** What a study costs its conductors when it has a thousand workers, and ten thousand. */
export const scale = {
  problem: { parameters: problem.parameters, seed: problem.seed },
  parts: {
    workers: { about: "a suggestion and a report with 100, 1 000 and 10 000 trials running at one conductor", run: workers },
    crowd: { about: "the same 1 000 workers behind 1, 4, 16 and 64 conductors of one study, in virtual time", run: crowd },
  },
}
