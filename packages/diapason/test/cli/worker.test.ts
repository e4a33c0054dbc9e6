import { join } from "node:path"
import { createLedger, fold, type Ledger, type StudyEvent } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { describe, expect, test } from "vitest"
import { begin, diapason, folder } from "./diapason.ts"

/** Counts to 40 in steps of 20 ms, goes on from what it saved, and saves when it is asked to. */
const saver = `
import { readFileSync, writeFileSync } from "node:fs"
import { Socket } from "node:net"
const socket = new Socket({ fd: Number(process.env.DIAPASON_FD) })
const say = (message) => socket.write(JSON.stringify(message) + "\\n")
say({ type: "hello", protocol: [1], capabilities: ["stop", "checkpoint"] })
let step = process.env.DIAPASON_RESUME_FROM ? Number(readFileSync(process.env.DIAPASON_RESUME_FROM + "/step", "utf8")) : 0
socket.on("data", (text) => {
  if (!String(text).includes('"save"')) return
  writeFileSync(process.env.DIAPASON_CHECKPOINT_DIR + "/step", String(step))
  say({ type: "checkpoint", step, path: process.env.DIAPASON_CHECKPOINT_DIR })
})
const timer = setInterval(() => {
  say({ type: "report", step: ++step, metrics: { loss: 1 / step } })
  if (step < 40) return
  clearInterval(timer)
  socket.destroySoon()
}, 20)
`

const quick = `for a in "$@"; do case $a in --x=*) x=\${a#*=};; esac; done; echo "loss=$x by=$WHO"`

/** A study that was begun and has more to do, in a folder of its own. */
async function begun(script: string, flags: readonly string[], env: Record<string, string> = {}, config?: string): Promise<string> {
  const cwd = folder({ "train.sh": script, "train.mjs": script, ...(config !== undefined && { "diapason.yaml": config }) })
  const command = script === saver ? ["node", "train.mjs"] : ["sh", "train.sh"]
  const first = await diapason(
    ["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--sampler", "random", "--name", "s", "--trials", "1", ...flags, "--", ...command],
    { cwd, env },
  )
  expect(first).toMatchObject({ code: 0 })
  return cwd
}

const storeOf = (cwd: string): string => `sqlite:${join(cwd, ".diapason", "diapason.db")}`

/** Whoever asks for more raises the budget without running anything. */
async function more(cwd: string, trials: number): Promise<void> {
  const store = await openStore(storeOf(cwd))
  await store.append("s", [{ kind: "study.extended", budget: { trials } }])
  await store.close()
}

async function read(cwd: string): Promise<{ readonly ledger: Ledger; readonly events: readonly StudyEvent[] }> {
  const store = await openStore(storeOf(cwd))
  const events: StudyEvent[] = []
  for await (const batch of store.read("s", 0)) events.push(...batch)
  await store.close()
  return { events, ledger: events.slice(1).reduce(fold, createLedger(events[0]!)) }
}

describe("a worker of a store", () => {
  test("needs nothing but store and study: the command, its folder and its variables come from the record", async () => {
    const cwd = await begun(quick, [], {}, "env: { WHO: ada }\nmetrics: [by]\n")
    await more(cwd, 9)
    const elsewhere = folder()
    const work = ["worker", "--store", storeOf(cwd), "--study", "s", "--slots", "2", "--labels", "zone=a,gpu=none"]
    const both = await Promise.all([diapason([...work, "--json"], { cwd: elsewhere }), diapason(work, { cwd: elsewhere })])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    const { ledger, events } = await read(cwd)
    expect(events.flatMap((event) => (event.kind === "trial.suggested" ? [event.trial] : []))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(ledger.trials.map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => "complete"))
    const [first, second] = [...ledger.sessions.values()].slice(-2)
    expect(first!.facts).toMatchObject({ worker: true, slots: 2, labels: { zone: "a", gpu: "none" }, command: ["sh", "train.sh"] })
    expect(second!.closed).toBeDefined()
    const [document] = both.map(({ out }) => out)
    expect(JSON.parse(document!)).toMatchObject({ schema: "diapason.worker/1", studies: [{ study: "s", outcome: "done" }] })
    expect(both[1]!.err).toMatch(/attempts?: \d complete on |no attempt on /)
  })

  test("a notice of a cluster: what runs saves, is put back as preempted, and goes on from there elsewhere; exit 75", async () => {
    const cwd = await begun(saver, ["--fidelity", "step=1..40:resumable", "--scheduler", "none"])
    await more(cwd, 2)
    const work = ["worker", "--store", storeOf(cwd), "--study", "s"]
    for (const signal of ["SIGUSR1", "SIGTERM"] as const) {
      const attempt = begin(work, { cwd })
      const reports = async (): Promise<number> => (await read(cwd)).events.filter((event) => event.kind === "trial.reported").length
      const before = await reports()
      while ((await reports()) === before);
      attempt.process.kill(signal)
      const { code, err } = await attempt.ended
      expect(err).toContain("asked to save and put back")
      expect(code).toBe(75)
    }
    expect((await diapason(work, { cwd })).code).toBe(0)
    const { events } = await read(cwd)
    const requeued = events.flatMap((event) => (event.kind === "trial.requeued" ? [event.failure.kind] : []))
    expect(requeued).toEqual(["preempted", "preempted"])
    const from = events.flatMap((event) => (event.kind === "trial.started" && event.trial === 1 ? [event.resume ?? 0] : []))
    expect(from).toHaveLength(3)
    expect(from[2]).toBeGreaterThan(from[1]!)
  })

  test("leaves after a time without work", async () => {
    const cwd = await begun(quick, [])
    await more(cwd, 3)
    await diapason(["pause", "s"], { cwd })
    const { code, err } = await diapason(["worker", "--study", "s", "--until-idle", "1s"], { cwd })
    expect(err).toContain("there was nothing to do")
    expect(code).toBe(0)
  })

  test("leaves when its disk takes nothing, and holds that against no trial", async () => {
    const cwd = await begun(quick, [])
    await more(cwd, 3)
    const { code, err } = await diapason(["worker", "--store", storeOf(cwd), "--study", "s", "--dir", "/dev/null/full"], { cwd })
    expect(err).toContain("D409")
    expect(code).toBe(6)
    const requeued = (await read(cwd)).events.flatMap((event) => (event.kind === "trial.requeued" ? [event.failure.kind] : []))
    expect(requeued).toEqual(["interrupted"])
  })

  test("says what is missing: the study, the command, a secret", async () => {
    const cwd = await begun(quick, [], {}, "env: { API_KEY: zq-not-for-the-record, WHO: ada }\n")
    await more(cwd, 2)
    const run = (...args: string[]) => diapason(["worker", "--store", storeOf(cwd), ...args], { cwd: folder() })
    const [nobody, secret] = await Promise.all([run("--study", "t"), run("--study", "s")])
    expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining("D303") as string })
    expect(secret).toMatchObject({ code: 2, err: expect.stringContaining("API_KEY") as string })
    const { events } = await read(cwd)
    expect(JSON.stringify(events)).not.toContain("zq-not-for-the-record")
    await diapason(["ask", "-p", "x=0.0..1.0", "--minimize", "loss", "--trials", "3", "--name", "other"], { cwd })
    expect(await run("--study", "other")).toMatchObject({ code: 2, err: expect.stringContaining("D452") as string })
    // A command of its own is enough, where the study has none.
    expect(await run("--study", "other", "--", "sh", join(cwd, "train.sh"))).toMatchObject({ code: 0 })
  })
})
