import { existsSync } from "node:fs"
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import type { Ending, Executor, Job, ObjectStore, Running, TrialLink } from "@diapason/core"
import { executorLawList, play, type Act } from "@diapason/testkit"
import { inProcess, kept, objectsAt, placesOf, restoring, TrialFailure, type FunctionTrial, type Objective } from "../../src/index.ts"
import { laidFiles } from "../fixtures/laid-files.ts"

const files = await laidFiles()
afterAll(files.clear)
const shared = files.free()
await mkdir(shared)
const store = objectsAt(shared)

const programs = (): Executor =>
  inProcess((config, trial) =>
    play(config["program"] as never as Act[], config["x"] as number, { ...trial, failure: (kind, text) => new TrialFailure(kind, text) }),
  )

describe("kept as an executor", () => {
  // The program of this law has none of the files that it names; their order is looked at below.
  const laws = executorLawList.filter(({ title }) => title !== "checkpoints, artifacts and notes arrive in their order")
  for (const { title, check } of laws) test(title, () => check(() => kept(programs(), store, { dir: files.folder }), 10_000))
})

const job: Job = { study: "s", session: "host-1", trial: 3, attempt: 1, seed: 1, config: {}, flat: {} }

interface Told {
  readonly link: TrialLink
  readonly said: string[]
}

/** What an attempt says, in words, in its order. */
function told(decide: TrialLink["report"] = () => Promise.resolve({ action: "continue", why: "" })): Told {
  const said: string[] = []
  const say = (text: string): Promise<void> => Promise.resolve(void said.push(text))
  const link: TrialLink = {
    report(step, metrics) {
      said.push(`report ${step}`)
      return decide(step, metrics)
    },
    applied: () => say("applied"),
    refused: () => say("refused"),
    checkpoint: (step, path, bytes) => say(`checkpoint ${step} ${path} ${bytes}`),
    artifact: (name, path, media) => say(`artifact ${name} ${path} ${media}`),
    note: (key) => say(`note ${key}`),
    diagnostic: (code, text) => void said.push(`${code} ${text}`),
  }
  return { link, said }
}

/** Saves a state as the helpers do, in the trial's folder of a host. */
async function save(trial: FunctionTrial, dir: string, step: number, text: string): Promise<string> {
  const path = join(placesOf(dir, { ...job, trial: trial.number, attempt: trial.attempt }).checkpoints, `step-${step}`)
  await mkdir(path, { recursive: true })
  await writeFile(join(path, "weights"), text)
  await writeFile(join(path, "diapason.json"), `{"step":${step}}`)
  await trial.checkpoint(step, path, text.length + 10)
  return path
}

const host = (objective: Objective, dir: string, where: ObjectStore = store, patience = 0): Executor =>
  kept(inProcess(objective), where, { dir, patience })

const run = (executor: Executor, link: TrialLink, more: Partial<Job> = {}): Running => executor.launch({ ...job, ...more }, link)

/** A store whose puts wait until they are let go, as a slow network would have them. */
function slow(): { readonly store: ObjectStore; readonly begun: Promise<void>; go(): void } {
  let [go, begin] = [() => {}, () => {}]
  const open = new Promise<void>((resolve) => (go = resolve))
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const put: ObjectStore["put"] = async (...given) => {
    begin()
    await open
    return store.put(...given)
  }
  return { store: { ...store, put }, begun, go: () => go() }
}

describe("a trial that moves between hosts", () => {
  test("goes on from what it saved on another one", async () => {
    const [here, there] = [files.free(), files.free()]
    const one = told()
    let local = ""
    const first = host(async (_, trial) => {
      await trial.report({ loss: 1 })
      local = await save(trial, here, 1, "after one step")
      await trial.note("size", 1)
    }, here)
    expect((await run(first, one.link).ended).kind).toBe("done")
    const address = /checkpoint 1 (\S+) 24/.exec(one.said[1]!)![1]!
    expect(one.said).toEqual(["report 1", `checkpoint 1 ${address} 24`, "note size"])
    expect(address).toMatch(new RegExp(`^file://${shared}//s/3/1-[0-9a-f]{8}/step-1$`))
    expect(existsSync(local)).toBe(false)

    let [restored, seen] = ["", ""]
    const second = host(async (_, trial) => {
      restored = trial.resume!.path!
      seen = await readFile(join(restored, "weights"), "utf8")
    }, there)
    expect(await run(second, told().link, { attempt: 2, session: "host-2", resume: { step: 1, path: address } }).ended).toMatchObject({
      kind: "done",
    })
    expect(seen).toBe("after one step")
    expect(restored.startsWith(there)).toBe(true)
    expect(existsSync(restored)).toBe(false)
  })

  test("is told of a state that was damaged there, and of one of another step", async () => {
    const from = await files.lay({ weights: "1", "diapason.json": '{"step":9}' })
    const { address } = await store.put("t/1", from)
    const begun: string[] = []
    const ending = (path: string): Promise<Ending> =>
      run(
        restoring(
          inProcess(() => void begun.push(path)),
          { dir: files.folder, patience: 0 },
        ),
        told().link,
        { resume: { step: 8, path } },
      ).ended
    expect(await ending(address)).toMatchObject({
      failure: { kind: "checkpoint", message: expect.stringContaining("saved at step 9, not 8") as string },
    })
    const data = (await readdir(join(shared, "t/1"))).find((name) => /^~[0-9a-f]/.test(name))!
    await rm(join(shared, "t/1", data, "weights"))
    expect(await ending(address)).toMatchObject({
      failure: { kind: "checkpoint", message: expect.stringContaining("weights has vanished") as string },
    })
    expect(await ending("file:///not/mounted//s/1")).toMatchObject({
      failure: { kind: "infra", message: expect.stringContaining("mount the shared folder") as string },
    })
    expect(begun).toEqual([])
  })

  test("may be stopped while its state is on the way", async () => {
    const { address } = await store.put("t/2", await files.lay({ weights: "1" }))
    for (const [how, kind] of [
      ["interrupt", "failed"],
      ["decision", "done"],
    ] as const) {
      const running = run(
        restoring(
          inProcess(() => ({ loss: 1 })),
          { dir: files.folder },
        ),
        told().link,
        { resume: { step: 1, path: address } },
      )
      running.stop(how)
      expect(await running.ended).toMatchObject({ kind })
    }
  })
})

