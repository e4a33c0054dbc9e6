import type { Scheduler } from "@diapason/core"
import { schedulerLaws } from "@diapason/testkit"
import { pbt } from "../../../src/schedulers/pbt.ts"
import type { PbtOptions } from "../../../src/schedulers/pbt/settings.ts"

const kinds: readonly PbtOptions[] = [
  { population: 4, every: 1 },
  { population: 3, every: 2, mode: "synchronous" },
  { population: 2, every: 3, quantile: 0.5 },
  { population: 4, every: 2, exploit: "t-test" },
  { population: 4, every: 3, exploit: "t-test", mode: "synchronous" },
  { population: 1, every: 1 },
]
for (const kind of kinds) schedulerLaws(`pbt ${JSON.stringify(kind)}`, () => pbt(kind) as Scheduler)
