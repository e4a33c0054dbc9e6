import type { Config } from "@diapason/core"
import { lossOf, regretOf, type World } from "./world.ts"

/** Which configuration counts at a moment; the same rule for every tuner, whatever it would say itself. */
export const rules = ["seen", "level"] as const
export type Rule = (typeof rules)[number]

/** The regret of the incumbent from each moment at which it changed, in order: `[[moment, regret], …]`. */
export type Curve = readonly (readonly [number, number])[]

/**
 * Follows the incumbents through the reports. By `seen` it is the configuration with the best value reported so far, at whatever epoch. By
 * `level` it is the one with the best newest value among those that have come to the highest level that any has come to, where the
 * levels are a full training, a third of one, a ninth, and so on. Of equals the first counts.
 */
export function incumbents(world: World) {
  const curves: Record<Rule, [number, number][]> = { seen: [], level: [] }
  let seen = { key: "", loss: Infinity }
  const top = { level: -Infinity, key: "", newest: new Map<string, number>() }
  const crowned = (rule: Rule, moment: number, config: Config): void => {
    curves[rule].push([moment, regretOf(world, config)])
  }
  return {
    curves: curves as Readonly<Record<Rule, Curve>>,
    heard(moment: number, config: Config, epoch: number, value: number): void {
      const key = JSON.stringify(config)
      const loss = lossOf(world, value)
      if (loss < seen.loss) {
        if (key !== seen.key) crowned("seen", moment, config)
        seen = { key, loss }
      }
      const level = levelOf(epoch, world.epochs)
      if (level < top.level) return
      if (level > top.level) top.newest.clear()
      top.level = level
      const leader = leastOf(top.newest.set(key, loss))
      if (leader !== top.key) crowned("level", moment, JSON.parse(leader) as Config)
      top.key = leader
    },
  }
}

/** 0 for a full training, -1 from a third of one, -2 from a ninth, … */
function levelOf(epoch: number, epochs: number): number {
  let level = 0
  for (let least = epochs; epoch < least; least /= 3) level--
  return level
}

function leastOf(newest: ReadonlyMap<string, number>): string {
  let [key, least] = ["", Infinity]
  for (const [other, loss] of newest) if (loss < least) [key, least] = [other, loss]
  return key
}

/** The regret at a moment; that of nothing yet is 1, a random configuration's. */
export const regretAt = (curve: Curve, moment: number): number => curve.findLast(([from]) => from <= moment)?.[1] ?? 1
