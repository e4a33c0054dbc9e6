import { contest } from "./contest.mjs"
import { chosenOn, judgedOn, macro } from "./tables.mjs"

/** How many evaluations tuners need to find the best architectures, beside random search. */
export const architecture = {
  problem: { seeds: 20, goal: "one configuration in a thousand is as good", front: "99 % of the hypervolume of the whole front" },
  parts: {
    macro: { about: "NAS-Bench-Macro: 6561 chains with real accuracies", run: (frame) => contest([macro()], frame) },
    judged: { about: "made-up cells, edges and nodes, that no constant was chosen on", run: (frame) => contest(judgedOn(), frame) },
    chosen: { about: "made-up cells that constants were chosen on", run: (frame) => contest(chosenOn(), frame) },
  },
}
