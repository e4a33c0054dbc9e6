import type { Sampler } from "@diapason/core"
import { rng } from "@diapason/math"
import { samplerLawList, samplerLaws, type Subject } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import { soundSampler, type Flaw, type Known } from "./sound-sampler.ts"

samplerLaws("a random sampler", soundSampler)

/** One flaw for each law, and the laws it breaks. Whoever minds the scale of losses minds a map of them as well. */
const flaws: Readonly<Record<string, { readonly flaw: Flaw; readonly breaks: readonly string[] }>> = {
  "the last arrival matters": { breaks: ["L1"], flaw: { salt: ({ finished }) => (finished.at(-1)?.number ?? 0) * 1000 } },
  "a parameter that nobody declared": { breaks: ["L2"], flaw: { changes: (flat) => ({ ...flat, ghost: 1 }) } },
  "distances between losses matter": { breaks: ["L3"], flaw: { salt: (known) => 1000 * Math.floor(8 * placeOfMiddle(losses(known))) } },
  "the size of losses matters": { breaks: ["L3", "L4"], flaw: { salt: (known) => 1000 * Math.abs(Math.floor(losses(known)[0] ?? 0)) } },
  "the letters of a category matter": {
    breaks: ["L5"],
    flaw: {
      salt: ({ problem }) =>
        1000 *
        JSON.stringify(problem.space.parameters.filter(({ kind }) => kind === "choice").map((one) => "values" in one && one.values)).length,
    },
  },
  "the ends of a range matter": { breaks: ["L6"], flaw: { salt: lowEnds } },
  "finished configurations are forgotten": { breaks: ["L7"], flaw: { remembers: false } },
  "every ask sorts the history": {
    breaks: ["L8"],
    flaw: { work: ({ finished }) => void [...finished].map(({ flat }) => JSON.stringify(flat)).sort() },
  },
  "running trials are out of sight": {
    breaks: ["L9"],
    flaw: {
      heard: ({ problem, finished }) => ({
        number: 0,
        pending: [],
        rng: (stream, fork) => rng(problem.seed, finished.length, stream, fork),
      }),
    },
  },
  "the category of the worst is given up": { breaks: ["L10"], flaw: { dislikes: givenUp } },
}

describe("the laws of a sampler", () => {
  it("have a flawed sampler each", () => {
    expect(new Set(Object.values(flaws).flatMap(({ breaks }) => breaks))).toEqual(new Set(samplerLawList.map(({ id }) => id)))
  })

  it.each(Object.entries(flaws))("are broken where %s, and only there", async (_, { flaw, breaks }) => {
    expect(await broken({ make: () => soundSampler(flaw), finite: false })).toEqual(breaks)
  })
})

async function broken(subject: Subject & { make(): Sampler }): Promise<string[]> {
  const failed: string[] = []
  for (const law of samplerLawList) await law.hold(subject).catch(() => failed.push(law.id))
  return failed
}

/** Of the first twenty trials, so that the cost stays flat. */
const losses = ({ finished }: Known): number[] =>
  finished
    .filter(({ number }) => number < 20)
    .flatMap(({ outcome }) => (outcome.kind === "complete" && outcome.losses[0]! < Infinity ? [outcome.losses[0]!] : []))
    .sort((a, b) => a - b)

/** Where the middle loss lies between the ends, in [0, 1]. */
function placeOfMiddle(sorted: readonly number[]): number {
  const [low, middle, high] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)]
  return low === undefined || high === low ? 0 : (middle! - low) / (high! - low)
}

function lowEnds({ problem }: Known): number {
  const ends = problem.space.parameters.map((parameter) => ("low" in parameter ? parameter.low : 0))
  return 1000 * Math.round(Math.abs(ends.reduce((sum, low) => sum + low, 0)))
}

/** Whether a configuration has the category of the worst of many finished ones. */
function givenUp(known: Known, flat: Readonly<Record<string, unknown>>): boolean {
  const choice = known.problem.space.parameters.find(({ kind }) => kind === "choice")
  if (choice === undefined || known.finished.length < 41) return false
  return flat[choice.name] === worstOf(known).flat[choice.name]
}

/** The worst so far, the first of equals; looks at what finished since it was last asked, so that the cost stays flat. */
function worstOf(known: Known): Finished {
  const before = worst.get(known)
  const latest = known.finished.slice(before?.of ?? 0)
  const found = latest.reduce(
    (a, b) => (lossOf(b) > lossOf(a) || (lossOf(a) === lossOf(b) && b.number < a.number) ? b : a),
    before?.is ?? latest[0]!,
  )
  worst.set(known, { of: known.finished.length, is: found })
  return found
}

type Finished = Known["finished"][number]
const worst = new WeakMap<Known, { readonly of: number; readonly is: Finished }>()

const lossOf = ({ outcome }: Finished): number => (outcome.kind === "complete" ? outcome.losses[0]! : -Infinity)
