import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { compete } from "../../src/curves/compete.ts"
import { diapasonEntrant } from "../../src/curves/diapason-entrant.ts"
import { entrantNamed } from "../../src/curves/entrant-named.ts"
import { peerEntrant } from "../../src/curves/peer-entrant.ts"
import { randomEntrant } from "../../src/curves/random-entrant.ts"
import { emptyCurve, type CurveJob } from "../../src/curves/record.ts"
import { worlds } from "../../src/curves/world.ts"
import { problemNamed } from "../../src/problems.ts"
import { tiny } from "./tiny-world.ts"

const job: CurveJob = { contestant: "it", world: "tiny", seed: 3, part: "equivalents", size: 6 }
const fixture = fileURLToPath(new URL("../fixtures/curves-peer.mjs", import.meta.url))

test("Diapason plays through `diapason stdio`, until the epochs are spent", async () => {
  const run = await compete(diapasonEntrant({ scheduler: { type: "none" }, sampler: { type: "random" } }), tiny, job)
  expect(run).toMatchObject({ epochs: 24, begun: 6, full: 6, until: 24 })
  expect(run.failed).toBeUndefined()
  expect(run.curves.seen.length).toBeGreaterThan(0)
  expect(run.versions).toMatchObject({ node: process.versions.node })
})

test("Diapason with several workers is handed the time that random search takes", async () => {
  const jobs = { ...job, part: 3, size: 12 }
  const random = await compete(randomEntrant(), tiny, { ...jobs, contestant: "random" })
  const run = await compete(diapasonEntrant({ scheduler: { type: "none" }, sampler: { type: "random" } }), tiny, jobs)
  expect(random).toMatchObject({ full: 12 })
  expect(run.until).toBeLessThanOrEqual(random.until)
  expect(run.until).toBeGreaterThan(random.until - 3)
})

test("a scheduler that is not there is a run that broke", async () => {
  const run = await compete(diapasonEntrant({ scheduler: { type: "nobody" }, sampler: { type: "random" } }), tiny, job)
  expect(run).toMatchObject({ ...emptyCurve(job), at: expect.any(String) as string, failed: expect.stringContaining("nobody") as string })
})

const withPeer = async (kind: string) => {
  const entrant = peerEntrant([process.execPath, fixture], kind)
  try {
    return await compete(entrant, tiny, job)
  } finally {
    await entrant.close()
  }
}

test("a peer is told losses to minimise, and what it asks for again goes on", async () => {
  const run = await withPeer("echo")
  // Three first epochs, two more of the best, then its last; 0.9 has a regret of 0.2.
  expect(run).toMatchObject({ versions: { echo: "1.0.0" }, epochs: 6, begun: 3, full: 1 })
  expect(run.curves.level.at(-1)![1]).toBeCloseTo(0.2, 9)
})

test("a peer ends trainings, and refuses with a reason", async () => {
  expect(await withPeer("ends")).toMatchObject({ epochs: 6, begun: 3, full: 0 })
  expect(await withPeer("refuses")).toMatchObject({ unsupported: "not for me", epochs: 0 })
})

test("a contestant that nobody has is refused with those that there are", () => {
  expect(() => entrantNamed("optuna")).toThrow("optuna/hyperband")
  expect(() => entrantNamed("diapason/")).toThrow("no contestant")
})

test("the last epoch of a world is the problem of the same name", () => {
  const config = {
    ...{ batch_size: 64, learning_rate: 0.01, momentum: 0.9, weight_decay: 0.01 },
    ...{ num_layers: 3, max_units: 256, max_dropout: 0.3 },
  }
  for (const world of worlds) {
    expect(world.at(config, world.epochs).value).toBe(problemNamed(world.name).truth(config)["val_accuracy"])
    expect(world.at(config, world.epochs).seconds).toBeGreaterThan(world.at(config, 2).seconds)
  }
  expect(worlds.filter(({ use }) => use === "tune")).toHaveLength(6)
})

test("the frame of the peers' programs answers in lines, whatever a library prints", () => {
  const program = `
from curves_frame import serve_curves
class Peer:
    def __init__(self, problem): print("noise")
    def ask(self): return 0, {"p0": 0.5}, 2
    def report(self, trial, epoch, loss): return epoch > 1
    def finish(self, trial, loss): raise ValueError("singular")
serve_curves(Peer, {"it": "1"})`
  const lines = [
    { op: "start", parameters: [], epochs: 4, seed: 0, workers: 1, size: 6 },
    { op: "ask" },
    { op: "report", trial: 0, epoch: 1, loss: 1 },
    { op: "report", trial: 0, epoch: 2, loss: 1 },
    { op: "finish", trial: 0, loss: 1 },
  ]
  const { stdout, error } = spawnSync("python3", ["-c", program], {
    cwd: fileURLToPath(new URL("../../peers", import.meta.url)),
    input: lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
    env: { ...process.env, PYTHONPATH: ".", PYTHONDONTWRITEBYTECODE: "1" },
    encoding: "utf8",
  })
  expect(error).toBeUndefined()
  const answers = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown)
  expect(answers).toEqual([
    { ok: true },
    { trial: 0, values: { p0: 0.5 }, to: 2 },
    { over: false },
    { over: true },
    { error: "ValueError: singular" },
  ])
})
