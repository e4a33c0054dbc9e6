import { predictions } from "./predictions.mjs"
import { gaps } from "./gaps.mjs"

/** How well a recorded study tells what another scheduler would have saved. */
export const whatIf = {
  problem: { studies: 20, trials: 30, epochs: 52, slots: 2 },
  parts: {
    predictions: {
      about: "20 studies on LCBench that ran every training in full: the saving that is told of a scheduler, beside a real run under it",
      run: predictions,
    },
    gaps: { about: "the same from studies that had stopped trials early: whether the real saving lies between the two bounds", run: gaps },
  },
}
