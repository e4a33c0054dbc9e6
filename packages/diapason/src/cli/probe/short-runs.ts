import { rangeTest, type RatePoint } from "@diapason/algorithms"
import type { Answer, Ending } from "@diapason/core"
import { probeRun, type ProbeRun } from "./probe-run.ts"

/** What short runs at fixed rates have shown. */
interface ShortRuns {
  readonly points: readonly RatePoint[]
  /** How the last run ended. */
  readonly ending: Ending
}

/**
 * Runs the command once for each rate, for `reports` reports each, until the loss breaks. A run that fails counts as one that has diverged;
 * the first must report.
 */
export async function shortRuns(
  run: Pick<ProbeRun, "executor" | "study" | "session" | "param" | "signal">,
  metric: string,
  rates: readonly number[],
  reports: number,
): Promise<ShortRuns> {
  const points: RatePoint[] = []
  for (const [i, rate] of rates.entries()) {
    let [seen, loss] = [0, NaN]
    const report = (metrics: Readonly<Record<string, number>>): Answer => {
      if (metrics[metric] === undefined) return goOn
      loss = metrics[metric]
      return ++seen < reports ? goOn : enough
    }
    const ending = await probeRun({ ...run, number: i + 1, rate, report })
    if (run.signal.aborted || (i === 0 && seen === 0 && ending.metrics?.[metric] === undefined)) return { points, ending }
    points.push({ rate, loss: ending.kind === "failed" ? NaN : (ending.metrics?.[metric] ?? loss) })
    if (i === rates.length - 1 || rangeTest(points, 0).broke !== undefined) return { points, ending }
  }
  throw new Error("a range test needs rates")
}

const goOn: Answer = { action: "continue", why: "the run is short" }
const enough: Answer = { action: "stop", why: "the run is long enough" }
