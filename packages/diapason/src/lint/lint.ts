/** The linter of search spaces: what is allowed, and likely not meant. */
import type { Finding, Rule, Subject } from "./finding.ts"
import { baselines } from "./rules/baselines.ts"
import { budget } from "./rules/budget.ts"
import { fidelity } from "./rules/fidelity.ts"
import { memory } from "./rules/memory.ts"
import { names } from "./rules/names.ts"
import { order } from "./rules/order.ts"
import { pressed } from "./rules/pressed.ts"
import { proven } from "./rules/proven.ts"
import { reach } from "./rules/reach.ts"
import { scale } from "./rules/scale.ts"

/** Everything that the rules find, warnings first. */
export const lint = (subject: Subject): readonly Finding[] =>
  rules.flatMap((rule) => rule(subject)).sort((a, b) => Number(a.level === "hint") - Number(b.level === "hint"))

const rules: readonly Rule[] = [scale, order, names, reach, budget, fidelity, baselines, proven, pressed, memory]
