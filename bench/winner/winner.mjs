import { gains } from "./gains.mjs"
import { intervals } from "./intervals.mjs"

/** Whether what is said of a winner is true: its interval, its place, and what more trials gain. */
export const winner = {
  problem: { trials: 50, repeats: 100, interval: "90 %" },
  parts: {
    ...intervals,
    gains: { about: "how often more trials gained something, by the chance that was stated", run: gains },
  },
}
