/**
 * Members come to a comparison when they come to it, and are held against where the others stand. One that gives way ends; the next free
 * slot is its child's. Where there are fewer slots than members, those ahead pause for those behind.
 */
import { lastStep, type Decision, type Ledger, type Next, type RunningTrial, type Trial } from "@diapason/core"
import { birthsLeft, birthsOf, holdsPlace } from "./births.ts"
import { boundaryReached, roundOf } from "./boundary.ts"
import { losesPlace, parentFor } from "./exploit.ts"
import { stepOf } from "./scores.ts"
import type { Rules } from "./settings.ts"
import { quantileSize, standings } from "./standing.ts"

export function nextAsynchronous(rules: Rules, ledger: Ledger): Next {
  const { size, last: fidelity } = rules
  const births = birthsOf(ledger, size)
  const members = births.filter(holdsPlace)
  const founding = births.length < size || members.length >= size
  if ((members.length < size && birthsLeft(ledger) > 0) || members.every(({ state }) => state === "complete")) {
    const parent = founding ? undefined : childOf(rules, ledger, births, members)
    return { do: "start", fidelity, ...(parent !== undefined && { parent: { trial: parent.trial, step: parent.step } }) }
  }
  const behind = members.filter(({ state }) => state === "paused").sort((a, b) => stepOf(a) - stepOf(b) || a.number - b.number)[0]
  if (behind !== undefined) return { do: "resume", trial: behind.number, fidelity }
  return ledger.running.size > 0 ? { do: "wait", why: `all ${size} members of the population are running` } : { do: "start", fidelity }
}

/** The places that were given away are filled in the order in which they were. */
function childOf(rules: Rules, ledger: Ledger, births: readonly Trial[], members: readonly Trial[]) {
  const gone = ledger.finished.map((n) => ledger.trials[n]!).filter((trial) => births.includes(trial) && !holdsPlace(trial))
  const lost = gone[births.length - rules.size]
  const step = lost === undefined || lost.state === "failed" ? undefined : lastStep(lost.curve)
  const table = standings(rules, ledger, members, Infinity)
  return parentFor(rules, ledger, table, ledger.trials.length, step === undefined ? undefined : { trial: lost!, step })
}

export function decideAsynchronous(rules: Rules, ledger: Ledger, trial: RunningTrial): Decision {
  const reached = lastStep(trial.curve) ?? 0
  if (reached >= rules.last) return { action: "continue", why: `step ${reached} is the last one` }
  const step = boundaryReached(rules, trial)
  if (step === undefined) return { action: "continue", why: `members are compared every ${rules.every} steps, and not at step ${reached}` }
  const births = birthsOf(ledger, rules.size)
  const members = births.filter(holdsPlace)
  const verdict = judged(rules, ledger, trial, births, members, reached)
  if (verdict.action === "stop") return verdict
  const left = birthsLeft(ledger)
  const unborn = left > 0 ? Math.min(rules.size - births.length, left) : 0
  if (unborn > 0) return { action: "pause", why: `step ${reached} is reached, and ${unborn} of the ${rules.size} members are not born yet` }
  const behind = members.filter((one) => one.state === "paused" && stepOf(one) < reached)
  if (behind.length === 0) return verdict
  return { action: "pause", why: `${verdict.why}; it lets #${behind[0]!.number} catch up, which is at step ${stepOf(behind[0]!)}` }
}

function judged(
  rules: Rules,
  ledger: Ledger,
  trial: RunningTrial,
  births: readonly Trial[],
  members: readonly Trial[],
  step: number,
): Decision {
  const goesOn = (why: string): Decision => ({ action: "continue", why })
  const table = standings(rules, ledger, members, step)
  const scored = table.filter(({ loss }) => loss !== undefined).length
  const own = table.find((one) => one.trial.number === trial.number)
  if (own === undefined) return goesOn("it is no member of the population")
  const left = birthsLeft(ledger)
  const missing = Math.max(0, rules.size - members.length)
  if (table.length === 1 && (missing === 0 || left <= 0)) return goesOn("a population of one has nobody to copy")
  if (scored < table.length || (missing > 0 && left >= missing))
    return goesOn(`${scored} of ${table.length + missing} members have a score: too few to compare`)
  const why = losesPlace(rules, ledger, table, own, step)
  if (why === undefined) return goesOn(`rank ${own.rank} of ${table.length} at step ${step}: it keeps its place`)
  const round = roundOf(rules, step)
  const most = rules.exploit === "truncation" ? quantileSize(table.length, rules.quantile) : Math.floor(table.length / 2)
  const copied = births.filter(({ state, curve }) => state === "pruned" && roundOf(rules, lastStep(curve) ?? 0) === round).length
  if (copied >= most) return goesOn(`rank ${own.rank} of ${table.length} at step ${step}: ${copied} have given way in this round already`)
  if (left <= missing) return goesOn(`rank ${own.rank} of ${table.length} at step ${step}: the budget has no trial left for a child`)
  if (parentFor(rules, ledger, table, ledger.trials.length, { trial, step }) === undefined)
    return goesOn(`rank ${own.rank} of ${table.length} at step ${step}: no better member has saved a state to go on from`)
  return { action: "stop", why }
}
