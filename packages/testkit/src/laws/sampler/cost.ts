import { spaceFromJson } from "@diapason/core"
import { history } from "../../generators/history.ts"
import { askFor, fed, problemOn, type SamplerLaw } from "./law.ts"

/**
 * Judged generously, so that a busy machine is not mistaken for a slow sampler: interleaved asks, twenty times the history, six times
 * the time and half a millisecond, and both the middle asks and the quickest must say so. What looks at the whole history costs twenty
 * times as much.
 */
export const flatCost: SamplerLaw = {
  id: "L8",
  name: "an ask after 6000 trials costs about what it costs after 300",
  async hold({ make, finite }) {
    const space = spaceFromJson({
      ...Object.fromEntries(["a", "b", "c"].map((name) => [name, { type: finite ? "int" : "float", low: 0, high: 99 }])),
      k: { type: "int", low: 1, high: 64, scale: "log" },
      act: { type: "choice", values: ["relu", "tanh", "gelu"] },
    })
    const problem = problemOn(space)
    const ready = [300, 6000].map((n) => {
      const sampler = make()
      const state = fed(sampler, problem, history(space, 3, n))
      return async (i: number): Promise<number> => {
        const began = performance.now()
        await sampler.suggest(state, askFor(problem, 6000 + i))
        return performance.now() - began
      }
    })
    const times: number[][] = [[], []]
    for (let i = 0; i < 15; i++) for (const [which, ask] of ready.entries()) times[which]!.push(await ask(i))
    const slower = [middle, quickest].filter((of) => of(times[1]!) > 6 * of(times[0]!) + 0.5)
    if (slower.length < 2) return
    const [few, many] = times.map((all) => middle(all).toFixed(3))
    throw new Error(`an ask took ${few} ms after 300 trials and ${many} ms after 6000`)
  },
}

const middle = (values: readonly number[]): number => values.slice(5).toSorted((a, b) => a - b)[(values.length - 5) >> 1]!

const quickest = (values: readonly number[]): number => Math.min(...values)
