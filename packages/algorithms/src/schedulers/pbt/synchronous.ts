/**
 * All members pause at a comparison until the last has come. Then the children of the best are born, and the others go on but for as
 * many of the worst, which stay paused for ever.
 */
import { lastStep, type Decision, type Ledger, type Next, type RunningTrial, type Trial } from "@diapason/core"
import { birthsLeft, birthsOf, holdsPlace } from "./births.ts"
import { boundaryAfter, boundaryBefore } from "./boundary.ts"
import { losesPlace, parentFor } from "./exploit.ts"
import { quantileSize, standings, type Standing } from "./standing.ts"
import type { Rules } from "./settings.ts"

export function decideSynchronous(rules: Rules, ledger: Ledger, trial: RunningTrial): Decision {
  const step = lastStep(trial.curve) ?? 0
  const { fidelity = rules.last } = trial
  if (step >= rules.last) return { action: "continue", why: `step ${step} is the last one` }
  if (step < fidelity) return { action: "continue", why: `members are compared at step ${fidelity}` }
  const here = birthsOf(ledger, rules.size).filter((one) => one.fidelity === fidelity && (one.state === "paused" || one === trial)).length
  return { action: "pause", why: `${here} of ${rules.size} members have come to step ${fidelity}, where they are compared` }
}

export function nextSynchronous(rules: Rules, ledger: Ledger): Next {
  const births = birthsOf(ledger, rules.size)
  const target = births.reduce((most, { fidelity = 0 }) => Math.max(most, fidelity), 0)
  const level = births.filter(({ fidelity }) => fidelity === target)
  if (births.length === 0 || level.filter(({ state }) => state === "complete").length >= rules.size) {
    return { do: "start", fidelity: boundaryAfter(rules, 0) }
  }
  const move = isWhole(rules, ledger, births, target)
    ? moveTo(rules, births, boundaryAfter(rules, target), [], level)
    : moveTo(rules, births, target, level, before(rules, births, target))
  return filled(rules, ledger, move)
}

/** A comparison: who is to be run to `target` by now, and who has not gone beyond the boundary before it. */
interface Move {
  readonly target: number
  readonly level: readonly Trial[]
  readonly behind: readonly Trial[]
  /** How many members are to be run to the target. */
  readonly wanted: number
}

function moveTo({ size }: Rules, births: readonly Trial[], target: number, level: readonly Trial[], paused: readonly Trial[]): Move {
  const done = births.filter(({ state, fidelity = 0 }) => state === "complete" && fidelity < target).length
  return { target, level, behind: paused.filter(({ state }) => state === "paused"), wanted: size - done }
}

const before = (rules: Rules, births: readonly Trial[], target: number): readonly Trial[] =>
  births.filter(({ fidelity }) => fidelity === boundaryBefore(rules, target))

/** Whether all members have come to a boundary that is not the last. Where the budget has no trial left they are as many as can. */
function isWhole(rules: Rules, ledger: Ledger, births: readonly Trial[], target: number): boolean {
  const level = births.filter((one) => one.fidelity === target && holdsPlace(one))
  const { behind, wanted } = moveTo(rules, births, target, level, before(rules, births, target))
  const here = level.every(({ state }) => state === "paused" || state === "complete")
  const complete = level.length >= wanted || (birthsLeft(ledger) <= 0 && behind.length === 0)
  return here && complete && target < rules.last && level.some(({ state }) => state === "paused")
}

/** Children come first, while all who are compared are where they were; then the others go on, the best first. */
function filled(rules: Rules, ledger: Ledger, { target, level, behind, wanted }: Move): Next {
  const members = level.filter(holdsPlace)
  const left = birthsLeft(ledger)
  if (members.length < wanted && behind.length > 0) {
    // What is born for this target has a greater number than all who were compared.
    const compared = [...level, ...behind].sort((a, b) => a.number - b.number).slice(0, wanted)
    const born = level.length + behind.length - compared.length
    const step = boundaryBefore(rules, target)
    const table = standings(rules, ledger, compared, step)
    const losers = worst(rules, ledger, table, step)
    const lost = losers[born]
    const parent = parentFor(rules, ledger, table, ledger.trials.length, lost && { trial: lost.trial, step }, target)
    const due = losers.length + level.length - members.length
    if (born < due && left > 0 && parent !== undefined)
      return { do: "start", fidelity: target, parent: { trial: parent.trial, step: parent.step } }
    const waiting = table.filter(({ trial }) => behind.includes(trial))
    const first = waiting.find((one) => !losers.includes(one)) ?? waiting[0]
    if (first !== undefined) return { do: "resume", trial: first.trial.number, fidelity: target }
  }
  if (members.length < wanted) {
    const table = standings(rules, ledger, members, Infinity)
    const parent =
      boundaryBefore(rules, target) === 0 ? undefined : parentFor(rules, ledger, table, ledger.trials.length, undefined, target)
    return { do: "start", fidelity: target, ...(parent !== undefined && { parent: { trial: parent.trial, step: parent.step } }) }
  }
  return ledger.running.size > 0
    ? { do: "wait", why: `${members.length} members are on their way to step ${target}` }
    : { do: "start", fidelity: target }
}

/** Who gives way, the worst first; the best never do. */
function worst(rules: Rules, ledger: Ledger, table: readonly Standing[], step: number): readonly Standing[] {
  if (rules.exploit === "truncation") return table.slice(table.length - quantileSize(table.length, rules.quantile)).reverse()
  const beaten = table.filter((one) => losesPlace(rules, ledger, table, one, step) !== undefined)
  return beaten.reverse().slice(0, Math.floor(table.length / 2))
}
