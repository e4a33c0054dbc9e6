import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, onTestFinished, test } from "vitest"
import { rayObservations } from "../../src/exchange/forms/from-ray.ts"
import type { ImportWish } from "../../src/exchange/forms/import-form.ts"

/** An experiment of three trials that Ray Tune 2.60 has written, without its pickles; the third failed after its first report. */
const fixture = fileURLToPath(new URL("fixtures/ray", import.meta.url))
const wish: ImportWish = { study: undefined, name: undefined, param: undefined, minimize: ["loss"], maximize: undefined }

const experiment = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "diapason-ray-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(fixture, folder, { recursive: true })
  return join(folder, "demo")
}
const fromRay = (folder: string, said: ImportWish = wish): ReturnType<typeof rayObservations> => rayObservations(folder, said)

test("an experiment of Ray Tune: configurations, reports by iteration, ends", () => {
  const { wanted, trials, lost } = fromRay(experiment())
  expect(wanted).toMatchObject({
    name: "demo",
    space: { lr: { type: "float", low: 0.001, high: 0.1, scale: "log" }, "opt.name": { type: "choice", values: ["adam", "sgd"] } },
  })
  expect(trials.map(({ config, state, metrics }) => [config["lr"], state, metrics["loss"]])).toEqual([
    [0.001, "complete", 0.501],
    [0.01, "complete", 0.51],
    [0.1, "failed", 0.8],
  ])
  expect(trials[0]!.reports).toEqual([
    { step: 1, metrics: { loss: 0.503, acc: NaN, "nested.f1": 0 } },
    { step: 2, metrics: { loss: 0.502, acc: 0.5, "nested.f1": 0.1 } },
    { step: 3, metrics: { loss: 0.501, acc: 0.5, "nested.f1": 0.2 } },
  ])
  expect(trials[2]!.failure).toEqual({ kind: "crash", message: "ValueError: too high" })
  expect(lost.join("\n")).toContain("the same in all runs that had it: ")
})

test("a result file that was cut in the middle of a line, one without results, one that is nothing", () => {
  const folder = experiment()
  const [first, second, third] = [
    "objective_f8c17_00000_0_lr=0.0010,name=adam",
    "objective_f8c17_00001_1_lr=0.0100,name=sgd",
    "objective_f8c17_00002_2_lr=0.1000,name=adam",
  ].map((name) => join(folder, name)) as [string, string, string]
  writeFileSync(join(first, "result.json"), readFileSync(join(first, "result.json"), "utf8").slice(0, -200))
  rmSync(join(second, "result.json"))
  for (const name of ["params.json", "result.json"]) writeFileSync(join(third, name), "\u0000\u0001")
  appendFileSync(join(folder, "experiment_state-2026-11-29_19-49-21.json"), "}")
  const { trials, lost } = fromRay(folder, { ...wish, param: { lr: { type: "float", low: 1e-4, high: 1, scale: "log" } } })
  expect(trials.map(({ state, failure }) => failure?.kind ?? state)).toEqual(["pruned", "no-metric"])
  expect(lost.join("\n")).toContain("1 of its 3 lines cannot be read")
  expect(lost.join("\n")).toContain("lr=0.1000,name=adam: its parameters cannot be read")
  expect(lost.join("\n")).toContain("how 2 of its runs ended was not recorded")
  expect(() => fromRay(join(folder, "nothing"))).toThrow(/holds no trial of Ray Tune/)
})
