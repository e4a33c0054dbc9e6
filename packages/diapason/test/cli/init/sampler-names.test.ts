import { samplers } from "@diapason/algorithms"
import { expect, test } from "vitest"
import * as names from "../../../src/cli/convert/sampler-names.ts"

test.each(Object.entries(names))("%s become samplers that there are", (_, map) => {
  expect(map.size).toBeGreaterThan(2)
  expect(Object.keys(samplers)).toEqual(expect.arrayContaining([...map.values()]))
})

test("a sampler that goes by another name here is still the same one", () => {
  expect(Object.fromEntries(names.katibSamplers)).toMatchObject({ cmaes: "cma-es", sobol: "sobol" })
  expect(Object.fromEntries(names.optunaSamplers)).toMatchObject({
    CmaEs: "cma-es",
    QMC: "sobol",
    NSGAII: "nsga-ii",
    BruteForce: "brute-force",
  })
})
