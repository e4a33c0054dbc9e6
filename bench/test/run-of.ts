import type { RunRecord } from "../src/run/record.ts"

/** A finished run, one true value a trial, told as it is. */
export const runOf = (given: Partial<RunRecord> & { readonly losses?: readonly number[] } = {}): RunRecord => {
  const { losses = [1, 0.5, 0.7, 0.2], ...rest } = given
  const values = losses.map((loss) => [loss])
  return {
    kind: "run",
    contestant: "random",
    problem: "bowl",
    seed: 0,
    trials: losses.length,
    parallel: 1,
    at: "2026-01-02T03:04:05.000Z",
    values,
    truths: values,
    ms: losses.map(() => 1),
    versions: { tuner: "1.2.3" },
    ...rest,
  }
}
