import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { diapason, folder } from "./diapason.ts"

const script = fileURLToPath(new URL("climb.mjs", import.meta.url))

test("where steps are resumable, asha pauses trials, and the promising go on from what they had saved", { timeout: 120_000 }, async () => {
  const cwd = folder()
  const goal = ["-p", "rate=0.1..1.0", "--maximize", "height", "--fidelity", "step=1..9:resumable", "--trials", "5"]
  const run = [...goal, "--scheduler", "asha", "--seed", "1", "--name", "climb", "--reporter", "quiet", "--", process.execPath, script]
  expect(await diapason(["tune", ...run], { cwd })).toMatchObject({ code: 0 })
  const { trials } = JSON.parse((await diapason(["trials", "--json"], { cwd })).out) as {
    trials: { config: { rate: number }; values: { height: number }; attempts: number; steps: number }[]
  }
  const further = trials.find(({ steps }) => steps === 9)!
  expect(further.attempts).toBeGreaterThan(1)
  // As high as in one go: had it begun again at step 1, or at height 0, it would be elsewhere.
  const { rate } = further.config
  expect(further.values.height).toBeCloseTo(4 * (1 - Math.abs(rate - 0.5)) + 5 * rate, 9)
})

test.each(["epoch=1..27:often", "epoch:resumable", "epoch=9..3:resumable"])("--fidelity %s is refused", async (text) => {
  const ran = await diapason(["tune", "-p", "lr=0.0..1.0", "--minimize", "loss", "--fidelity", text, "--", "true"], { cwd: folder() })
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("epoch=1..27:resumable, was expected") as string })
})
