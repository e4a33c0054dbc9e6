import { availableParallelism } from "node:os"
import { expect, test } from "vitest"
import { slotsOf } from "../../src/automl/search.ts"
import { diapason, folder } from "../cli/diapason.ts"

test("a search takes all processors unless it is told how many, and its help says so", async () => {
  expect([undefined, -1, 3].map(slotsOf)).toEqual([availableParallelism(), availableParallelism(), 3])
  const { out } = await diapason(["automl", "--help"], { cwd: folder() })
  expect(out.replaceAll(/\s+/g, " ")).toContain("--jobs <n> trials at one time (default one for each processor)")
})
