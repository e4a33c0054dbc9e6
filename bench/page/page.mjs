import { big } from "./big.mjs"
import { landing } from "./landing.mjs"

/** What a reader of the web page waits for, in a real browser. */
export const page = {
  problem: { trials: 100_000, points: 5_000_000, parameters: 12 },
  parts: {
    landing: { about: "the list of studies on a processor slowed down four times, and what a first visit loads", run: landing },
    big: { about: "a study of 100 000 trials with 5 million points: first paint, filter, brush, memory of the page", run: big },
  },
}
