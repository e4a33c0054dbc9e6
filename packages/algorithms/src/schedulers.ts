import type { Scheduler } from "@diapason/core"
import { autoScheduler } from "./schedulers/auto-scheduler.ts"
import { freezeThaw } from "./schedulers/freeze-thaw.ts"
import { median } from "./schedulers/median.ts"
import { none } from "./schedulers/none.ts"
import { listed, numberWithin, plain, wholeFrom, type Listed } from "./setting.ts"

/** Every scheduler that a study can name. The laws run over this list: a new scheduler is a file, and a line here. */
export const schedulers: Readonly<Record<string, Listed<Scheduler, never>>> = {
  auto: plain(autoScheduler),
  "freeze-thaw": listed(freezeThaw, { stride: wholeFrom(1) }),
  median: listed(median, { percentile: numberWithin(0, 100), warmup: wholeFrom(0), complete: wholeFrom(1) }),
  none: plain(none),
}
