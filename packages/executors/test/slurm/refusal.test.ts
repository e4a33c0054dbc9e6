import { expect, test } from "vitest"
import { refusal } from "../../src/slurm/refusal.ts"

const failed = "sbatch: error: Batch job submission failed: "

test("a partition that does not exist is refused with those that there are", () => {
  const said = `sbatch: error: invalid partition specified: nowhere\n${failed}Invalid partition name specified\n`
  expect(refusal(said, ["low", "high"])).toEqual({
    kind: "refused",
    why: "invalid partition specified: nowhere: Invalid partition name specified",
    mend: "name one of the partitions that there are: low, high",
  })
})

test.each([
  [`sbatch: error: Memory specification can not be satisfied\n${failed}Requested node configuration is not available`, /sinfo -o/],
  [`${failed}Invalid account or account/partition combination specified`, /account/],
  [`${failed}Invalid qos specification`, /QOS/],
  [`${failed}Requested time limit is invalid (missing or exceeds some limit)`, /less time/],
  ["sbatch: error: Invalid generic resource (gres) specification", /GPUs/],
  [`${failed}Invalid feature specification`, /features/],
  [`sbatch: unrecognized option '--foo'\nTry "sbatch --help" for more information`, /sbatch --help/],
  [`${failed}Something that is new`, /sbatch --help/],
])("refused, with how to mend it: %s", (said, mend) => {
  expect(refusal(said, [])).toMatchObject({ kind: "refused", mend: expect.stringMatching(mend) as string })
})

test.each([
  `sbatch: error: QOSMaxSubmitJobPerUserLimit\n${failed}Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)`,
  `sbatch: error: AssocMaxSubmitJobLimit\n${failed}Job violates accounting/QOS policy`,
  `${failed}Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)`,
])("later, for a limit on jobs: %s", (said) => {
  expect(refusal(said, [])).toMatchObject({ kind: "later" })
})

test("what nobody knows is no answer", () => {
  expect(refusal("sbatch: error: the moon is full", [])).toBeUndefined()
})
