import type { Sampler } from "@diapason/core"
import { describe, expect, test } from "vitest"
import { flatCost } from "./sampler/cost.ts"
import { orderOfArrival } from "./sampler/determinism.ts"
import { explorationFloor } from "./sampler/floor.ts"
import { affine, labels, ranks, reparametrisation } from "./sampler/invariance.ts"
import type { SamplerLaw } from "./sampler/law.ts"
import { noRepeats, pending } from "./sampler/repeats.ts"
import { support } from "./sampler/support.ts"

export interface SamplerLawOptions {
  /** Laws that this sampler does not keep, each with its reason; the suite then asserts that it does not. */
  readonly skip?: Readonly<Partial<Record<SamplerLaw["id"], string>>>
  /** Whether it knows finite spaces only. */
  readonly finite?: boolean
}

/** Runs the ten laws that every sampler is held against. `make` gives a fresh sampler each time. */
export function samplerLaws(name: string, make: () => Sampler, { skip = {}, finite = false }: SamplerLawOptions = {}): void {
  describe(`${name} as a sampler`, () => {
    for (const law of samplerLawList) {
      const reason = skip[law.id]
      if (reason === undefined) test(`${law.id}: ${law.name}`, () => law.hold({ make, finite }), patience)
      else test(`does not keep ${law.id}: ${reason}`, () => expect(law.hold({ make, finite })).rejects.toThrow(), patience)
    }
  })
}

/** Milliseconds that a law may take: a model of hundreds of trials is slow on a machine that has other work. */
const patience = 120_000

export const samplerLawList: readonly SamplerLaw[] = [
  orderOfArrival,
  support,
  ranks,
  affine,
  labels,
  reparametrisation,
  noRepeats,
  flatCost,
  pending,
  explorationFloor,
]
