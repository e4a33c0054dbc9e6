import { known } from "../functions/known.ts"
import { ownAtFirst, readOwn, type OwnFunction } from "../functions/own.ts"
import { racers, type Setup } from "../race/setup.ts"

/** What is raced where the address says nothing. */
const usual: Setup = {
  on: "branin",
  samplers: racers.filter(({ first }) => first).map(({ name }) => name),
  trials: 40,
  races: 1,
  seed: 1,
}

/** The most of each that the page takes. */
export const most = { trials: 300, races: 20, seed: 1_000_000 }

/** The setup that an address names after its `#`; what it does not name, or names wrongly, is as usual. */
export function setupOf(hash: string): Setup {
  const said = new URLSearchParams(hash.replace(/^#/, ""))
  const whole = (name: string, otherwise: number, [least, highest]: readonly [number, number]): number => {
    const value = Number(said.get(name) ?? NaN)
    return Number.isInteger(value) && value >= least && value <= highest ? value : otherwise
  }
  const samplers = (said.get("race") ?? "").split(",").filter((one) => racers.some(({ name }) => name === one))
  return {
    on: onOf(said),
    samplers: samplers.length > 0 ? samplers : usual.samplers,
    trials: whole("trials", usual.trials, [2, most.trials]),
    races: whole("races", usual.races, [1, most.races]),
    seed: whole("seed", usual.seed, [0, most.seed]),
  }
}

function onOf(said: URLSearchParams): string | OwnFunction {
  const name = said.get("on") ?? ""
  if (known.some((one) => one.name === name)) return name
  if (name !== "own") return usual.on
  const pair = (of: string): readonly [number, number] => {
    const [low = NaN, high = NaN] = (said.get(of) ?? "").split(",").map(Number)
    return [low, high]
  }
  const own = { text: said.get("f") ?? "", x: pair("x"), y: pair("y") }
  return typeof readOwn(own) === "string" ? ownAtFirst : own
}

/** The address of a setup: who opens it sees the same race. */
export function hashOf({ on, samplers, trials, races, seed }: Setup): string {
  const own: Record<string, string> = typeof on === "string" ? { on } : { on: "own", f: on.text, x: on.x.join(","), y: on.y.join(",") }
  return `#${new URLSearchParams({ ...own, race: samplers.join(","), trials: String(trials), races: String(races), seed: String(seed) }).toString()}`
}
