import { schedulerLaws } from "@diapason/testkit"
import { schedulers } from "../../src/schedulers.ts"

for (const [name, { make }] of Object.entries(schedulers)) schedulerLaws(name, () => make({} as never))
