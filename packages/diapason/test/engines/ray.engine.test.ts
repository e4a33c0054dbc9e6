import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { choose } from "@diapason/algorithms"
import { replay, type StudyEvent } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { within } from "@diapason/testkit"
import { startRay, type RayCluster } from "@diapason/testkit/ray"
import { afterAll, beforeAll, expect, it } from "vitest"
import { begin, diapason } from "../cli/diapason.ts"

let cluster: RayCluster

beforeAll(async () => void (cluster = await startRay({ head: { cpus: 2 } })), 120_000)
afterAll(() => cluster.close(), 60_000)

/** A folder with a study of four short trainings in it, which Ray's nodes need not see. */
function studyIn(more: object = {}): string {
  const dir = mkdtempSync(join(cluster.folder, "study-"))
  const script = ': > "$2/$DIAPASON_TRIAL.$DIAPASON_ATTEMPT"; for i in 1 2 3; do echo "step $i loss=$1"; sleep 2; done'
  mkdirSync(began(dir))
  const config = {
    name: "cluster",
    command: ["/bin/bash", "-c", script, "train", "{x}", began(dir)],
    space: { x: "0.1..1" },
    objectives: [{ metric: "loss", direction: "minimize" }],
    sampler: "random",
    budget: { trials: 4 },
    parallel: { slots: 2, canary: false },
    executor: { type: "ray", address: cluster.address, every: "200ms" },
    store: `sqlite:${join(dir, "studies.db")}`,
    dir: join(dir, "files"),
    seed: 7,
    ...more,
  }
  writeFileSync(join(dir, "diapason.yaml"), JSON.stringify(config))
  return dir
}

/** The folder where each attempt leaves a file when it begins; all nodes are on this machine. */
const began = (dir: string): string => join(dir, "began")

/** Resolves when both slots have a job that runs. */
async function running(dir: string): Promise<void> {
  const all = async (): Promise<void> => {
    while (readdirSync(began(dir)).length < 2) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await within(100_000, all(), "two jobs that run")
}

async function logOf(dir: string): Promise<readonly StudyEvent[]> {
  const store = await openStore(`sqlite:${join(dir, "studies.db")}`)
  const events: StudyEvent[] = []
  for await (const batch of store.read("cluster", 0)) events.push(...batch)
  expect((await replay(store, "cluster", choose)).difference).toBeUndefined()
  await store.close()
  return events
}

it("trials run as jobs; a conductor that is killed is followed by the same command, and nothing runs twice or is forgotten", async () => {
  const dir = studyIn()
  const first = begin(["tune", "--reporter", "lines"], { cwd: dir })
  await running(dir)
  first.process.kill("SIGKILL")
  await first.ended
  const { code, err } = await diapason(["tune", "--reporter", "lines"], { cwd: dir })
  expect(code, err).toBe(0)
  const events = await logOf(dir)
  const ends = events.flatMap((e) => (e.kind === "trial.finished" ? [`${e.trial} ${e.state}`] : []))
  expect(ends.toSorted()).toEqual([0, 1, 2, 3].map((n) => `${n} complete`))
  expect(
    events.filter(({ kind }) => kind === "trial.requeued"),
    "none was put back",
  ).toEqual([])
  expect(events.filter(({ kind }) => kind === "trial.adopted").length, "those that ran were followed on").toBe(2)
  for (let trial = 0; trial < 4; trial++)
    expect(events.flatMap((e) => (e.kind === "trial.reported" && e.trial === trial ? [e.step] : []))).toEqual([1, 2, 3])
}, 240_000)

it("more than any node has ends the study, with what there is", async () => {
  const dir = studyIn({ resources: { cpus: 64 } })
  const { code, out, err } = await diapason(["tune", "--reporter", "lines"], { cwd: dir })
  expect(code).not.toBe(0)
  expect(out + err).toContain("no node of the cluster has 64 CPU; the most that one has is 2 CPU")
}, 60_000)

it("an address that is not Ray's is told before anything begins", async () => {
  const dir = studyIn({ executor: { type: "ray", address: "http://127.0.0.1:9" } })
  const { code, out, err } = await diapason(["tune", "--reporter", "lines"], { cwd: dir })
  expect(code).not.toBe(0)
  expect(out + err).toContain("D443")
  expect(out + err).toContain("nobody listens there")
}, 60_000)