describe("what an attempt saves", () => {
  test("is copied beside its reports, and the end waits for it", async () => {
    const dir = files.free()
    const way = slow()
    const { link, said } = told()
    const running = run(
      host(
        async (_, trial) => {
          await save(trial, dir, 1, "one")
          await trial.report({ loss: 1 }, { step: 2 })
          await trial.report({ loss: 1 }, { step: 3 })
        },
        dir,
        way.store,
      ),
      link,
      { fidelity: 9 },
    )
    await way.begun
    const over = running.ended.then(() => said.push("over"))
    while (said.length < 2) await new Promise(setImmediate)
    expect(said).toEqual(["report 2", "report 3"])
    way.go()
    await over
    expect(said).toMatchObject(["report 2", "report 3", expect.stringMatching(/^checkpoint 1 file:/) as string, "over"])
  })

  test("is known before the report with which its stretch ends, so that whoever takes it up goes on from there", async () => {
    const dir = files.free()
    const { link, said } = told((step) => Promise.resolve({ action: step === 3 ? "pause" : "continue", why: "" }))
    const objective: Objective = async (_, trial) => {
      for (let step = 1; step <= 3; step++) {
        await save(trial, dir, step, "weights")
        if ((await trial.report({ loss: 1 }, { step })).action === "pause") return
      }
    }
    expect((await run(host(objective, dir), link, { fidelity: 3 }).ended).kind).toBe("done")
    expect(said.at(-1)).toBe("report 3")
    expect(said.at(-2)).toMatch(/^checkpoint 3 /)
  })

  test("and cannot be kept is said and lies where it was; the trial runs on", async () => {
    const dir = files.free()
    const { link, said } = told()
    let paths: readonly string[] = []
    const nowhere = objectsAt(join(shared, "not", "mounted"))
    const objective: Objective = async (_, trial) => {
      const plot = await files.lay({ "plot.png": "PNG" })
      paths = [await save(trial, dir, 1, "one"), join(plot, "plot.png")]
      await trial.artifact("plot.png", paths[1]!, "image/png")
      return { loss: 1 }
    }
    expect(await run(host(objective, dir, nowhere), link).ended).toMatchObject({ kind: "done", metrics: { loss: 1 } })
    expect(said[0]).toMatch(/^D457 Trial 3: its state at step 1 could not be kept apart from this machine: .*is not there/)
    expect(said.slice(2)).toEqual([`artifact plot.png ${paths[1]} image/png`])
    expect(existsSync(join(paths[0]!, "weights"))).toBe(true)
  })

  test("and is torn already is not kept", async () => {
    const dir = files.free()
    const { link, said } = told()
    await run(
      host((_, trial) => trial.checkpoint(1, files.free(), 9) as never, dir),
      link,
    ).ended
    expect(said).toEqual(["D457 Trial 3: its state at step 1 could not be kept apart from this machine: it has vanished"])
  })

  test("faster than it can be copied leaves out what is old, and never an artifact", async () => {
    const dir = files.free()
    const way = slow()
    const { link, said } = told()
    const objective: Objective = async (_, trial) => {
      for (let step = 1; step <= 6; step++) await save(trial, dir, step, "weights")
      const plot = await files.lay({ "plot.png": "PNG" })
      await trial.artifact("plot (1).png", join(plot, "plot.png"))
      void Promise.resolve().then(way.go)
    }
    await run(host(objective, dir, way.store), link).ended
    expect(said.map((text) => text.split(" ").slice(0, 2).join(" "))).toEqual([
      "checkpoint 1",
      "checkpoint 5",
      "checkpoint 6",
      "artifact plot",
    ])
    expect(said.at(-1)).toMatch(/\/artifacts\/plot%20%281%29\.png undefined$/)
    expect(await readdir(placesOf(dir, job).checkpoints)).toEqual([])
  })
})
