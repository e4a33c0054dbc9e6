/**
 * The ladders that the trials of a study climb, as its scheduler has them: for tables and pictures of who stands where. It is read from the
 * definition alone, so that it is known before the first trial.
 */
import type { Chosen, Definition } from "@diapason/core"
import { schedulerOf } from "../../choose.ts"
import { bracketOf } from "../asha/bracket-of.ts"
import { dehbBrackets, halvingBracket, hyperbandBrackets, type Bracket } from "../brackets/plan.ts"
import { sequenceOf } from "../dehb/sequence.ts"
import { strideOf } from "../freeze-thaw.ts"
import type { Judged } from "../judged.ts"
import { etaOf, ladderOf, type LadderOptions } from "./ladder.ts"

/** One ladder: rising steps at which its trials are compared. */
export interface Ladder {
  readonly steps: readonly number[]
  /** Of how many one goes on; absent where the sampler chooses who does. */
  readonly eta?: number
  /** How many trials each rung is planned for, where a bracket is played round by round. */
  readonly sizes?: readonly number[]
}

export interface Ladders {
  /** The name of the scheduler, also where the study says `auto`. */
  readonly scheduler: string
  readonly ladders: readonly Ladder[]
  /** Which of them a trial climbs; `place` counts the trials before it that were not added from elsewhere. */
  of(number: number, place: number): number
  /** What trials are judged by. */
  readonly judged: Judged
}

/** Undefined for a scheduler that compares no trials at rungs. */
export function laddersOf(definition: Definition): Ladders | undefined {
  const scheduler = schedulerOf(definition)
  const make = Object.hasOwn(makers, scheduler) ? makers[scheduler as keyof typeof makers] : undefined
  if (make === undefined) return undefined
  const { fidelity } = definition
  const options = definition.scheduler.type === "auto" ? autoOptions(definition) : (definition.scheduler as Options)
  const made = fidelity === undefined || fidelity.max <= 1 ? climbing(definition, { ...options, brackets: 1 }) : make(definition, options)
  return { scheduler, judged: judgedBy(definition), ...made }
}

type Options = LadderOptions & { readonly brackets?: number; readonly n?: number; readonly stride?: number }
type Made = Pick<Ladders, "ladders" | "of">

const makers = {
  asha: climbing,
  mobster: climbing,
  pasha: (definition, options) => climbing(definition, { ...options, brackets: 1 }),
  hyperband: (definition, options) =>
    inTurn(hyperbandBrackets(definition.fidelity!, etaOf(definition, options), options.grace), definition, options),
  bohb: (definition, options) =>
    inTurn(hyperbandBrackets(definition.fidelity!, etaOf(definition, options), options.grace), definition, options),
  halving: (definition, options) =>
    inTurn([halvingBracket(definition.fidelity!, etaOf(definition, options), options.grace, options.n)], definition, options),
  dehb(definition, options) {
    const eta = etaOf(definition, options)
    return one({ eta, steps: sequenceOf(dehbBrackets(definition.fidelity!, eta, options.grace)).steps })
  },
  "freeze-thaw": ({ fidelity }, { stride = strideOf(fidelity) }) => one({ steps: strides(stride, fidelity!.max) }),
} satisfies Readonly<Record<string, (definition: Definition, options: Options) => Made>>

const one = (ladder: Ladder): Made => ({ ladders: [ladder], of: () => 0 })

/** What `auto` takes asha up with. */
const autoOptions = ({ fidelity }: Definition): Options => (fidelity === undefined ? {} : { grace: Math.ceil(fidelity.max / 10) })

function climbing(definition: Definition, options: Options): Made {
  const eta = etaOf(definition, options)
  const below = ladderOf(definition, options)
  const last = definition.fidelity === undefined ? [] : [definition.fidelity.max]
  const count = Math.max(1, Math.min(options.brackets ?? 1, below.length))
  return {
    ladders: Array.from({ length: count }, (_, b) => ({ eta, steps: [...below.slice(b), ...last] })),
    of: (number) => bracketOf(number, count, eta),
  }
}

/** Brackets that are played one after the other, again and again; the plays of one plan are shown together. */
function inTurn(plans: readonly Bracket[], definition: Definition, options: Options): Made {
  const eta = etaOf(definition, options)
  const sizes = plans.map((bracket) => bracket[0]!.trials)
  const all = sizes.reduce((sum, n) => sum + n, 0)
  return {
    ladders: plans.map((bracket) => ({ eta, steps: bracket.map(({ step }) => step), sizes: bracket.map(({ trials }) => trials) })),
    of(_, place) {
      let left = place % all
      let plan = 0
      while (left >= sizes[plan]!) left -= sizes[plan++]!
      return plan
    },
  }
}

/** The steps to which a trial comes that is taken up again and again. */
function strides(stride: number, max: number): readonly number[] {
  const steps: number[] = []
  for (let step = Math.min(max, stride); ; step = Math.min(max, step + Math.max(stride, Math.ceil(step / 2)))) {
    steps.push(step)
    if (step >= max) return steps
  }
}

/** As the conductor reads the settings of a scheduler. */
function judgedBy({ scheduler, objectives }: Definition): Judged {
  const { metric: named, direction }: Chosen = scheduler
  const metric = typeof named === "string" ? named : objectives[0]!.metric
  const wanted = direction ?? objectives.find((objective) => objective.metric === metric)?.direction ?? "minimize"
  const sign = wanted === "maximize" ? -1 : 1
  return { metric, loss: (values) => sign * (values[metric] ?? NaN) }
}
