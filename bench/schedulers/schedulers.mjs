import { reports } from "./reports.mjs"

/** What a scheduler costs for each report of a long study. */
export const schedulers = {
  problem: { trials: 10_000, reports: 50, slots: 8 },
  parts: {
    reports: { about: "time a report of every scheduler, in a study of 10 000 trials with 50 reports each", run: reports },
  },
}
