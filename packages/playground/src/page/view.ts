import { functionOf } from "../race/setup.ts"
import type { Race } from "../race/race.ts"
import { standings, type Standing } from "../race/standings.ts"
import { drawCurves } from "./curves.ts"
import { drawPoints } from "./ground.ts"
import { lookOf } from "./look.ts"
import { byId, make } from "./make.ts"
import { fillTable } from "./table.ts"
import { shown } from "./ticks.ts"

/** Draws a race as it stands after `until` trials: curves, places, table, and one sentence that says it all. */
export function view(race: Race, until: number): void {
  const { setup, runs, round, ended } = race
  const f = functionOf(setup)
  drawCurves(byId<SVGSVGElement>("curves"), { runs, trials: setup.trials, optimum: f.optimum, until })
  const current = Math.max(0, Math.ceil(round / setup.trials) - 1)
  drawPoints(byId<SVGSVGElement>("points"), f, new Map([...runs].map(([name, all]) => [name, all[current]!.slice(0, until)])))
  const lines = standings(runs, until)
  const sentence =
    round === 0
      ? "Nothing has run yet: start the race, or step through it."
      : said(lines, Math.min(until, Math.min(round, setup.trials)), setup.races)
  fillTable(
    byId<HTMLTableElement>("table"),
    lines,
    f.optimum === undefined ? "Least values found" : `Least values found; the optimum is ${shown(f.optimum)}`,
  )
  for (const id of ["curves", "points"]) byId(id).setAttribute("aria-label", sentence)
  byId("said").textContent = ended && round > 0 ? `The race has ended. ${sentence}` : sentence
  byId("why").replaceChildren(
    ...[...runs].flatMap(([sampler, all]) => {
      const step = all[current]!.slice(0, until).at(-1)
      return step === undefined ? [] : [make("dt", {}, lookOf(sampler).title), make("dd", {}, `trial ${step.trial + 1}: ${step.why}`)]
    }),
  )
}

function said(lines: readonly Standing[], trials: number, races: number): string {
  const [first, second] = lines
  if (first?.median === undefined) return "No sampler has found a value yet."
  const after = `After ${trials} trials${races > 1 ? `, over ${first.races} ${first.races === 1 ? "race" : "races"}` : ""}, `
  const lead = `${lookOf(first.sampler).title} leads with ${shown(first.median)}`
  if (second?.median === undefined) return `${after}${lead}.`
  const level = shown(second.median) === shown(first.median)
  const other = lookOf(second.sampler).title
  return level
    ? `${after}${lookOf(first.sampler).title} and ${other} are level at ${shown(first.median)}.`
    : `${after}${lead}, before ${other} with ${shown(second.median)}.`
}
