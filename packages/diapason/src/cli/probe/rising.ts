import { keptIn, rangeTest, type RatePoint } from "@diapason/algorithms"
import type { Answer, Ending } from "@diapason/core"
import { probeRun, type ProbeRun } from "./probe-run.ts"

/** What one run under a rising rate has shown. */
interface Rising {
  readonly points: readonly RatePoint[]
  readonly ending: Ending
  /** Why the script cannot be tested in one run: it does not take new values. */
  readonly deaf?: string
}

/** Runs the command once, and raises its rate after each report, as long as it takes the updates and the loss has not broken. */
export async function rising(
  run: Pick<ProbeRun, "executor" | "study" | "session" | "param" | "signal">,
  metric: string,
  rates: readonly number[],
): Promise<Rising> {
  const points: RatePoint[] = []
  let [at, silent, sent] = [0, 0, false]
  let deaf: string | undefined
  const report = (metrics: Readonly<Record<string, number>>): Answer => {
    const loss = metrics[metric]
    if (loss === undefined) return goOn
    const rate = rates[at]!
    if (points.at(-1)?.rate === rate) points.pop()
    points.push({ rate, loss })
    if (deaf !== undefined || rangeTest(points, keptIn(rates.length)).broke !== undefined || at === rates.length - 1) return enough
    if (!sent) {
      sent = true
      const rev = at + 1
      return { action: "update", rev, config: { [run.param]: rates[rev]! }, apply: "next-step", why: "the rate rises from step to step" }
    }
    if (++silent < patience) return goOn
    deaf = `it has not answered an update in ${patience} reports`
    return enough
  }
  const applied = (rev: number): void => {
    ;[at, silent, sent] = [rev, 0, false]
  }
  const refused = (why: string): void => void (deaf ??= why)
  const ending = await probeRun({ ...run, number: 0, rate: rates[0]!, report, applied, refused })
  if (at === 0 && points.length > 0) deaf ??= "it ended before it took a new rate"
  return { points, ending, ...(deaf !== undefined && { deaf }) }
}

const goOn: Answer = { action: "continue", why: "the update is under way" }
const enough: Answer = { action: "stop", why: "the range test has seen enough" }

/** Reports without an answer after which a script is taken not to listen; one that does not wait for decisions is a few behind. */
const patience = 20
