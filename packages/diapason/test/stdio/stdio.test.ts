import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { diapason, folder } from "../cli/diapason.ts"

type Answer = Readonly<Record<string, unknown>>

const space = { x: { type: "float", low: 0, high: 1 }, k: "int(1, 4)" }
const objectives = [{ metric: "loss", direction: "minimize" }]
const init = (more: object = {}): object => ({ op: "init", space, objectives, seed: 1, sampler: "random", scheduler: "none", ...more })

/** One conversation: requests in, answers out, and nothing but answers on standard output. */
async function converse(requests: readonly (object | string)[], cwd = folder()): Promise<readonly Answer[]> {
  const input = requests.map((request) => `${typeof request === "string" ? request : JSON.stringify(request)}\n`).join("")
  const { code, out, err } = await diapason(["stdio"], { cwd, input })
  expect([code, err]).toEqual([0, ""])
  const answers = out === "" ? [] : out.trimEnd().split("\n")
  expect(answers).toHaveLength(requests.length)
  return answers.map((line) => JSON.parse(line) as Answer)
}

const error = (code: string, message: RegExp): object => ({
  error: { code, message: expect.stringMatching(message) as string, why: expect.any(String) as string, fix: expect.any(String) as string },
})
const ok = { ok: true }
const why = expect.any(String) as string
const number = expect.any(Number) as number

