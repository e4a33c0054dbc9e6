/** The configuration that the model finds most worth trying. */
import { configKey, fulfils, type Ask, type Flat } from "@diapason/core"
import { log, normalLogCdf } from "@diapason/math"
import { besideRunning } from "../beside-running.ts"
import type { Place } from "../gp/cube.ts"
import { bestOf, leastOf } from "../gp/leaders.ts"
import { constraint, crashing, type Quantity } from "../gp/target.ts"
import { constrainedFronts } from "../nsga/fronts.ts"
import { percent } from "../percent.ts"
import { believe, type Evidence } from "./belief.ts"
import { hopeOf, type Hope } from "./hope.ts"
import { viewsOf, type Portrait } from "./portrait.ts"
import { mostPromising } from "./search.ts"
import { picture, type NetworkGpState } from "./state.ts"

/** Undefined when no configuration that was looked at is both allowed and new. */
export function propose(state: NetworkGpState, ask: Ask): { readonly flat: Flat; readonly why: string } | undefined {
  const { cube, history, problem, fits, portraits } = state
  const running = ask.pending.map(({ flat }) => picture(state, flat))
  const evidence: Evidence = {
    cube,
    views: viewsOf(cube, problem.space),
    seed: problem.seed,
    history,
    running,
    fits,
    portrait: ({ number }) => portraits.get(number)!,
  }
  const hope = hopeOf(problem.objectives, evidence, ask.number % seldom === 0, ask.rng("network.search", 2))
  const terms = [...(hope.worth === undefined ? [] : [hope.worth]), ...limits(state, evidence)]
  const pictureAt = ({ flat, row }: Place): Portrait => picture(state, flat, row)
  const search = {
    cube,
    worth: (place: Place) => terms.reduce((sum, term) => sum + term(pictureAt(place)), 0),
    accepts: acceptance(state, ask, tellsPlaces(hope) ? undefined : running, pictureAt),
    rng: ask.rng("network.search"),
  }
  const place = mostPromising(search, leadersOf(state, hope))
  return place === undefined ? undefined : { flat: place.flat, why: why(hope, pictureAt(place)) }
}

function leadersOf({ history, problem }: NetworkGpState, { beliefs }: Hope) {
  if (problem.objectives === 1) return bestOf(history, leading)
  const [front] = constrainedFronts(history)
  return front === undefined || front.length === 0 ? leastOf(beliefs[0].target, leading) : front.slice(-2 * leading)
}

/** A network of which only the graph tells is not built twice; where places tell too, the same graph elsewhere is another one. */
const tellsPlaces = ({ beliefs }: Hope): boolean => beliefs.some(({ view }) => view.places)

/** Allowed, not tried, not running; and, where `running` are given, not the same network as one that is. */
function acceptance(
  { problem, tried, built }: NetworkGpState,
  { pending }: Ask,
  running: readonly Portrait[] | undefined,
  pictureAt: (place: Place) => Portrait,
) {
  const beside = besideRunning(pending, false)
  const building = new Set(running?.map(({ key }) => key))
  return (place: Place): boolean => {
    if (!fulfils(problem.space, place.flat)) return false
    const key = configKey(place.flat)
    if (tried.has(key) || !beside(place.flat)) return false
    if (running === undefined) return true
    const same = pictureAt(place).key
    return !built.has(same) && !building.has(same)
  }
}

/** ln of the chances that limits are kept and that it does not crash; nothing is ruled out for good. */
function limits({ problem, history }: NetworkGpState, evidence: Evidence): ((portrait: Portrait) => number)[] {
  const kept = (quantity: Quantity, spread: number, floor: number) => {
    const belief = believe(quantity, evidence)
    return (portrait: Portrait): number => {
      const { mean, variance } = belief.at(portrait)
      return Math.max(log(floor), normalLogCdf(-mean / Math.sqrt(variance + spread)))
    }
  }
  const crashed = history.filter(({ outcome }) => outcome.kind === "crashed").length
  return [
    ...Array.from({ length: problem.constraints }, (_, k) => kept(constraint(k), 0, 1e-300)),
    ...(crashed > 0 ? [kept(crashing, 0.15 / (1 + crashed / 2), 1e-9)] : []),
  ]
}

function why({ worth, chance, goal, beliefs }: Hope, portrait: Portrait): string {
  const [{ trials, view }] = beliefs
  const wish =
    worth === undefined
      ? "no trial has kept all limits yet; looking for one that does"
      : chance === undefined
        ? `looking for what will ${goal}`
        : `${percent(chance(portrait))} chance to ${goal}`
  return `network-gp: ${wish}; a model of ${trials} trials that compares ${view.name}`
}

const leading = 6

/** Of several objectives the ends of the front are looked for by each so many suggestions. */
const seldom = 6
