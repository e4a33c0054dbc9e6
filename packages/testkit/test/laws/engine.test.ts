import { tmpdir } from "node:os"
import { describe, expect, test } from "vitest"
import { engineLawList, type EngineLaw } from "@diapason/testkit"
import { shellCluster, type EngineFault } from "./shell-engine.ts"

/** The fault that each law sees. */
const seenBy: Readonly<Record<string, EngineFault>> = {
  "a job runs its command with its words, in its folder": "splits words",
  "a job has its variables, whatever is in them": "trims variables",
  "what a job prints is read from its beginning, in pieces, and nothing twice": "reads twice",
  "all of a long output is read": "keeps the end of outputs",
  "the exit code of a job is told": "all ends are good",
  "the signal that ended a job is told": "signals are exit codes",
  "a job that is handed in twice runs once": "forgets names",
  "jobs run side by side": "one at a time",
  "another process finds jobs by their names, and nothing under other names": "finds the last one",
  "a job that was never heard of is unknown, and ending it changes nothing": "knows strangers",
  "a job that waits and is ended never starts": "ends the running only",
  "a job that runs and is ended is asked by SIGTERM and has its grace": "kills at once",
  "a job that does not heed SIGTERM is killed after its grace": "never kills",
  "ending a job that has ended changes nothing": "ends the ended",
  "what no node can ever give is refused, with a word on how to mend it, or waits with the word that it never starts": "waits for ever",
  "jobs that are handed in together are answered in order, and one look tells of all": "answers in turn",
}

/** Tries a law on a cluster with this fault. */
async function tried({ check }: EngineLaw, fault: EngineFault, deadline: number): Promise<void> {
  const cluster = shellCluster(fault)
  const opened = {
    engine: cluster.engine(),
    again: cluster.engine,
    folder: tmpdir,
    whole: { cpus: 4 },
    impossible: { cpus: 5 },
    stranger: "99",
    silence: 0.3,
  }
  try {
    await check(() => opened, deadline)
  } finally {
    cluster.close()
  }
}

describe("the laws of an engine", () => {
  test("have a fault each that they see", () => {
    expect(Object.keys(seenBy)).toEqual(engineLawList.map(({ title }) => title))
  })

  test.concurrent.each(engineLawList)("are kept by an engine without a fault: $title", (law) => tried(law, "none", 10_000))

  test.concurrent.each(engineLawList)("tell the fault: $title", async (law) => {
    await expect(tried(law, seenBy[law.title]!, 600)).rejects.toThrow()
  })
})
