import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { engineExecutor, type EngineJobs } from "@diapason/executors"
import type { Answer, Job, KnownSaid, TrialLink } from "@diapason/core"
import { within } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import { jobName } from "../../src/engine/job-name.ts"
import { processEngine } from "./process-engine.ts"

const client = fileURLToPath(new URL("../fixtures/http-client.mjs", import.meta.url))
const job: Job = { study: "s", session: "one", trial: 3, attempt: 1, config: {}, flat: {}, seed: 1 }

interface Notes extends TrialLink {
  readonly steps: number[]
  readonly saved: number[]
  readonly said: string[]
  /** Resolves at the report of this step. */
  at(step: number): Promise<void>
}

function notes(decide: (step: number) => Answer = () => ({ action: "continue", why: "" })): Notes {
  const waiting = new Map<number, () => void>()
  const link: Notes = {
    steps: [],
    saved: [],
    said: [],
    at: (step) => (link.steps.includes(step) ? Promise.resolve() : new Promise((resolve) => waiting.set(step, resolve))),
    report(step) {
      link.steps.push(step)
      waiting.get(step)?.()
      return Promise.resolve(decide(step))
    },
    checkpoint: (step) => Promise.resolve(void link.saved.push(step)),
    applied: () => Promise.resolve(),
    refused: () => Promise.resolve(),
    artifact: () => Promise.resolve(),
    note: () => Promise.resolve(),
    diagnostic: (code, text) => void link.said.push(`${code} ${text}`),
  }
  return link
}

/** A folder, and executors over one engine, as of several conductors one after another. */
function place(command: readonly string[], more: Partial<EngineJobs> = {}, moods: Parameters<typeof processEngine>[1] = {}) {
  const dir = mkdtempSync(join(tmpdir(), "diapason-"))
  const executor = () =>
    engineExecutor(processEngine(join(dir, "engine"), moods), {
      ...{ command, dir, mount: dir, grace: 500, every: 30 },
      metrics: ["loss"],
      ...more,
    })
  return { dir, executor }
}

/** Steps by printing, each once the file `go` says so. */
const printing = (dir: string): readonly string[] => [
  "/bin/sh",
  "-c",
  'i=1; while [ $i -le 4 ]; do until [ "$(cat $0 2>/dev/null || echo 0)" -ge $i ]; do sleep 0.02; done; echo "step $i loss=0.$i"; i=$((i+1)); done',
  join(dir, "go"),
]

const known = (step: number, saved: readonly number[] = []): KnownSaid => ({
  last: { step, metrics: { loss: step / 10 } },
  saved: new Set(saved),
})

describe("the job of a conductor that is gone", () => {
  it("is found by its name and followed: what the log has is not said again, what it has not is", async () => {
    const dir = mkdtempSync(join(tmpdir(), "diapason-"))
    const { executor } = place(printing(dir), { dir, mount: dir, paramsVia: "none" })
    const [first, second] = [notes(), notes()]
    const one = executor()
    const running = one.launch(job, first)
    writeFileSync(join(dir, "go"), "2")
    await within(10_000, first.at(2), "the second step")
    running.leave!()
    await running.ended
    writeFileSync(join(dir, "go"), "3")
    const two = executor()
    expect([...(await two.outliving!.living([job, { ...job, trial: 4 }]))]).toEqual([job])
    const followed = two.outliving!.follow(job, second, known(2))
    await within(10_000, second.at(3), "the third step")
    writeFileSync(join(dir, "go"), "4")
    expect((await within(10_000, followed.ended, "the end")).kind).toBe("done")
    expect([first.steps, second.steps]).toEqual([
      [1, 2],
      [3, 4],
    ])
  })

  it("is heard to its end when it had ended while nobody was there, also its final word by HTTP", async () => {
    const { dir, executor } = place([process.execPath, client], {
      paramsVia: "none",
      uplink: { host: "127.0.0.1", address: "127.0.0.1" },
    })
    const [first, second] = [notes(), notes()]
    const program = [
      { do: "report", step: 1, metrics: { loss: 1 } },
      { do: "finish", metrics: { loss: 0.25 } },
    ]
    const asked = { ...job, config: { program } as never }
    const running = executor().launch(asked, first)
    await within(10_000, first.at(1), "its report")
    const out = join(dir, "s", "trials", "3", "out.1.jsonl")
    await until(() => existsSync(out) && readFileSync(out, "utf8").includes('"bye"'))
    running.leave!()
    const followed = executor().outliving!.follow(asked, second, { last: { step: 1, metrics: { loss: 1 } }, saved: new Set() })
    expect(await within(10_000, followed.ended, "the end")).toMatchObject({ kind: "done", metrics: { loss: 0.25 } })
    expect(second.steps).toEqual([])
  })

  it("is ended by a sweep, and one that the engine does not know is lost to the infrastructure", async () => {
    const { executor } = place(["/bin/sh", "-c", "echo loss=1; sleep 60"], { paramsVia: "none" })
    const [first, second] = [notes(), notes()]
    const running = executor().launch(job, first)
    await within(10_000, first.at(1), "its report")
    running.leave!()
    await executor().sweep!(job)
    const followed = executor().outliving!.follow(job, second, known(9))
    expect(await within(10_000, followed.ended, "the end")).toMatchObject({ failure: { kind: "crash", signal: "SIGTERM" } })
    const stranger = executor().outliving!.follow({ ...job, trial: 9 }, second, known(9))
    expect(await within(10_000, stranger.ended, "the end")).toMatchObject({ failure: { kind: "infra" } })
  })
})

