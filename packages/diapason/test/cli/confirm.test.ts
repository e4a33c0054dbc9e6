import { expect, test } from "vitest"
import { confirm } from "../../src/cli/schemas/confirm.ts"
import { diapason, folder } from "./diapason.ts"

/** Noise by the seed that it is given, in which x makes a difference of one. */
const noisy = `
x=$(awk -v s="$DIAPASON_SEED" -v p="$1" 'BEGIN { srand(s % 100000); sub(/.*=/, "", p); print p + rand() / 100 }')
echo loss=$x
`

test("the best are run again outside the search: the winner, its interval, and nothing of the search has changed", async () => {
  const cwd = folder({ "train.sh": noisy })
  const flags = ["-p", "x=0,1,2", "--minimize", "loss", "--sampler", "brute-force", "--trials", "3", "--no-canary", "--jobs", "3"]
  await diapason(["tune", ...flags, "--reporter", "quiet", "--", "sh", "train.sh"], { cwd })
  const trials = async () => (await diapason(["trials", "--json"], { cwd })).out
  const before = await trials()
  const first = await diapason(["confirm", "--top", "2", "--repeats", "2", "--jobs", "2", "--json"], { cwd })
  expect(first.code).toBe(0)
  const document = confirm.parse(JSON.parse(first.out))
  expect(document.separated).toBe(true)
  const [winner, second] = document.finalists
  expect([winner!.config, second!.config, winner!.runs]).toEqual([{ x: 0 }, { x: 1 }, 2])
  expect(winner!.interval![0]).toBeLessThan(winner!.mean)
  const again = await diapason(["confirm", "--top", "2", "--repeats", "3"], { cwd })
  expect(again.err.match(/run \d/g)).toEqual(["run 3", "run 3"])
  expect(again.out).toMatch(/#\d is the winner/)
  expect(await trials()).toBe(before)
  expect((await diapason(["replay"], { cwd })).code).toBe(0)
})

test("a budget is spent on who may be best, the report keeps runs aside, and a confirmation that was cut off goes on", async () => {
  const cwd = folder({ "train.sh": noisy })
  const flags = ["-p", "x=0,0.002,1,2", "--minimize", "loss", "--sampler", "brute-force", "--trials", "4", "--no-canary", "--jobs", "4"]
  await diapason(["tune", ...flags, "--reporter", "quiet", "--", "sh", "train.sh"], { cwd })
  expect((await diapason(["confirm", "--budget", "6", "--repeats", "2"], { cwd })).err).toMatch(/D181/)
  expect((await diapason(["confirm", "--budget", "6", "--top", "4"], { cwd })).err).toMatch(/D182.*\n?.*4 finalists/s)
  // What an earlier command has run counts.
  await diapason(["confirm", "--top", "2", "--repeats", "2", "--jobs", "4"], { cwd })
  const given = await diapason(["confirm", "--budget", "12", "--top", "2", "--jobs", "4", "--json"], { cwd })
  expect(given.code).toBe(0)
  const document = confirm.parse(JSON.parse(given.out))
  expect(document.spent).toBeLessThanOrEqual(12)
  expect(document.reported!.runs).toBe(3)
  expect(document.finalists.map(({ config }) => config["x"] as number).sort()).toEqual([0, 0.002])
  expect(document.finalists.reduce((sum, { chance }) => sum + chance!, 0)).toBeCloseTo(1, 9)
  const again = await diapason(["confirm", "--budget", "12", "--top", "2"], { cwd })
  expect(again.err).not.toMatch(/run \d/)
  expect(again.out).toMatch(/P\(#\d is the best of the 2\) = /)
  expect(again.out).toMatch(/report loss \S+ ± \S+ for #\d: 3 runs that did not help to choose it/)
  expect((await diapason(["replay"], { cwd })).code).toBe(0)
})
