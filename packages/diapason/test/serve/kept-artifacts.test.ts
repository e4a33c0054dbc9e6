import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { memoryStore, type ObjectStore } from "@diapason/core"
import { choose } from "@diapason/algorithms"
import { createServer } from "@diapason/server"
import { objectsAt } from "@diapason/executors"
import { systemClock } from "../../src/host/system-clock.ts"
import { systemConductor } from "../../src/serve/system-conductor.ts"

test("an artifact that is kept elsewhere is streamed from there, if it is one of its trial; none of one that was damaged", async () => {
  const dir = mkdtempSync(join(tmpdir(), "diapason-kept-"))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const shared = join(dir, "shared")
  mkdirSync(shared)
  writeFileSync(join(dir, "plot.png"), "PNG".repeat(100_000))
  const objects: ObjectStore = objectsAt(shared)
  const put = async (key: string) => (await objects.put(key, join(dir, "plot.png"))).address

  const store = memoryStore(systemClock)
  const conductor = systemConductor(dir, shared)
  const identify = () => ({ name: "ada", role: "admin" }) as const
  const app = await createServer({ store, clock: systemClock, choose, dir, version: "1.0.0", conductor, identify })
  onTestFinished(async () => {
    await app.close()
    await conductor.close()
  })
  const post = (url: string, payload: object = {}) => app.inject({ method: "POST", url, payload })
  const space = { x: { type: "float", low: 0, high: 1 } }
  await post("/v1/studies", { name: "lab", space, objectives: [{ metric: "loss", direction: "minimize" }], seed: 1 })
  await post("/v1/studies/lab/trials:ask")
  const added = (name: string, path: string) => ({ kind: "artifact.added", trial: 0, name, path }) as const
  await store.append("lab", [
    added("plot.png", await put("lab/0/1-0123abcd/artifacts/plot.png")),
    added("torn.png", await put("lab/0/1-0123abcd/artifacts/torn.png")),
    added("other.png", await put("secret/0/1-0123abcd/artifacts/other.png")),
    added("else.png", `file://${dir}/elsewhere//lab/0/1-0123abcd/artifacts/else.png`),
  ])
  const torn = join(shared, "lab/0/1-0123abcd/artifacts/torn.png")
  writeFileSync(
    join(
      torn,
      readdirSync(torn).find((name) => /^~[0-9a-f]/.test(name))!,
      "content",
    ),
    "PNG".repeat(99_999) + "GIF",
  )

  const get = (name: string) => app.inject(`/v1/trials/lab/0/artifacts/${name}`)
  await expect.poll(async () => (await get("plot.png")).statusCode, { interval: 20, timeout: 10_000 }).toBe(200)
  const whole = await get("plot.png")
  expect(whole.body).toBe("PNG".repeat(100_000))
  expect(whole.headers).toMatchObject({ "content-length": "300000", "content-type": "application/octet-stream" })
  expect((await get("torn.png")).json()).toMatchObject({ status: 503, code: "D456" })
  for (const name of ["other.png", "else.png"]) expect((await get(name)).json()).toMatchObject({ status: 404, code: "D425" })
})
