import type { Flat, Space } from "@diapason/core"
import { expect, it } from "vitest"
import { tpe } from "../../../src/samplers/tpe.ts"
import { loss, play, problemOn } from "./ask.ts"
import { choice, float, int, logFloat, spaceOf } from "./spaces.ts"

const number = (flat: Flat, name: string): number => flat[name] as number

/** Minimum 0.398. */
function branin(flat: Flat): number {
  const x = number(flat, "x")
  const y = number(flat, "y")
  return (y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6) ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10
}

/** A curved valley in five dimensions. */
function valley(flat: Flat): number {
  const x = ["a", "b", "c", "d", "e"].map((name) => number(flat, name))
  return x.slice(1).reduce((sum, v, i) => sum + 100 * (v - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2, 0)
}

/** A learning rate whose best place depends on the optimizer, a depth, and a choice that does not matter. */
function training(flat: Flat): number {
  const best = { sgd: -1, adam: -3, lion: -4 }[flat["optimizer"] as "sgd" | "adam" | "lion"]
  return (Math.log10(number(flat, "lr")) - best) ** 2 + 0.1 * Math.abs(number(flat, "depth") - 6) + (flat["optimizer"] === "adam" ? 0 : 0.5)
}

const problems: readonly [string, Space, (flat: Flat) => number][] = [
  ["Branin", spaceOf([float("x", -5, 10), float("y", 0, 15)]), branin],
  ["a valley in five dimensions", spaceOf(["a", "b", "c", "d", "e"].map((name) => float(name, -2, 2))), valley],
  [
    "a training",
    spaceOf([logFloat("lr", 1e-5, 1), int("depth", 1, 12), choice("optimizer", ["sgd", "adam", "lion"]), choice("seed", ["p", "q", "r"])]),
    training,
  ],
]

it.each(problems)("on %s it beats quasi-random search, seed by seed", (_, space, f) => {
  const best = (startup: number | undefined, seed: number): number =>
    Math.min(
      ...play(tpe(startup === undefined ? {} : { startup }), problemOn(space, { seed }), 70, (flat) => loss(f(flat))).map(({ flat }) =>
        f(flat),
      ),
    )
  const seeds = Array.from({ length: 10 }, (_, i) => i + 1)
  const wins = seeds.filter((seed) => best(undefined, seed) < best(1000, seed))
  // Eight wins of ten by chance: 1 in 18.
  expect(wins.length).toBeGreaterThanOrEqual(8)
})
