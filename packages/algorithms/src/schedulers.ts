import type { Scheduler } from "@diapason/core"
import { autoScheduler } from "./schedulers/auto.ts"
import { curve } from "./schedulers/curve.ts"
import { freezeThaw } from "./schedulers/freeze-thaw.ts"
import { median } from "./schedulers/median.ts"
import { none } from "./schedulers/none.ts"
import { patience, type PatienceOptions } from "./schedulers/patience.ts"
import { percentile } from "./schedulers/percentile.ts"
import { threshold } from "./schedulers/threshold.ts"
import { wilcoxon } from "./schedulers/wilcoxon.ts"
import { bringing, finite, listed, numberFrom, numberWithin, oneOf, plain, wholeFrom, type Listed } from "./setting.ts"

const bar = { percentile: numberWithin(0, 100), warmup: wholeFrom(0), complete: wholeFrom(1) }

/** Rules that run every trial to its last step unless they end it: patience can stand around them. */
const rules: Readonly<Record<string, () => Scheduler>> = {
  median: median as () => Scheduler,
  percentile,
  curve: curve as () => Scheduler,
  wilcoxon: wilcoxon as () => Scheduler,
}

/** Every scheduler that a study can name. The laws run over this list: a new scheduler is a file, and a line here. */
export const schedulers: Readonly<Record<string, Listed<Scheduler, never>>> = {
  auto: plain(autoScheduler),
  curve: listed(curve, { chance: numberWithin(0, 1), gain: numberFrom(0), complete: wholeFrom(1) }),
  "freeze-thaw": bringing("freeze-thaw", listed(freezeThaw, { stride: wholeFrom(1) })),
  median: listed(median, bar),
  none: plain(none),
  patience: listed(({ rule, ...options }: PatienceOptions & { readonly rule?: string }) => patience(options, rules[rule ?? ""]?.()), {
    patience: wholeFrom(0),
    tolerance: numberFrom(0),
    rule: oneOf(Object.keys(rules)),
  }),
  percentile: listed(percentile, bar),
  threshold: listed(threshold, { lower: finite, upper: finite, warmup: wholeFrom(0) }),
  wilcoxon: listed(wilcoxon, { level: numberWithin(0, 1), pairs: wholeFrom(2), folds: wholeFrom(2) }),
}
