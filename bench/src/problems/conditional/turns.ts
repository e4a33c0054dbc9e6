import type { Config, SpaceJson } from "@diapason/core"
import { oneLoss, type Landscape } from "../landscape.ts"

/**
 * A tree of three turns with a parabola in each of its eight leaves and a slope that each half of the tree shares: 17 parameters, five of
 * them active. After Jenatton et al. 2017, section 5.1, a turn deeper and with its bests away from the middle. The best is 0.1.
 */
export const turns = (): Landscape => ({
  name: "turns",
  family: "conditional",
  use: "judge",
  space: Object.fromEntries([...turnsBelow(""), ["slope_l", halfSlope("l")], ["slope_r", halfSlope("r")]]) as SpaceJson,
  objectives: oneLoss,
  truth: (config) => ({ loss: lossAt(pathOf(config), config) }),
  optimum: { turn: "r", turn_r: "l", turn_rl: "l", leaf_rll: leaves["rll"]!.place, slope_r: 0.35 },
})

/** What each leaf has at its best, and where. */
const leaves: Readonly<Record<string, { readonly least: number; readonly place: number }>> = {
  lll: { least: 0.4, place: 0.3 },
  llr: { least: 0.2, place: -0.6 },
  lrl: { least: 0.7, place: 0.5 },
  lrr: { least: 0.5, place: -0.2 },
  rll: { least: 0.1, place: -0.4 },
  rlr: { least: 0.8, place: 0.7 },
  rrl: { least: 0.6, place: 0.2 },
  rrr: { least: 0.3, place: 0.6 },
}

/** The turns and leaves below a path such as `rl`, parents first. */
function turnsBelow(path: string): readonly (readonly [string, unknown])[] {
  const when = path === "" ? {} : { when: { [turnAt(path.slice(0, -1))]: [path.slice(-1)] } }
  if (path.length === 3) return [[`leaf_${path}`, { type: "float", low: -1, high: 1, ...when }]]
  return [[turnAt(path), { type: "choice", values: ["l", "r"], ...when }], ...turnsBelow(`${path}l`), ...turnsBelow(`${path}r`)]
}

const halfSlope = (half: string) => ({ type: "float", low: 0, high: 1, when: { turn: [half] } })

const turnAt = (path: string): string => (path === "" ? "turn" : `turn_${path}`)

function pathOf(config: Config): string {
  let path = ""
  while (path.length < 3) path += String(config[turnAt(path)])
  return path
}

function lossAt(path: string, config: Config): number {
  const { least, place } = leaves[path]!
  const away = Number(config[`leaf_${path}`]) - place
  return least + away * away + Math.abs(Number(config[`slope_${path.slice(0, 1)}`]) - 0.35)
}
