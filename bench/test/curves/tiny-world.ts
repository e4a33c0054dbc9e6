import type { World } from "../../src/curves/world.ts"

/**
 * Four epochs, each of which takes `pace` seconds. A training shows `x` in the end and a quarter of the way there after each epoch,
 * but for `late` trainings, which show half of that before their last.
 */
export const tiny: World = {
  name: "tiny",
  use: "tune",
  space: { x: { type: "float", low: 0, high: 1 }, pace: { type: "int", low: 1, high: 3 } },
  metric: "score",
  direction: "maximize",
  epochs: 4,
  at: ({ x, pace, late }, epoch) => ({
    value: (Number(x) * epoch) / 4 / (late === true && epoch < 4 ? 2 : 1),
    seconds: Number(pace) * epoch,
  }),
  best: 1,
  random: 0.5,
}
