import { describe, expect, test } from "vitest"
import type { Answer } from "@diapason/core"
import type { Act } from "../programs/act.ts"
import { goOn, law, type ExecutorLaw, type OpenExecutor } from "./executor/law.ts"

/**
 * Runs the laws that every executor keeps. `open` gives a fresh executor whose attempts play the program in their configuration
 * (`play` of this package, or the same in another language).
 * @param skip laws that cannot be kept here, by title, each with its reason
 * @param deadline milliseconds for anything to happen; 10 000 when absent
 */
export function executorLaws(name: string, open: OpenExecutor, skip: Readonly<Record<string, string>> = {}, deadline = 10_000): void {
  describe(`${name} as an executor`, () => {
    for (const { title, check } of executorLawList) {
      const reason = skip[title]
      if (reason === undefined) test(title, { timeout: 3 * deadline }, () => check(open, deadline))
      else test.skip(`${title} (${reason})`)
    }
  })
}

export const executorLawList: readonly ExecutorLaw[] = [
  law("reports arrive in order and each is answered with its own decision", async ({ run }) => {
    const program: Act[] = [1, 2, 3].flatMap((step): Act[] => [{ do: "report", step, metrics: { loss: 1 / step } }, { do: "tell" }])
    const { ending, link } = await run([...program, { do: "finish", metrics: { loss: 0.25 } }])
    expect(link.reports).toEqual([1, 2, 3].map((step) => ({ step, metrics: { loss: 1 / step } })))
    expect(link.notes).toEqual([1, 2, 3].map((n) => ({ key: "heard", value: `answer ${n}` })))
    expect(ending).toMatchObject({ kind: "done", metrics: { loss: 0.25 } })
  }),
  law("an attempt is given the seed, fidelity, place to resume and number of its job", async ({ run }) => {
    const { link } = await run([{ do: "introduce" }, { do: "finish" }], {
      job: { trial: 7, seed: 4294967295, fidelity: 9, resume: { step: 3, path: "step-3" } },
    })
    expect(link.notes).toEqual([{ key: "job", value: { number: 7, seed: 4294967295, fidelity: 9, resume: 3 } }])
  }),
  law("NaN and the infinities arrive as themselves", async ({ run }) => {
    const metrics = { a: "nan", b: "inf", c: "-inf" } as const
    const { link, ending } = await run([
      { do: "report", step: 1, metrics },
      { do: "finish", metrics },
    ])
    expect(link.reports).toEqual([{ step: 1, metrics: { a: NaN, b: Infinity, c: -Infinity } }])
    expect(ending).toMatchObject({ metrics: { a: NaN, b: Infinity, c: -Infinity } })
  }),
  law("a step that is not named is the one after the last", async ({ run }) => {
    const program: Act[] = [{ do: "report", metrics: { loss: 1 } }, { do: "report", metrics: { loss: 2 } }, { do: "finish" }]
    const fresh = await run(program)
    expect(fresh.link.reports.map((r) => r.step)).toEqual([1, 2])
    const resumed = await run(program, { job: { attempt: 2, resume: { step: 5, path: "step-5" } } })
    expect(resumed.link.reports.map((r) => r.step)).toEqual([6, 7])
  }),
  law("a decision to stop ends the attempt, and it counts as done", async ({ run }) => {
    const program: Act[] = [1, 2, 3, 4].map((step) => ({ do: "report", step, metrics: { loss: step } }))
    const { ending, link } = await run([...program, { do: "hang" }], {
      decide: (n) => (n === 2 ? { action: "stop", why: "enough" } : goOn(n)),
    })
    expect(link.reports.map((r) => r.step)).toEqual([1, 2])
    expect(ending.kind).toBe("done")
  }),
  law("a decision to pause ends the attempt, and it counts as done", async ({ run }) => {
    const { ending } = await run([{ do: "report", step: 1, metrics: { loss: 1 } }, { do: "hang" }], {
      decide: () => ({ action: "pause", why: "later" }),
    })
    expect(ending.kind).toBe("done")
  }),
  law("stopping for a decision ends an attempt that waits, and it counts as done", async ({ waiting, until }) => {
    const running = await waiting()
    running.stop("decision")
    expect((await until(running.ended, "the end")).kind).toBe("done")
  }),
  law("an interrupt ends an attempt that waits, and it counts as interrupted", async ({ waiting, until }) => {
    const running = await waiting()
    running.stop("interrupt")
    expect(await until(running.ended, "the end")).toMatchObject({ kind: "failed", failure: { kind: "interrupted" } })
  }),
  ...(["preempt", "lost"] as const).map((how) =>
    law(`whoever waits is ended as by an interrupt when told ${how}`, async ({ waiting, until }) => {
      const running = await waiting()
      running.stop(how)
      expect(await until(running.ended, "the end")).toMatchObject({ kind: "failed", failure: { kind: "interrupted" } })
    }),
  ),
  law("an interrupt before the attempt has begun ends it too", async ({ start, until }) => {
    const { running } = await start([{ do: "hang" }])
    running.stop("interrupt")
    expect(await until(running.ended, "the end")).toMatchObject({ kind: "failed", failure: { kind: "interrupted" } })
  }),
  law("stopping again, or after the end, changes nothing", async ({ waiting, until }) => {
    const running = await waiting()
    running.stop("decision")
    running.stop("decision")
    const first = await until(running.ended, "the end")
    running.stop("interrupt")
    expect(await running.ended).toBe(first)
  }),
  law("a crash is an ending with its last words, never a rejection", async ({ run }) => {
    const { ending } = await run([
      { do: "report", step: 1, metrics: { loss: 1 } },
      { do: "crash", text: "the roof fell in" },
    ])
    expect(ending).toMatchObject({
      kind: "failed",
      failure: { kind: "crash", message: expect.stringContaining("the roof fell in") as string },
    })
  }),
  ...(["invalid", "oom", "nan", "preempted"] as const).map((kind) =>
    law(`an attempt may say that it failed as ${kind}`, async ({ run }) => {
      const { ending } = await run([{ do: "fail", kind, text: "so it is" }])
      expect(ending).toMatchObject({ kind: "failed", failure: { kind, message: expect.stringContaining("so it is") as string } })
    }),
  ),
  law("an attempt without a final word ends as done without metrics", async ({ run }) => {
    const { ending, link } = await run([{ do: "report", step: 1, metrics: { loss: 1 } }, { do: "finish" }])
    expect(link.reports).toHaveLength(1)
    expect(ending.kind).toBe("done")
    expect(ending.metrics).toBeUndefined()
  }),
  law("a report that is not waited for does not crash the attempt", async ({ run }) => {
    const { ending } = await run([
      { do: "report", step: 1, metrics: { loss: 1 } },
      { do: "mutter", step: 2, metrics: { loss: 2 } },
      { do: "finish", metrics: { loss: 3 } },
    ])
    expect(ending).toMatchObject({ kind: "done", metrics: { loss: 3 } })
  }),
  law("nothing is reported after the end", async ({ run }) => {
    const { link } = await run([{ do: "mutter", step: 1, metrics: { loss: 2 } }, { do: "finish" }])
    const atEnd = link.reports.length
    await new Promise((resolve) => setImmediate(resolve))
    expect(link.reports).toHaveLength(atEnd)
  }),
  law("checkpoints, artifacts and notes arrive in their order", async ({ run }) => {
    const { link } = await run([{ do: "keep" }, { do: "finish" }])
    expect(link.kept).toEqual(["checkpoint 3 40", "artifact plot.png image/png", "note size"])
  }),
  law("an update reaches the attempt, and its answer comes back", async ({ run }) => {
    const update = (rev: number, x: number): Answer => ({ action: "update", rev, config: { x }, apply: "next-step", why: `update ${rev}` })
    const program: Act[] = [
      { do: "echo", step: 1 },
      { do: "tell" },
      { do: "take", step: 2 },
      { do: "echo", step: 2 },
      { do: "decline", why: "no optimiser" },
      { do: "echo", step: 3 },
      { do: "take", step: 4 },
      { do: "finish" },
    ]
    const { ending, link } = await run(program, {
      config: { x: 10 },
      decide: (n) => (n === 1 ? update(1, 20) : n === 2 ? update(2, 30) : goOn(n)),
    })
    expect(link.reports).toEqual([10, 20, 20].map((x, i) => ({ step: i + 1, metrics: { x } })))
    expect(link.kept).toEqual(["note heard", "applied 1 at 2", "refused 2: no optimiser"])
    expect(link.notes).toEqual([{ key: "heard", value: "update 1" }])
    expect(ending.kind).toBe("done")
  }),
  law("attempts side by side do not mix", async ({ start, until }) => {
    const steps = [1, 2, 3, 4, 5]
    const started = []
    for (const x of [10, 20, 30, 40]) {
      const program: Act[] = [...steps.map((step): Act => ({ do: "echo", step })), { do: "finish" }]
      started.push({ x, ...(await start(program, { job: { trial: x }, config: { x } })) })
    }
    for (const { x, running, link } of started) {
      expect((await until(running.ended, `the end of trial ${x}`)).kind).toBe("done")
      expect(link.reports).toEqual(steps.map((step) => ({ step, metrics: { x } })))
    }
  }),
  law("a report that cannot be recorded ends the attempt as lost to the infrastructure", async ({ run }) => {
    const program: Act[] = [{ do: "report", step: 1, metrics: { loss: 1 } }, { do: "hang" }]
    const { ending } = await run(program, {
      decide: () => {
        throw new Error("the disk is full")
      },
    })
    expect(ending).toMatchObject({
      kind: "failed",
      failure: { kind: "infra", message: expect.stringContaining("the disk is full") as string },
    })
  }),
]