describe("diapason stdio", () => {
  test("takes in many trials at once, says which it could not, and begins another study after close", async () => {
    const trials = [
      { config: { x: 0.25, k: 2 }, metrics: { loss: 0.5 } },
      { config: { x: 7, k: 2 }, metrics: { loss: 0.1 } },
      { config: { x: 0.5, k: 3 }, state: "pruned", reports: [{ step: 3, metrics: { loss: 0.4 } }] },
    ]
    const answers = await converse([
      init(),
      { op: "add", trials },
      { op: "ask" },
      { op: "add" },
      { op: "close" },
      { op: "ask" },
      init({ space: { y: "float(0, 1)" } }),
      { op: "add", trials: [{ config: { y: 0.5 }, metrics: { loss: 1 } }] },
      { op: "best" },
    ])
    expect(answers.slice(1)).toEqual([
      { ok: true, trials: [0, null, 1], refused: [{ at: 1, code: "D113", message: expect.stringContaining("x") as string }] },
      { trial: 2, config: { x: number, k: number }, why },
      error("D506", /config/),
      ok,
      error("D506", /the first request is init/),
      { ok: true, study: "study" },
      { ok: true, trials: [0] },
      { best: [{ trial: 0, config: { y: 0.5 }, values: { loss: 1 } }], recommended: expect.anything() as object },
    ])
  })

  test("freezes and thaws where trials can be resumed, and recommends a paused one before any is complete", async () => {
    const fidelity = { name: "epoch", min: 1, max: 20, resumable: true }
    const answers = await converse([
      { op: "init", space, objectives, seed: 1, budget: { trials: 1 }, fidelity },
      { op: "ask" },
      { op: "checkpoint", trial: 0, step: 2, path: "c/2" },
      { op: "report", trial: 0, step: 2, metrics: { loss: 0.5 } },
      { op: "best" },
      { op: "ask" },
      { op: "report", trial: 0, step: 20, metrics: { loss: 0.25 } },
      { op: "tell", trial: 0, metrics: { loss: 0.25 } },
      { op: "best" },
      { op: "ask" },
    ])
    const config = { x: 0.5, k: 3 }
    expect(answers.slice(1)).toEqual([
      { trial: 0, config, fidelity: 2, why: expect.stringContaining("default configuration") as string },
      ok,
      { action: "pause", why },
      { best: [], recommended: { trial: 0, config, estimate: { loss: 0.5 } } },
      { trial: 0, config, fidelity: 4, resume: 2, path: "c/2", why },
      { action: "continue", why },
      { ok: true, best: true },
      { best: [{ trial: 0, config, values: { loss: 0.25 } }], recommended: { trial: 0, config, estimate: { loss: 0.25 } } },
      { done: true, why: "all 1 trials of the budget were handed out" },
    ])
  })

  test("keeps notes, names the studies of a store, and opens one as its record has it, with a wider space", async () => {
    const cwd = folder()
    const here = { store: "sqlite:s.db", name: "s" }
    await converse([init({ ...here, space: {} }), { op: "note", key: "k", value: { a: [1] } }], cwd)
    const answers = await converse(
      [
        { op: "studies", store: "sqlite:s.db" },
        init({ ...here, extend: true, space: { x: { type: "float", low: 0, high: 1, was: 0 }, k: "int(1, 4, was=1)" } }),
        { op: "add", config: { x: 0.5, k: 2 }, metrics: { loss: 1 } },
        { op: "note", trial: 0, key: "k", value: null },
        { op: "notes", key: "k" },
        { op: "close" },
        { op: "open", ...here },
        { op: "open", ...here },
        { op: "notes", key: "k", after: 1000 },
      ],
      cwd,
    )
    expect(answers).toEqual([
      { studies: ["s"] },
      { ok: true, study: "s", resumed: true },
      { ok: true, trial: 0 },
      ok,
      { seq: number, study: { a: [1] }, trials: { 0: null } },
      ok,
      { ok: true, study: "s", space: { x: expect.anything() as object, k: expect.anything() as object }, objectives, trials: 1 },
      error("D506", /init was said already/),
      { seq: 1000, trials: {} },
    ])
  })

  test("where the sampler thinks changes nothing of what it says", async () => {
    const trials = Array.from({ length: 14 }, (_, i) => ({ config: { x: i / 14, k: 1 + (i % 4) }, metrics: { loss: (i / 14 - 0.4) ** 2 } }))
    const [aside, here] = await Promise.all(
      [true, false].map((thread) => converse([init({ sampler: "gp", thread }), { op: "add", trials }, { op: "ask" }])),
    )
    expect(here![2]).toEqual(aside![2])
    expect(here![2]).toMatchObject({ trial: 14, config: { x: number, k: number } })
  })

  test("asks, reports, tells, fails and adds, and knows the best", async () => {
    const answers = await converse([
      init({ budget: { trials: 4 }, name: "mine" }),
      { op: "ask" },
      { op: "report", trial: 0, step: 1, metrics: { loss: 0.5 } },
      { op: "tell", trial: 0, metrics: { loss: 0.4, size: 3 } },
      { op: "ask" },
      { op: "tell", trial: 1, metrics: { loss: 0.9 } },
      { op: "ask" },
      { op: "fail", trial: 2, kind: "oom", message: "too large" },
      { op: "add", config: { x: 0.25, k: 2 }, metrics: { loss: 0.1 } },
      { op: "add", config: { x: 0.75, k: 3 }, state: "failed" },
      { op: "add", config: { x: 0.5, k: 3 }, metrics: { loss: 0.3 }, reports: [{ step: 1, metrics: { loss: 0.7 } }] },
      { op: "best" },
      { op: "ask" },
      { op: "tell", trial: 6, metrics: { loss: 0.6 } },
      { op: "ask" },
    ])
    const config = { x: number, k: number }
    expect(answers).toEqual([
      { ok: true, study: "mine" },
      { trial: 0, config, why },
      { action: "continue", why },
      { ok: true, best: true },
      { trial: 1, config, why },
      { ok: true, best: false },
      { trial: 2, config, why },
      ok,
      { ok: true, trial: 3 },
      { ok: true, trial: 4 },
      { ok: true, trial: 5 },
      {
        best: [{ trial: 3, config: { x: 0.25, k: 2 }, values: { loss: 0.1 } }],
        recommended: { trial: 3, config: { x: 0.25, k: 2 }, estimate: { loss: 0.1 } },
      },
      // What is added does not count against the budget: four were handed out with this one.
      { trial: 6, config, why },
      { ok: true, best: false },
      { done: true, why },
    ])
  })

  test("count asks for several at once; fewer come when the budget ends, and then done", async () => {
    const answers = await converse([
      init({ budget: { trials: 5 } }),
      { op: "ask", count: 3 },
      { op: "ask", count: 3 },
      { op: "ask", count: 3 },
    ])
    const numbers = (answer: Answer | undefined) => (answer as { trials: { trial: number }[] }).trials.map(({ trial }) => trial)
    expect(numbers(answers[1])).toEqual([0, 1, 2])
    expect(numbers(answers[2])).toEqual([3, 4])
    expect(answers[3]).toEqual({ done: true, why })
  })

  test("a space that is exhausted is done without any budget", async () => {
    const tiny = { op: "init", space: { k: "ordinal(1, 2)" }, objectives, sampler: "tpe", scheduler: "none" }
    const tell = (trial: number): object => ({ op: "tell", trial, metrics: { loss: trial } })
    const answers = await converse([tiny, { op: "ask" }, tell(0), { op: "ask" }, tell(1), { op: "ask" }])
    expect(new Set(answers.slice(1, 4).flatMap((a) => ("config" in a ? [JSON.stringify(a["config"])] : [])))).toHaveProperty("size", 2)
    expect(answers[5]).toEqual({ done: true, why })
  })

  test("baselines are handed out first", async () => {
    const answers = await converse([init({ baselines: [{ x: 0.125, k: 4 }] }), { op: "ask" }])
    expect(answers[1]).toMatchObject({ trial: 0, config: { x: 0.125, k: 4 } })
  })

  test("a stated belief is where the search starts; one that cannot be read is an error", async () => {
    const answers = await converse([init({ sampler: "auto", priors: { x: { around: 0.125, spread: "2x" }, k: 4 } }), { op: "ask" }])
    expect(answers[1]).toMatchObject({ trial: 0, config: { x: 0.125, k: 4 } })
    expect(await converse([init({ priors: { y: 1 } })])).toMatchObject([{ error: { code: "D120" } }])
  })

  test("the step to run to comes with a fidelity, and median stops what falls behind", async () => {
    const trial = (n: number, loss: (step: number) => number): readonly object[] => [
      { op: "ask" },
      ...[1, 2, 3].map((step) => ({ op: "report", trial: n, step, metrics: { loss: loss(step) } })),
      { op: "tell", trial: n, metrics: { loss: loss(3) } },
    ]
    const good = [0, 1, 2, 3, 4].flatMap((n) => trial(n, (step) => 1 / step + n / 100))
    const answers = await converse([
      init({ scheduler: "median", fidelity: { name: "epoch", min: 1, max: 3 } }),
      ...good,
      { op: "ask" },
      { op: "report", trial: 5, step: 1, metrics: { loss: 9 } },
      { op: "report", trial: 5, step: 2, metrics: { loss: 9 } },
      { op: "tell", trial: 5, metrics: { loss: 9 } },
    ])
    expect(answers[1]).toMatchObject({ trial: 0, fidelity: 3 })
    expect(answers.slice(1, -4).filter((answer) => "action" in answer)).toEqual(Array(15).fill({ action: "continue", why }))
    const actions = answers.slice(-3).map((answer) => answer["action"])
    expect(actions).toContain("stop")
    expect(answers.at(-1)).toEqual(error("D230", /^Trial 5 is pruned; tell needs a running trial\.$/))
  })

  test("Python's bare NaN and Infinity are read, and the string forms too; a final one fails the trial", async () => {
    const answers = await converse([
      init(),
      { op: "ask", count: 3 },
      '{"op":"report","trial":0,"step":1,"metrics":{"loss":NaN,"other":-Infinity}}',
      { op: "tell", trial: 0, metrics: { loss: 1 } },
      '{"op":"tell","trial":1,"metrics":{"loss":NaN}}',
      { op: "tell", trial: 2, metrics: { loss: "inf" } },
      { op: "best" },
      { op: "report", trial: 1, step: 1, metrics: { loss: 1 } },
    ])
    expect(answers.slice(2, 6)).toEqual([
      { action: "continue", why },
      { ok: true, best: true },
      { ok: true, best: false, failed: "nan" },
      { ok: true, best: false, failed: "nan" },
    ])
    expect(answers[6]).toMatchObject({ best: [{ trial: 0, values: { loss: 1 } }] })
    expect(answers[7]).toEqual(error("D230", /^Trial 1 is failed/))
  })

  test("errors are answers, and the study lives on", async () => {
    const answers = await converse([
      { op: "ask" },
      { op: "init", space: { opt: "chioce(adam, sgd)" }, objectives },
      { op: "init", space, objectives: [] },
      init({ sampler: "tpee" }),
      init({ sampler: { type: "tpe", startups: 3 } }),
      init(),
      init(),
      { op: "tell", trial: 0, metrics: { loss: 1 } },
      { op: "ask" },
      { op: "tell", trial: 0, metrics: { loss: "many" } },
      { op: "tell", trial: 0, metrics: { size: 1 } },
      { op: "fail", trial: 0, kind: "bored" },
      { op: "add", config: { x: 7, k: 1 }, metrics: { loss: 1 } },
      { op: "add", config: { y: 0.5, k: 1 }, metrics: { loss: 1 } },
      { op: "dance" },
      "this is not JSON",
      "[1, 2]",
      { op: "ask", unknown: "is ignored" },
    ])
    expect(answers.slice(0, 10)).toEqual([
      error("D506", /the first request is init/),
      error("D104", /^opt=chioce\(adam, sgd\): no distribution named "chioce"/),
      error("D506", /at objectives/),
      error("D320", /^There is no sampler named tpee; did you mean tpe\?$/),
      error("D322", /^tpe has no setting named startups; did you mean startup\?$/),
      { ok: true, study: "study" },
      error("D506", /init was said already/),
      error("D231", /^There is no trial 0; the study has 0\.$/),
      { trial: 0, config: { x: number, k: number }, why },
      error("D506", /at metrics\.loss/),
    ])
    expect(answers[10]).toEqual({ ok: true, best: false, failed: "no-metric" })
    expect(answers.slice(11, 17)).toEqual([
      expect.objectContaining(error("D506", /"bored" is no kind of failure/)),
      error("D113", /^The value 7 of x is outside its domain/),
      error("D112", /sets y, which is not in the space/),
      error("D506", /./),
      { error: expect.objectContaining({ code: "D506", message: expect.stringMatching(/cannot be read/) as string }) as object },
      { error: expect.objectContaining({ code: "D506" }) as object },
    ])
    expect(answers[17]).toMatchObject({ trial: 1 })
  })

  test("a lasting study resumes: unfinished trials come first, with the same number and configuration", async () => {
    const cwd = folder()
    const lasting = { store: `sqlite:${join(cwd, "s.db")}`, name: "s", budget: { trials: 3 } }
    const first = await converse([init(lasting), { op: "ask" }, { op: "ask" }, { op: "tell", trial: 0, metrics: { loss: 2 } }], cwd)
    const second = await converse(
      [init(lasting), { op: "ask" }, { op: "ask" }, { op: "ask" }, { op: "tell", trial: 1, metrics: { loss: 1 } }, { op: "best" }],
      cwd,
    )
    expect(second[0]).toEqual({ ok: true, study: "s", resumed: true })
    expect(second[1]).toEqual(first[2])
    expect(second[2]).toMatchObject({ trial: 2 })
    expect(second[3]).toEqual({ done: true, why })
    expect(second[5]).toMatchObject({ best: [{ trial: 1 }] })
    const other = await converse(
      [init({ ...lasting, space: { x: space.x } }), init({ ...lasting, objectives: [{ metric: "acc", direction: "maximize" }] })],
      cwd,
    )
    expect(other).toEqual([error("D301", /^The study s exists and is not the same: k/), error("D302", /objectives changed/)])
    const { out } = await diapason(["replay", "s", "--store", lasting.store], { cwd })
    expect(out).toContain("3 suggestions and 0 decisions derived again, all the same")
  })

  test("what became of updates is kept: applied at a step, refused with a reason, or unanswered", async () => {
    const cwd = folder()
    const lasting = { store: `sqlite:${join(cwd, "s.db")}`, name: "s", fidelity: { name: "epoch", min: 1, max: 9 } }
    const adapt = [{ when: "step >= 1", set: { x: "x / 2" }, cooldown: 1 }]
    const report = (step: number) => ({ op: "report", trial: 0, step, metrics: { loss: 1 } })
    const talk = [
      init({ ...lasting, baselines: [{ x: 0.8, k: 1 }], adapt }),
      { op: "ask" },
      report(1),
      { op: "applied", trial: 0, rev: 1, step: 2 },
    ]
    const more = [report(2), { op: "refused", trial: 0, rev: 2, why: "no optimiser" }, report(3), report(4), report(5)]
    const answers = await converse([...talk, ...more], cwd)
    expect(answers[2]).toMatchObject({ action: "update", rev: 1, config: { x: 0.4 } })
    expect([answers[3], answers[5]]).toEqual([{ ok: true }, { ok: true }])
    const { out } = await diapason(["show", "0", "s", "--json", "--store", lasting.store], { cwd })
    expect((JSON.parse(out) as { updates: unknown }).updates).toMatchObject([
      { rev: 1, step: 1, config: { x: 0.4 }, state: "applied", appliedAt: 2 },
      { rev: 2, step: 2, config: { x: 0.2 }, state: "refused", refusal: "no optimiser" },
      { rev: 3, step: 3, config: { x: 0.2 }, state: "unanswered" },
    ])
  })

  test("lists its trials a page at a time, and says how it stands", async () => {
    const answers = await converse([
      init({ budget: { trials: 4 }, name: "mine" }),
      { op: "trials" },
      { op: "ask", count: 3 },
      { op: "report", trial: 1, step: 1, metrics: { loss: 0.5 } },
      { op: "tell", trial: 0, metrics: { loss: 0.25, extra: "inf" } },
      { op: "fail", trial: 2, kind: "oom", message: "no room" },
      { op: "trials", limit: 2 },
      { op: "trials", after: 1 },
      { op: "trials", after: 7 },
      { op: "trials", limit: 0 },
      { op: "status" },
    ])
    const like = { config: expect.any(Object) as object, why, by: why, attempts: 1 }
    expect(answers[1]).toEqual({ trials: [], total: 0 })
    const first = { ...like, trial: 0, state: "complete", values: { loss: 0.25, extra: "inf" }, steps: 0 }
    const second = { ...like, trial: 1, state: "running", values: { loss: 0.5 }, steps: 1 }
    expect(answers[6]).toMatchObject({ trials: [first, second], total: 3, next: 1 })
    expect(answers[7]).toMatchObject({ trials: [{ trial: 2, state: "failed", failure: { kind: "oom", message: "no room" } }], total: 3 })
    expect(answers[7]).not.toHaveProperty("next")
    expect(answers[8]).toEqual({ trials: [], total: 3 })
    expect(answers[9]).toMatchObject({ error: { code: "D506" } })
    const counts = { waiting: 0, running: 1, paused: 0, complete: 1, pruned: 0, failed: 1 }
    expect(answers[10]).toMatchObject({
      study: "mine",
      counts,
      budget: { trials: 4 },
      spent: { trials: 3, wall: number },
      best: [{ trial: 0 }],
    })
  })

  test("no input is no error", async () => {
    expect(await converse([])).toEqual([])
  })

  test("blank lines and a last line without an end are read", async () => {
    const { code, out } = await diapason(["stdio"], { cwd: folder(), input: `\n${JSON.stringify(init())}\r\n\n{"op":"ask"}` })
    expect(code).toBe(0)
    expect(out.trimEnd().split("\n")).toHaveLength(2)
  })
})

test("adapt rules change values, and take a trial back: it is handed out again from what it had saved", async () => {
  const space = { lr: { type: "float", low: 1e-4, high: 1, scale: "log" } }
  const adapt = [
    { param: "lr", by: "divergence" },
    { when: "step == 2", set: { lr: 0.01 }, cooldown: 1 },
  ]
  const answers = await converse([
    init({ space, adapt, fidelity: { name: "epoch", min: 1, max: 9 } }),
    { op: "ask" },
    { op: "checkpoint", trial: 0, step: 1, path: "one" },
    { op: "report", trial: 0, step: 2, metrics: { loss: 1 } },
    { op: "applied", trial: 0, rev: 1 },
    { op: "report", trial: 0, step: 3, metrics: { loss: "nan" } },
    { op: "ask" },
  ])
  expect(answers[3]).toEqual({ action: "update", rev: 1, config: { lr: 0.01 }, apply: "next-step", why })
  expect(answers[5]).toEqual({ action: "pause", why: "divergence: loss became nan at step 3; lr 0.01 → 0.005, back to step 1" })
  expect(answers[6]).toMatchObject({ trial: 0, config: { lr: 0.005 }, resume: 1, path: "one" })
})
