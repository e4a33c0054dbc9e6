import { best, front } from "./contest.mjs"
import { chosenOn, judgedOn, macro } from "./tables.mjs"

/** How many evaluations tuners need to find the best architectures, beside random search. */
export const architecture = {
  problem: { seeds: 20, goal: "one configuration in a thousand is as good", front: "99 % of the volume that the whole front covers" },
  parts: {
    macro: { about: "NAS-Bench-Macro: 6561 chains with real accuracies", run: (frame) => best([macro()], frame) },
    "macro-front": { about: "the front of accuracy and parameters, over five seeds", run: (frame) => front([macro()], frame) },
    judged: { about: "made-up cells, edges and nodes, that no constant was chosen on", run: (frame) => best(judgedOn(), frame) },
    "judged-front": {
      about: "their fronts, where all cells can be counted out",
      run: (frame) => front(judgedOn().filter(isCountable), frame),
    },
    chosen: { about: "made-up cells that constants were chosen on", run: (frame) => best(chosenOn(), frame) },
  },
}

const isCountable = ({ name }) => name.includes("edge")
