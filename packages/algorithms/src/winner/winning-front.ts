import type { Ledger, Metrics } from "@diapason/core"
import { nonDominatedFronts } from "@diapason/math"
import { believedHalf, judged, type JudgedArm } from "./judged.ts"

/** The winners of a study with several objectives. */
export interface WinningFront {
  readonly kind: "front"
  /** Trials that no other dominates by what is believed of them, in the order of their numbers. */
  readonly front: readonly FrontWinner[]
  /** The trial that bends the front most: the furthest from the plane through the ends of it. */
  readonly knee: number
  readonly sentence: string
  readonly advice: string
}

export interface FrontWinner {
  readonly trial: number
  /** What was seen. */
  readonly raw: Metrics
  /** What is believed where noise may have changed the front, else what was seen. */
  readonly estimate: Metrics
  /** Half the width of the 90 % interval by metric, where it is known. */
  readonly half: Metrics
}

/** The front of shrunken estimates, each objective judged by a model of its own; undefined while no trial counts. */
export function winningFront(ledger: Ledger): WinningFront | undefined {
  const { objectives } = ledger.definition
  const views = objectives.flatMap((_, m) => viewOf(ledger, m) ?? [])
  if (views.length < objectives.length) return undefined
  const numbers = [...views[0]!.keys()].sort((a, b) => a - b)
  const points = numbers.map((n) => views.map((view) => view.get(n)!.loss))
  const front = nonDominatedFronts(points)[0]!
  const named = (valueOf: (seen: Seen, turn: number) => number, n: number): Metrics =>
    Object.fromEntries(
      objectives.flatMap(({ metric, direction }, m) => {
        const value = valueOf(views[m]!.get(n)!, direction === "maximize" ? -1 : 1)
        return Number.isFinite(value) ? [[metric, value]] : []
      }),
    )
  const winners = front.map((i): FrontWinner => {
    const trial = numbers[i]!
    const raw = named(({ arm }, turn) => turn * arm.raw, trial)
    return { trial, raw, estimate: named(({ loss }, turn) => turn * loss, trial), half: named(({ arm }) => believedHalf(arm), trial) }
  })
  const knee = numbers[front[kneeOf(front.map((i) => points[i]!))]!]!
  return { kind: "front", front: winners, knee, ...wordsOn(ledger, winners, knee) }
}

/** A trial by one objective; `loss` is what it is compared by. */
interface Seen {
  readonly arm: JudgedArm
  readonly loss: number
}

function viewOf(ledger: Ledger, m: number): ReadonlyMap<number, Seen> | undefined {
  const found = judged(ledger, m)
  return found && new Map(found.arms.map((arm) => [arm.number, { arm, loss: found.noisy || arm.chosen.size > 0 ? arm.mean : arm.raw }]))
}

/** The place of the point with the least sum when each objective runs from 0 to 1 over the front; the first of equals. */
function kneeOf(points: readonly (readonly number[])[]): number {
  const sums = points.map((point) =>
    point.reduce((sum, loss, m) => {
      const all = points.map((other) => other[m]!)
      const range = Math.max(...all) - Math.min(...all)
      return sum + (range > 0 ? (loss - Math.min(...all)) / range : 0)
    }, 0),
  )
  return sums.reduce((best, sum, i) => (sum < sums[best]! ? i : best), 0)
}

function wordsOn({ front }: Ledger, winners: readonly FrontWinner[], knee: number): Pick<WinningFront, "sentence" | "advice"> {
  const names = winners.map(({ trial }) => trial)
  const left = front.filter((n) => !names.includes(n)).length
  const trials = names.length === 1 ? "1 trial stands" : `${names.length} trials stand`
  const luck =
    left === 0
      ? ""
      : ` ${left} that ${left === 1 ? "stands" : "stand"} on the front of the values seen ${left === 1 ? "is" : "are"} likely there by luck.`
  return {
    sentence: `${trials} on the front by what is believed of each.${luck}${names.length > 2 ? ` The front bends most at trial ${knee}.` : ""}`,
    advice: left === 0 ? "The front that was seen is the one to choose from." : "Choose from this front, not from that of the values seen.",
  }
}
