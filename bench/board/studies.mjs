import { bigStudy } from "@diapason/testkit"
import { boardOf } from "@diapason/views"
import { figure } from "../frame/figures.mjs"

export const sizes = [1_000, 10_000, 100_000]

/** A study with ten reports a trial. */
export const studyOf = (trials) => bigStudy({ trials, points: 10 * trials, parameters: 12, seed: 1 })

const boards = new Map()

/** The board of a study, made once for all parts that only read it. */
export function boardFor(trials) {
  if (!boards.has(trials)) boards.set(trials, boardOf(studyOf(trials).ledger()))
  return boards.get(trials)
}

/** Milliseconds of some runs of the same work, after one that is not counted. */
export function timed(work, runs = 7) {
  work()
  return Array.from({ length: runs }, () => {
    const begin = performance.now()
    work()
    return performance.now() - begin
  })
}

/** The figure of a work at one size. */
export const measured = (name, trials, samples) => figure(`${name}, ${trials} trials`, "diapason", "ms", samples)
