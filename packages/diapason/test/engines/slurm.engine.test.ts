import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { openStore } from "@diapason/stores"
import { startSlurm, type SlurmCluster } from "@diapason/testkit/slurm"
import { choose } from "@diapason/algorithms"
import { replay, type StudyEvent } from "@diapason/core"
import { within } from "@diapason/testkit"
import { afterAll, beforeAll, expect, it } from "vitest"
import { begin, diapason } from "../cli/diapason.ts"

let cluster: SlurmCluster

beforeAll(async () => void (cluster = await startSlurm({ nodes: 2 })), 60_000)
afterAll(() => cluster.close())

/** A folder that all nodes see, with a study of eight short trainings in it. */
function studyIn(more: object = {}): string {
  const dir = mkdtempSync(join(cluster.folder, "study-"))
  const script =
    ': > "$2/$DIAPASON_TRIAL.$DIAPASON_ATTEMPT"; for i in 1 2 3; do echo "step $i loss=$(echo "$1 / $i" | bc -l)"; sleep 0.7; done'
  mkdirSync(began(dir))
  const config = {
    name: "cluster",
    command: ["/bin/bash", "-c", script, "train", "{x}", began(dir)],
    space: { x: "0.1..1" },
    objectives: [{ metric: "loss", direction: "minimize" }],
    sampler: "random",
    scheduler: "none",
    budget: { trials: 8 },
    parallel: { slots: 4, canary: false },
    executor: { type: "slurm", every: "200ms", ...more },
    store: `sqlite:${join(dir, "studies.db")}`,
    dir: join(dir, "files"),
    seed: 7,
  }
  writeFileSync(join(dir, "diapason.yaml"), JSON.stringify(config))
  return dir
}

/** The folder where each attempt leaves a file when it begins. */
const began = (dir: string): string => join(dir, "began")

/** Resolves when all four slots have a job that runs. */
async function running(dir: string): Promise<void> {
  const all = async (): Promise<void> => {
    while (readdirSync(began(dir)).length < 4) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await within(60_000, all(), "four jobs that run")
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
  const first = begin(["tune", "--reporter", "lines"], { cwd: dir, env: cluster.env })
  await running(dir)
  first.process.kill("SIGKILL")
  await first.ended
  const { code, err } = await diapason(["tune", "--reporter", "lines"], { cwd: dir, env: cluster.env })
  expect(code, err).toBe(0)
  const events = await logOf(dir)
  const ends = events.flatMap((e) => (e.kind === "trial.finished" ? [`${e.trial} ${e.state}`] : []))
  expect(ends.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((n) => `${n} complete`))
  expect(
    events.filter(({ kind }) => kind === "trial.requeued"),
    "none was put back",
  ).toEqual([])
  expect(events.filter(({ kind }) => kind === "trial.adopted").length, "those that ran were followed on").toBe(4)
  for (let trial = 0; trial < 8; trial++)
    expect(events.flatMap((e) => (e.kind === "trial.reported" && e.trial === trial ? [e.step] : []))).toEqual([1, 2, 3])
}, 120_000)

it("a partition that does not exist ends the study after its first trial, with those that do", async () => {
  const dir = studyIn({ partition: "nowhere" })
  const { code, out, err } = await diapason(["tune", "--reporter", "lines"], { cwd: dir, env: cluster.env })
  expect(code).not.toBe(0)
  expect(out + err).toMatch(/nowhere/)
  expect(out + err).toMatch(/low/)
}, 60_000)