describe("an engine in trouble", () => {
  it("that does not answer is asked again, and trials wait for it and are told why", async () => {
    let mute = true
    const { executor } = place(["/bin/sh", "-c", "echo loss=1"], { paramsVia: "none" }, { mute: () => mute })
    const link = notes()
    const { ended } = executor().launch(job, link)
    await until(() => link.said.length > 0)
    expect(link.said[0]).toBe("D468 processes-engine could not be asked: it does not answer")
    mute = false
    expect((await within(10_000, ended, "the end")).kind).toBe("done")
    expect(link.steps).toEqual([1])
  })

  it("that takes no more jobs for now is asked again", async () => {
    let room = false
    const { executor } = place(["/bin/sh", "-c", "echo loss=1"], { paramsVia: "none" }, { room: () => room })
    const link = notes()
    const { ended } = executor().launch(job, link)
    await until(() => link.said.length > 0)
    room = true
    expect((await within(10_000, ended, "the end")).kind).toBe("done")
  })

  it("that cannot give what a job prints is asked again, also after its end", async () => {
    let readings = 0
    const { executor } = place(["/bin/sh", "-c", "echo loss=1"], { paramsVia: "none" }, { deaf: () => ++readings < 8 })
    const link = notes()
    expect((await within(10_000, executor().launch(job, link).ended, "the end")).kind).toBe("done")
    expect([link.steps, readings > 8]).toEqual([[1], true])
  })

  it("takes in what is handed to it while it takes in others", async () => {
    const dir = mkdtempSync(join(tmpdir(), "diapason-"))
    const engine = processEngine(join(dir, "engine"))
    const open: (() => void)[] = []
    const slow = {
      ...engine,
      async submit(jobs: Parameters<typeof engine.submit>[0]) {
        await new Promise<void>((resolve) => void open.push(resolve))
        return engine.submit(jobs)
      },
    }
    const command = ["/bin/sh", "-c", "echo loss=1"]
    const executor = engineExecutor(slow, { command, dir, mount: dir, paramsVia: "none", every: 30, metrics: ["loss"] })
    const links = [notes(), notes()]
    const first = executor.launch(job, links[0]!)
    await until(() => open.length === 1)
    const second = executor.launch({ ...job, trial: 4 }, links[1]!)
    await new Promise((resolve) => setTimeout(resolve, 50))
    open[0]!()
    await until(() => open.length === 2)
    open[1]!()
    const endings = await within(10_000, Promise.all([first.ended, second.ended]), "both ends")
    expect(endings.map(({ kind }) => kind)).toEqual(["done", "done"])
    expect(links.flatMap(({ said }) => said)).toEqual([])
  })

  it("that refuses a job says so in its words, and how to mend it", async () => {
    const { executor } = place(["refuse-me"], { paramsVia: "none" })
    expect(await executor().launch(job, notes()).ended).toMatchObject({
      failure: { kind: "launch", message: expect.stringContaining("there is no such partition. name one that is there") as string },
    })
  })

  it("whose nodes do not see the folder gives trials what they need in their variables", async () => {
    const script = 'echo "loss=$DIAPASON_PARAM_X"; test -z "$DIAPASON_DIR$DIAPASON_OUT$DIAPASON_CHECKPOINT_DIR$DIAPASON_PARAMS_FILE"'
    const { dir } = place([])
    const executor = engineExecutor(processEngine(join(dir, "engine")), {
      ...{ command: ["/bin/sh", "-c", script], paramsVia: "none", dir, every: 30, metrics: ["loss"] },
    })
    const link = notes()
    expect((await within(10_000, executor.launch({ ...job, config: { x: 0.5 } }, link).ended, "the end")).kind).toBe("done")
    expect(link.steps).toEqual([1])
    expect(jobName(job)).toMatch(/^[a-z][a-z0-9-]{7,51}$/)
  })

  it("is asked to end what has not reported for too long", async () => {
    const { executor } = place(["/bin/sh", "-c", "echo loss=1; sleep 60"], { paramsVia: "none", noReport: 300 })
    expect(await within(10_000, executor().launch(job, notes()).ended, "the end")).toMatchObject({
      failure: { kind: "timeout", code: "D223" },
    })
  })
})

async function until(holds: () => boolean): Promise<void> {
  await within(
    10_000,
    (async () => {
      while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
    })(),
    "it",
  )
}
