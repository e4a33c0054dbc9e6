import type { Scheduler } from "@diapason/core"
import { autoScheduler } from "./schedulers/auto.ts"
import { asha, ashaVariants, mobsterScheduler } from "./schedulers/asha.ts"
import { curve } from "./schedulers/curve.ts"
import { dehb } from "./schedulers/dehb.ts"
import { freezeThaw } from "./schedulers/freeze-thaw.ts"
import { halving } from "./schedulers/halving.ts"
import { bohbScheduler, hyperband } from "./schedulers/hyperband.ts"
import { median } from "./schedulers/median.ts"
import { none } from "./schedulers/none.ts"
import { pasha } from "./schedulers/pasha.ts"
import { patience, type PatienceOptions } from "./schedulers/patience.ts"
import { percentile } from "./schedulers/percentile.ts"
import { threshold } from "./schedulers/threshold.ts"
import { wilcoxon } from "./schedulers/wilcoxon.ts"
import { pb2Population, pbt } from "./schedulers/pbt.ts"
import { exploits, modes } from "./schedulers/pbt/settings.ts"
import { replaySchedule } from "./schedulers/replay-schedule.ts"
import { arePieces } from "./population/schedule-file.ts"
import {
  bringing,
  finite,
  inRange,
  listed,
  numberFrom,
  numberWithin,
  oneOf,
  plain,
  wholeFrom,
  type Listed,
  type Setting,
} from "./setting.ts"

const pieces: Setting = {
  expected: "entries such as {from: 1, config: {...}}, the first from step 1, rising",
  holds: arePieces,
}

const populationSettings = {
  population: wholeFrom(1),
  every: wholeFrom(1),
  quantile: inRange(0, 0.5),
  exploit: oneOf(exploits),
  mode: oneOf(modes),
}

const bar = { percentile: numberWithin(0, 100), warmup: wholeFrom(0), complete: wholeFrom(1) }

/** Settings of a ladder of rungs. */
const ladder = { eta: numberWithin(1, 1000), grace: wholeFrom(1) }
const rungs = { ...ladder, variant: oneOf(ashaVariants), brackets: wholeFrom(1) }

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
  asha: listed(asha, rungs),
  bohb: bringing("bohb", listed(bohbScheduler, ladder)),
  dehb: listed(dehb, ladder),
  halving: listed(halving, { ...ladder, n: wholeFrom(2) }),
  hyperband: listed(hyperband, ladder),
  mobster: bringing("mobster", listed(mobsterScheduler, rungs)),
  pasha: listed(pasha, ladder),
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
  pbt: bringing("perturb", listed(pbt, populationSettings)),
  pb2: bringing("pb2", listed(pb2Population, populationSettings)),
  "replay-schedule": listed(replaySchedule, { steps: pieces }),
}
