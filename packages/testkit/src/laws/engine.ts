import type { Submitted } from "@diapason/core"
import { describe, expect, test } from "vitest"
import { law, textOf, type EngineLaw, type OpenEngine } from "./engine/law.ts"

/**
 * Runs the laws that every engine keeps. `open` is asked once for each; the cluster behind may be one for all.
 * @param skip laws that cannot be kept here, by title, each with its reason
 * @param deadline milliseconds for anything to happen; 30 000 when absent
 */
export function engineLaws(name: string, open: OpenEngine, skip: Readonly<Record<string, string>> = {}, deadline = 30_000): void {
  describe(`${name} as an engine`, () => {
    for (const { title, check } of engineLawList) {
      const reason = skip[title]
      if (reason === undefined) test(title, { timeout: 3 * deadline }, () => check(open, deadline))
      else test.skip(`${title} (${reason})`)
    }
  })
}

/** Texts that do not arrive whole where a shell or a list reads them once too often. */
const awkward = ["", "two words", 'it\'s "said"', "$HOME `id` \\ *", "a,b=c;d&e|f", "line\nline\n", " \t ends in a blank ", "naïve €😀"]

const endless = "while :; do sleep 0.1; done"

export const engineLawList: readonly EngineLaw[] = [
  law("a job runs its command with its words, in its folder", async ({ job, run, printed }) => {
    const tell = await job("", {
      command: ["sh", "-c", `pwd; shift; for w in "$@"; do printf '<%s>' "$w"; done`, "-", "-", ...awkward],
      cwd: "/tmp",
    })
    const text = await printed(await run(tell))
    expect(text).toMatch(/^\/tmp$/m)
    expect(text).toContain(awkward.map((word) => `<${word}>`).join(""))
  }),
  law("a job has its variables, whatever is in them", async ({ job, run, printed }) => {
    const env = Object.fromEntries(awkward.map((text, i) => [`LAW_${i}`, text]))
    const script = `${Object.keys(env)
      .map((name) => `printf '<%s>' "$${name}"`)
      .join("; ")}; command -v sh >/dev/null && echo found`
    const text = await printed(await run(await job(script, { env })))
    expect(text).toContain(`${awkward.map((value) => `<${value}>`).join("")}found`)
  }),
  law(
    "what a job prints is read from its beginning, in pieces, and nothing twice",
    async ({ engine, job, run, printed, ended, silence = 2 }) => {
      const id = await run(await job(`echo before; sleep ${silence}; echo after >&2`))
      const first = engine.output(id)
      const parts: Uint8Array[] = []
      await printed(id, "before\n")
      parts.push(await first.read())
      expect(textOf(parts)).toMatch(/before\n$/)
      await ended(id)
      do parts.push(await first.read())
      while (parts.at(-1)!.length > 0 && parts.length < 100)
      first.close()
      expect(textOf(parts).match(/before|after/g)).toEqual(["before", "after"])
      expect((await printed(id)).match(/before|after/g)).toEqual(["before", "after"])
    },
  ),
  law("all of a long output is read", async ({ job, run, printed }) => {
    const id = await run(await job(`awk 'BEGIN { for (i = 0; i < 20000; i++) print "line €", i }'`))
    const lines = (await printed(id)).split("\n").filter((line) => line.startsWith("line €"))
    expect(lines).toEqual(Array.from({ length: 20_000 }, (_, i) => `line € ${i}`))
  }),
  law("the exit code of a job is told", async ({ job, run, ended }) => {
    const [good, bad] = [await run(await job("exit 0")), await run(await job("exit 7"))]
    expect(await ended(good)).toMatchObject({ exit: 0, words: expect.any(String) as string })
    expect((await ended(good)).cause).toBeUndefined()
    expect(await ended(bad)).toMatchObject({ exit: 7 })
    expect((await ended(bad)).cause).toBeUndefined()
  }),
  law("the signal that ended a job is told", async ({ job, run, ended }) => {
    const end = await ended(await run(await job("kill -KILL $$")))
    expect(end).toMatchObject({ signal: "SIGKILL" })
    expect(end.exit).toBeUndefined()
  }),
  law("a job that is handed in twice runs once", async ({ again, job, run, ended, printed }) => {
    const twice = await job("echo ran")
    const id = await run(twice)
    expect(await run(twice)).toBe(id)
    expect(await run(twice, again())).toBe(id)
    await ended(id)
    expect(await run(twice, again())).toBe(id)
    expect((await printed(id)).match(/ran/g)).toEqual(["ran"])
  }),
  law("jobs run side by side", async ({ engine, job, run, until, ended }) => {
    const ids = [await run(await job(endless)), await run(await job(endless))]
    for (const id of ids) await until(id, "two jobs at once", ({ kind }) => kind === "running")
    const states = await engine.look(ids)
    expect(ids.map((id) => states.get(id)?.kind)).toEqual(["running", "running"])
    await engine.end(ids[0]!, 0)
    await ended(ids[0]!)
    expect((await engine.look(ids)).get(ids[1]!)?.kind).toBe("running")
  }),
  law("another process finds jobs by their names, and nothing under other names", async ({ again, job, run, until }) => {
    const [one, two] = [await job(endless), await job(endless)]
    const [first, second] = [await run(one), await run(two)]
    await until(first, "a job", ({ kind }) => kind === "running")
    const found = await again().find([one.name, "law-nobody-was-ever-called-so", two.name])
    expect(new Map(found)).toEqual(new Map([[one.name, first], [two.name, second]])) // prettier-ignore
  }),
  law("a job that was never heard of is unknown, and ending it changes nothing", async ({ engine, stranger }) => {
    expect((await engine.look([stranger])).get(stranger)).toEqual({ kind: "unknown" })
    await engine.end(stranger, 0)
    expect((await engine.look([])).size).toBe(0)
    expect((await engine.find([])).size).toBe(0)
  }),
  law("a job that waits and is ended never starts", async ({ engine, whole, job, run, until, printed }) => {
    const first = await run(await job(endless, { resources: whole }))
    await until(first, "a job that fills the engine", ({ kind }) => kind === "running")
    const second = await run(await job("echo started", { resources: whole }))
    await until(second, "a job that waits", ({ kind }) => kind === "waiting")
    await engine.end(second, 1000)
    const gone = await until(second, "the end of a job that waits", ({ kind }) => kind === "ended" || kind === "unknown")
    if (gone.kind === "ended") expect(gone.end).toMatchObject({ cause: "cancelled" })
    await engine.end(first, 0)
    await until(first, "the end of the first", ({ kind }) => kind === "ended" || kind === "unknown")
    const third = await run(await job("echo third", { resources: whole }))
    expect(await printed(third)).toContain("third")
    const output = engine.output(second)
    expect(textOf([await output.read()])).not.toContain("started")
    output.close()
  }),
  law("a job that runs and is ended is asked by SIGTERM and has its grace", async ({ engine, job, run, printed, ended }) => {
    const id = await run(await job(`trap 'sleep 0.3; echo saved; exit 0' TERM; echo ready; ${endless}`))
    await printed(id, "ready")
    await engine.end(id, 20_000)
    await ended(id)
    expect(await printed(id)).toContain("saved")
  }),
  law("a job that does not heed SIGTERM is killed after its grace", async ({ engine, job, run, printed, ended }) => {
    const id = await run(await job(`trap 'echo no' TERM; echo ready; ${endless}`))
    await printed(id, "ready")
    await engine.end(id, 300)
    await ended(id)
    expect(await printed(id)).toContain("no")
  }),
  law("ending a job that has ended changes nothing", async ({ engine, job, run, ended }) => {
    const id = await run(await job("exit 3"))
    const end = await ended(id)
    await engine.end(id, 0)
    expect(await ended(id)).toEqual(end)
  }),
  law(
    "what no node can ever give is refused, with a word on how to mend it, or waits with the word that it never starts",
    async (bench) => {
      const { engine, impossible, job, until } = bench
      const [answer] = await engine.submit([await job("echo never", { resources: impossible })])
      if (answer?.kind === "refused") {
        expect([answer.why, answer.mend].map((words) => words.trim())).not.toContain("")
        return
      }
      expect(answer).toMatchObject({ kind: "submitted" })
      const { id } = answer as Extract<Submitted, { kind: "submitted" }>
      const state = await until(id, "the word never", (state) => state.kind === "waiting" && state.never === true)
      await engine.end(id, 0)
      expect((state as { readonly why?: string }).why ?? "").not.toBe("")
    },
  ),
  law(
    "jobs that are handed in together are answered in order, and one look tells of all",
    async ({ engine, job, ended, printed, many = 12 }) => {
      const jobs = await Promise.all(Array.from({ length: many }, (_, i) => job(`echo job ${i}; exit ${i}`)))
      const ids = (await engine.submit(jobs)).map((answer) => (answer as Extract<Submitted, { kind: "submitted" }>).id)
      expect(new Set(ids).size).toBe(many)
      expect([...(await engine.look(ids)).keys()].sort()).toEqual([...ids].sort())
      for (const [i, id] of ids.entries()) {
        expect(await ended(id)).toMatchObject({ exit: i })
        expect(await printed(id)).toMatch(new RegExp(`^job ${i}$`, "m"))
      }
      expect(new Map(await engine.find(jobs.map(({ name }) => name)))).toEqual(new Map(jobs.map(({ name }, i) => [name, ids[i]!])))
    },
  ),
]
