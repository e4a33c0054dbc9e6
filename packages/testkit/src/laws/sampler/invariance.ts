import { fromUnit, spaceFromJson, toUnit, type Flat, type Json, type Observation, type Space } from "@diapason/core"
import fc from "fast-check"
import { expect } from "vitest"
import { anyHistory } from "../../generators/history.ts"
import { anyStudy } from "./determinism.ts"
import { drawn, flatOf, problemOn, suggestionAfter, type SamplerLaw, type Subject } from "./law.ts"

export const ranks: SamplerLaw = {
  id: "L3",
  name: "a strictly increasing map of the losses changes nothing",
  hold: (subject) => unmoved(subject, 30, (y) => y * y * y + y),
}

export const affine: SamplerLaw = {
  id: "L4",
  name: "losses on another scale and from another zero change nothing",
  hold: (subject) => unmoved(subject, 16, (y) => 4 * y + 16),
}

/** The losses are whole numbers, for which these maps are exact. */
const unmoved = (subject: Subject, cases: number, map: (y: number) => number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(anyStudy(subject.finite, 60), async ({ problem, observations }) => {
      const mapped = observations.map((one) => ({ ...one, outcome: withLosses(one.outcome, map) }))
      const [here, there] = [await suggestionAfter(subject, problem, observations), await suggestionAfter(subject, problem, mapped)]
      expect(flatOf(there)).toEqual(flatOf(here))
    }),
    drawn(cases),
  )

const withLosses = (outcome: Observation["outcome"], map: (y: number) => number): Observation["outcome"] =>
  outcome.kind === "crashed" ? outcome : { ...outcome, losses: outcome.losses.map(map) }

export const labels: SamplerLaw = {
  id: "L5",
  name: "categories by other names are suggested by those names",
  hold: (subject) =>
    alike(
      subject,
      labelled(subject.finite, (name) => name),
      labelled(subject.finite, renamed),
      (flat) => Object.fromEntries(Object.entries(flat).map(([name, value]) => [name, typeof value === "string" ? renamed(value) : value])),
    ),
}

const labelled = (finite: boolean, name: (label: string) => string): Space =>
  spaceFromJson({
    optimizer: { type: "choice", values: ["sgd", "adam", "lion"].map(name) },
    momentum: { type: finite ? "int" : "float", low: 0, high: 9, when: { optimizer: [name("sgd")] } },
    act: { type: "choice", values: ["relu", "tanh"].map(name), when: { optimizer: ["adam", "lion"].map(name) } },
    layers: { type: "int", low: 1, high: 8 },
  })

/** Other letters, another length and another alphabetical order. */
const renamed = (label: string): string => ({ sgd: "a", adam: "zz", lion: "mmm", relu: "y9", tanh: "b" })[label] ?? label

export const reparametrisation: SamplerLaw = {
  id: "L6",
  name: "a domain moved, stretched, or replaced by its logarithm changes nothing in unit coordinates",
  async hold(subject) {
    for (const names of [anyNames, trainingNames]) {
      const here = stretched(names, subject.finite, 0, 1, 1, { type: "float", low: -8, high: 8 })
      const there = stretched(names, subject.finite, -16, 32, 101, { type: "float", low: Math.exp(-8), high: Math.exp(8), scale: "log" })
      await alike(subject, here, there, (flat) => moved(here, there, flat))
    }
  },
}

/**
 * What a sampler makes of names may not hang on how their ranges are written: these have no meaning, and those are a training's. Of those
 * usual values may be known, which are numbers and do not move, but for defaults, which go before.
 */
const anyNames = { count: "k", line: "line", defaults: false }
const trainingNames = { count: "batch_size", line: "learning_rate", defaults: true }

function stretched(
  names: typeof anyNames,
  finite: boolean,
  low: number,
  width: number,
  first: number,
  line: Readonly<Record<string, unknown>>,
): Space {
  const json = {
    x: { type: "float", low, high: low + width, ...(finite && { step: width / 8 }), ...(names.defaults && { default: low + width / 4 }) },
    [names.count]: { type: "int", low: first, high: first + 7, ...(names.defaults && { default: first + 5 }) },
  }
  const middle = line["scale"] === "log" ? 1 : 0
  return spaceFromJson({
    ...json,
    ...(!finite && { [names.line]: { ...line, ...(names.defaults && { default: middle }) } }),
    flag: { type: "bool" },
  })
}

/** The configuration of the other space at the same unit coordinates. */
const moved = (from: Space, to: Space, flat: Flat): Flat =>
  Object.fromEntries(
    from.parameters.map((parameter, j): [string, Json] => [
      parameter.name,
      fromUnit(to.parameters[j]!, toUnit(parameter, flat[parameter.name]!)),
    ]),
  )

/** The same history told in two spaces leads to the same place in both, but for rounding. */
const alike = (subject: Subject, here: Space, there: Space, told: (flat: Flat) => Flat): Promise<void> =>
  fc.assert(
    fc.asyncProperty(anyHistory(here, { most: 40 }), fc.nat(1000), async (observations, seed) => {
      const translated = observations.map((one) => ({ ...one, flat: told(one.flat) }))
      const a = flatOf(await suggestionAfter(subject, problemOn(here, { seed }), observations))
      const b = flatOf(await suggestionAfter(subject, problemOn(there, { seed }), translated))
      expect(b === undefined).toBe(a === undefined)
      if (a === undefined || b === undefined) return
      const expected = told(a)
      for (const parameter of there.parameters) {
        const [x, y] = [expected[parameter.name], b[parameter.name]]
        if (typeof x === "number" && typeof y === "number") expect(toUnit(parameter, y)).toBeCloseTo(toUnit(parameter, x), 7)
        else expect(y).toEqual(x)
      }
    }),
    drawn(12),
  )
