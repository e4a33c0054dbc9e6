import { spaceFromJson } from "@diapason/core"
import { schedulerLaws } from "@diapason/testkit"
import { controllersOf } from "../../src/adapt.ts"
import { adapting } from "../../src/combinators/adapting.ts"
import { schedulers } from "../../src/schedulers.ts"

for (const [name, { make }] of Object.entries(schedulers)) schedulerLaws(name, () => make({} as never))

/** Rules that act often in the rehearsals of the laws, on a scheduler that pauses nothing and on one that stops trials. */
const rules = [
  { by: "overfit", train: "seconds", direction: "maximize", patience: 1 },
  { param: "x", by: "divergence" },
  { param: "x", by: "plateau", patience: 1, tolerance: 0.5 },
  { when: "step % 8 == 0", set: { x: "x * 0.9" }, cooldown: 1 },
]
for (const name of ["none", "median"]) {
  schedulerLaws(`adapting(${name})`, () =>
    adapting(schedulers[name]!.make({} as never), controllersOf(rules, spaceFromJson({ x: "0.0..1.0" }))),
  )
}
