import { describe, expect, test } from "vitest"
import type { Answer, Ending, Executor, Job, TrialLink } from "@diapason/core"
import type { Act } from "../programs/act.ts"
import { within } from "../programs/within.ts"

/**
 * Runs the laws that every executor keeps. `open` gives a fresh executor whose attempts play the program in their configuration
 * (`play` of this package, or the same in another language).
 * @param skip laws that cannot be kept here, by title, each with its reason
 * @param deadline milliseconds for anything to happen; 10 000 when absent
 */
export function executorLaws(
  name: string,
  open: () => Executor | Promise<Executor>,
  skip: Readonly<Record<string, string>> = {},
  deadline = 10_000,
): void {
  describe(`${name} as an executor`, () => {
    for (const { title, check } of executorLawList) {
      const reason = skip[title]
      if (reason === undefined) test(title, { timeout: 3 * deadline }, () => check(open, deadline))
      else test.skip(`${title} (${reason})`)
    }
  })
}

export interface ExecutorLaw {
  readonly title: string
  /** Rejects when the law is broken. What does not happen within `deadline` milliseconds does not happen. */
  readonly check: (open: () => Executor | Promise<Executor>, deadline: number) => Promise<void>
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
  law("stopping for a decision ends an attempt that waits, and it counts as done", async ({ start, until }) => {
    const { running, link } = await start([{ do: "report", step: 1, metrics: { loss: 1 } }, { do: "hang" }])
    await until(link.reported(1), "the first report")
    running.stop("decision")
    expect((await until(running.ended, "the end")).kind).toBe("done")
  }),
  law("an interrupt ends an attempt that waits, and it counts as interrupted", async ({ start, until }) => {
    const { running, link } = await start([{ do: "report", step: 1, metrics: { loss: 1 } }, { do: "hang" }])
    await until(link.reported(1), "the first report")
    running.stop("interrupt")
    expect(await until(running.ended, "the end")).toMatchObject({ kind: "failed", failure: { kind: "interrupted" } })
  }),
  ...(["preempt", "lost"] as const).map((how) =>
    law(`whoever waits is ended as by an interrupt when told ${how}`, async ({ start, until }) => {
      const { running, link } = await start([{ do: "report", step: 1, metrics: { loss: 1 } }, { do: "hang" }])
      await until(link.reported(1), "the first report")
      running.stop(how)
      expect(await until(running.ended, "the end")).toMatchObject({ kind: "failed", failure: { kind: "interrupted" } })
    }),
  ),
  law("an interrupt before the attempt has begun ends it too", async ({ start, until }) => {
    const { running } = await start([{ do: "hang" }])
    running.stop("interrupt")
    expect(await until(running.ended, "the end")).toMatchObject({ kind: "failed", failure: { kind: "interrupted" } })
  }),
  law("stopping again, or after the end, changes nothing", async ({ start, until }) => {
    const { running, link } = await start([{ do: "report", step: 1, metrics: { loss: 1 } }, { do: "hang" }])
    await until(link.reported(1), "the first report")
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

interface Setting {
  readonly decide?: (n: number) => Answer
  readonly job?: Partial<Job>
  readonly config?: Readonly<Record<string, number>>
}

interface Bench {
  start(
    program: readonly Act[],
    setting?: Setting,
  ): Promise<{ readonly running: ReturnType<Executor["launch"]>; readonly link: RecordingLink }>
  run(program: readonly Act[], setting?: Setting): Promise<{ readonly ending: Ending; readonly link: RecordingLink }>
  until<T>(event: Promise<T>, what: string): Promise<T>
}

function law(title: string, body: (bench: Bench) => Promise<void>): ExecutorLaw {
  return {
    title,
    async check(open, deadline) {
      const executor = await open()
      const until = <T>(event: Promise<T>, what: string): Promise<T> => within(deadline, event, what)
      const started: ReturnType<Executor["launch"]>[] = []
      // Engines know attempts by their names for long: no two laws share one.
      const session = crypto.randomUUID()
      const start: Bench["start"] = (program, { decide = goOn, job = {}, config = {} } = {}) => {
        const link = recordingLink(decide)
        const running = executor.launch({ ...plainJob, session, ...job, config: { ...config, program: program as never }, flat: {} }, link)
        started.push(running)
        return Promise.resolve({ running, link })
      }
      const run: Bench["run"] = async (program, setting) => {
        const { running, link } = await start(program, setting)
        return { ending: await until(running.ended, "the end"), link }
      }
      try {
        await body({ start, run, until })
      } finally {
        for (const running of started) running.stop("interrupt")
      }
    },
  }
}

const plainJob: Omit<Job, "config" | "flat" | "session"> = { study: "laws", trial: 0, attempt: 1, seed: 12345 }

const goOn = (n: number): Answer => ({ action: "continue", why: `answer ${n}` })

interface RecordingLink extends TrialLink {
  readonly reports: { readonly step: number; readonly metrics: Readonly<Record<string, number>> }[]
  readonly notes: { readonly key: string; readonly value: unknown }[]
  readonly kept: string[]
  /** Resolves when the n-th report has come. */
  reported(n: number): Promise<void>
}

function recordingLink(decide: (n: number) => Answer): RecordingLink {
  const waiting: { readonly n: number; readonly resolve: () => void }[] = []
  const link: RecordingLink = {
    reports: [],
    notes: [],
    kept: [],
    reported: (n) => (link.reports.length >= n ? Promise.resolve() : new Promise((resolve) => waiting.push({ n, resolve }))),
    async report(step, metrics) {
      link.reports.push({ step, metrics })
      const n = link.reports.length
      for (const one of waiting) if (one.n <= n) one.resolve()
      await Promise.resolve()
      return decide(n)
    },
    async applied(rev, step) {
      await Promise.resolve()
      link.kept.push(`applied ${rev} at ${step}`)
    },
    async refused(rev, why) {
      await Promise.resolve()
      link.kept.push(`refused ${rev}: ${why}`)
    },
    async checkpoint(step, _path, bytes) {
      await Promise.resolve()
      link.kept.push(`checkpoint ${step} ${bytes}`)
    },
    async artifact(name, _path, media) {
      await Promise.resolve()
      link.kept.push(`artifact ${name} ${media}`)
    },
    async note(key, value) {
      await Promise.resolve()
      link.notes.push({ key, value })
      link.kept.push(`note ${key}`)
    },
    diagnostic: () => undefined,
  }
  return link
}
