import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { choose } from "@diapason/algorithms"
import { replay, type StudyEvent } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { within } from "@diapason/testkit"
import { expect } from "vitest"
import { begin, diapason, type Begun } from "../cli/diapason.ts"

/** What a study asks of a cluster, and how much of it there is. */
interface Wanted {
  readonly executor: object
  readonly trials: number
  readonly slots: number
  /** A shell's words for one training of three steps; `$1` is x. */
  readonly script: string
  readonly shell?: string
  readonly more?: object
}

/** The folder of a new study of short trainings, as `diapason.yaml` says it; the commands of a test run there. */
export function studyIn(folder: string, { executor, trials, slots, script, shell = "/bin/bash", more = {} }: Wanted): string {
  const dir = mkdtempSync(join(folder, "study-"))
  mkdirSync(began(dir))
  const config = {
    name: "cluster",
    command: [shell, "-c", script, "train", "{x}", began(dir)],
    space: { x: "0.1..1" },
    objectives: [{ metric: "loss", direction: "minimize" }],
    sampler: "random",
    budget: { trials },
    parallel: { slots, canary: false },
    executor,
    store: `sqlite:${join(dir, "studies.db")}`,
    dir: join(dir, "files"),
    seed: 7,
    ...more,
  }
  writeFileSync(join(dir, "diapason.yaml"), JSON.stringify(config))
  return dir
}

/** The line of a script that leaves a file where `running` looks: in a folder that all nodes see. */
export const leaveFile = ': > "$2/$DIAPASON_TRIAL.$DIAPASON_ATTEMPT"'

const began = (dir: string): string => join(dir, "began")

/** Resolves when so many attempts have begun, by the files that they leave. */
export async function running(dir: string, attempts: number, patience: number): Promise<void> {
  const all = async (): Promise<void> => {
    while (readdirSync(began(dir)).length < attempts) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await within(patience, all(), `${attempts} jobs that run`)
}

/**
 * Begins the study, kills the conductor once `ripe` resolves, and runs the same command again, to its end. Gives the log, which replays, and in
 * which each trial has ended once, complete, with all of its steps.
 */
export async function killedAndFollowed(
  dir: string,
  {
    trials,
    ripe,
    env = {},
  }: { readonly trials: number; readonly ripe: (first: Begun) => Promise<void>; readonly env?: Record<string, string> },
): Promise<readonly StudyEvent[]> {
  const first = begin(tune, { cwd: dir, env })
  await ripe(first)
  first.process.kill("SIGKILL")
  await first.ended
  const { code, err } = await diapason(tune, { cwd: dir, env })
  expect(code, err).toBe(0)
  const events = await logOf(dir)
  const numbers = Array.from({ length: trials }, (_, n) => n)
  const ends = events.flatMap((e) => (e.kind === "trial.finished" ? [`${e.trial} ${e.state}`] : []))
  expect(ends.toSorted()).toEqual(numbers.map((n) => `${n} complete`))
  for (const trial of numbers)
    expect(events.flatMap((e) => (e.kind === "trial.reported" && e.trial === trial ? [e.step] : []))).toEqual([1, 2, 3])
  return events
}

/** The attempts that the second conductor followed on, and those that it put back. */
export const followed = (events: readonly StudyEvent[]): { readonly adopted: number; readonly requeued: number } => ({
  adopted: events.filter(({ kind }) => kind === "trial.adopted").length,
  requeued: events.filter(({ kind }) => kind === "trial.requeued").length,
})

/** Runs the study, which is to end with another exit code than 0, and gives all that it said. */
export async function refused(dir: string, env: Record<string, string> = {}): Promise<string> {
  const { code, out, err } = await diapason(tune, { cwd: dir, env })
  expect(code).not.toBe(0)
  return out + err
}

const tune = ["tune", "--reporter", "lines"]

async function logOf(dir: string): Promise<readonly StudyEvent[]> {
  const store = await openStore(`sqlite:${join(dir, "studies.db")}`)
  const events: StudyEvent[] = []
  for await (const batch of store.read("cluster", 0)) events.push(...batch)
  expect((await replay(store, "cluster", choose)).difference).toBeUndefined()
  await store.close()
  return events
}
