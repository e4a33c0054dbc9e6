import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, test, vi } from "vitest"
import { trial } from "diapason/trial"

afterEach(() => vi.unstubAllEnvs())

test("outside a study a trial holds its defaults, and reporting goes nowhere", async () => {
  const t = trial({ lr: 1e-3, layers: [1, 2] })
  expect([t.inside, t.config, t.seed, t.fidelity, t.number, t.resume]).toEqual([
    false,
    { lr: 1e-3, layers: [1, 2] },
    0,
    undefined,
    undefined,
    undefined,
  ])
  expect(await t.report({ loss: 1 }, { wait: true })).toEqual({ action: "continue", why: "", stop: false })
  expect(await t.checkpoint(1, () => undefined)).toBeUndefined()
})

test("outside a study the steps are counted to the end, and a report without a step belongs to the one under way", async () => {
  const t = trial({})
  const seen: number[] = []
  for await (const step of t.steps(3)) {
    await t.report({ loss: 1 })
    await t.report({ accuracy: 1 })
    seen.push(step)
  }
  expect(seen).toEqual([1, 2, 3])
})

test("a checkpoint takes its name only when it is whole, and is where the next attempt goes on from", async () => {
  const folder = mkdtempSync(join(tmpdir(), "diapason-"))
  vi.stubEnv("DIAPASON_CHECKPOINT_DIR", folder)
  const first = trial({})
  await expect(
    first.checkpoint(3, () => {
      throw new Error("no room")
    }),
  ).rejects.toThrow("no room")
  expect(readdirSync(folder)).toEqual([])
  const saved = await first.checkpoint(4, (into) => writeFileSync(join(into, "weights"), "w"))
  expect(readFileSync(join(saved!, "weights"), "utf8")).toBe("w")
  expect(await first.checkpoint(4, () => undefined)).toBe(`${saved}.2`)
  vi.stubEnv("DIAPASON_RESUME_FROM", saved)
  const next = trial({})
  expect(next.resume).toEqual({ step: 4, path: saved })
  const steps: number[] = []
  for await (const step of next.steps(6)) steps.push(step)
  expect(steps).toEqual([5, 6])
})

test("a configuration that cannot be read throws, rather than run with defaults", () => {
  vi.stubEnv("DIAPASON", "1")
  vi.stubEnv("DIAPASON_PARAMS", "[1]")
  expect(() => trial({ lr: 1 })).toThrow("not a JSON object")
})

test("a step that is no number from 0 is refused", async () => {
  await expect(trial({}).report({ loss: 1 }, { step: NaN })).rejects.toThrow("a step is a number from 0")
})
