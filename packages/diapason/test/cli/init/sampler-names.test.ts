import { samplers } from "@diapason/algorithms"
import { expect, test } from "vitest"
import * as names from "../../../src/cli/convert/sampler-names.ts"

test.each(Object.entries(names))("%s become samplers that there are", (_, map) => {
  expect(Object.keys(samplers)).toEqual(expect.arrayContaining(Object.values(map)))
})

test("a sampler that goes by another name here is still the same one", () => {
  expect(names.katibSamplers).toMatchObject({ cmaes: "cma-es", sobol: "sobol" })
  expect(names.optunaSamplers).toMatchObject({ CmaEs: "cma-es", QMC: "sobol", NSGAII: "nsga-ii", BruteForce: "brute-force" })
})
