import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { modelFolder, refuseForeign } from "../../src/automl/model-folder.ts"

test("a model goes where nothing is, where a model is, and nowhere else", async () => {
  const folder = mkdtempSync(join(tmpdir(), "diapason-model-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(modelFolder(undefined, "automl-a-y")).toBe(resolve("models/automl-a-y"))
  await refuseForeign(join(folder, "new"))
  await refuseForeign(folder)
  writeFileSync(join(folder, "data.csv"), "x,y\n")
  await expect(refuseForeign(folder)).rejects.toMatchObject({ code: "D157", message: expect.stringContaining("other things in it") })
  await expect(refuseForeign(join(folder, "data.csv"))).rejects.toMatchObject({ code: "D157" })
  mkdirSync(join(folder, "model"))
  writeFileSync(join(folder, "model", "schema.json"), '{"schema": "diapason.automl.model/1"}')
  await refuseForeign(join(folder, "model"))
})
