import { expect, onTestFinished, test } from "vitest"
import { createStudy, float, openStore, space, TrialFailure, type Study, type StudyOptions } from "diapason"

const line = space({ x: float(0, 1) })
type C = { x: number }

async function opened(change: Partial<StudyOptions<C>> = {}): Promise<Study<C>> {
  const study = await createStudy({ space: line, minimize: "loss", sampler: "random", budget: { trials: 6 }, ...change })
  onTestFinished(() => study.close())
  return study
}

test("a study is asked and told until its budget is spent", async () => {
  const study = await opened()
  let least = Infinity
  for (let trial = await study.ask(); trial !== undefined; trial = await study.ask()) {
    const { x } = trial.config
    expect(await trial.tell(x)).toEqual({ state: "complete", best: x < least })
    least = Math.min(least, x)
  }
  expect(study.trials.map((t) => t.state)).toEqual(Array.from({ length: 6 }, () => "complete"))
  expect(study.best?.config.x).toBe(least)
  expect(study.front).toEqual([study.best])
  expect(study.recommended).toEqual({ trial: study.best, estimate: study.best?.values })
})

test("before any result nothing is recommended", async () => {
  expect((await opened()).recommended).toBeUndefined()
})

test("several trials may be in flight, and are told in any order", async () => {
  const study = await opened()
  const asked = await Promise.all(Array.from({ length: 8 }, () => study.ask()))
  expect(asked.map((t) => t?.number)).toEqual([0, 1, 2, 3, 4, 5, undefined, undefined])
  expect(new Set(asked.map((t) => t?.config.x)).size).toBe(7)
  for (const trial of asked.reverse()) await trial?.tell({ loss: trial.number })
  expect(study.best?.number).toBe(0)
  expect(study.ledger.finished).toEqual([5, 4, 3, 2, 1, 0])
})

test("a trial brings what its evaluation needs", async () => {
  const trial = await (await opened({ fidelity: { name: "epoch", min: 1, max: 9 }, scheduler: "none" })).ask()
  expect(trial).toMatchObject({ number: 0, attempt: 1, fidelity: 9, seed: expect.any(Number) as number, why: expect.any(String) as string })
  expect(trial).not.toHaveProperty("kind")
})

test("without a value the last report counts, and a report without a step is the next one", async () => {
  const study = await opened()
  const trial = await study.ask()
  expect(await trial!.report({ loss: 3 })).toMatchObject({ action: "continue" })
  await trial!.report({ loss: 2 }, { step: 5 })
  await trial!.report({ loss: 1 })
  expect(await trial!.tell()).toEqual({ state: "complete", best: true })
  expect(study.best?.values).toEqual({ loss: 1 })
  expect(study.best?.curve.steps).toEqual([1, 5, 6])
})

test("a value that is missing or not finite fails the trial, and tell says so", async () => {
  const study = await opened()
  expect(await (await study.ask())!.tell(NaN)).toEqual({ state: "failed", best: false })
  expect(await (await study.ask())!.tell({ los: 1 })).toEqual({ state: "failed", best: false })
  expect(study.trials.map((t) => t.state === "failed" && t.failure.kind)).toEqual(["nan", "no-metric"])
})

test("once a report was answered with stop, the trial has ended and nothing more changes it", async () => {
  const study = await opened()
  const trial = (await study.ask())!
  await trial.report({ loss: NaN })
  const decision = await trial.report({ loss: NaN })
  expect(decision.action).toBe("stop")
  expect(await trial.report({ loss: 1 })).toEqual(decision)
  expect(await trial.tell(1)).toEqual({ state: "failed", best: false })
  await trial.fail({ message: "late" })
  expect(study.trials[0]).toMatchObject({ state: "failed", failure: { kind: "nan" } })
})

test("a trial that the scheduler stops is pruned", async () => {
  const study = await opened({ scheduler: "median", budget: { trials: 40 } })
  for (let trial = await study.ask(); trial !== undefined; trial = await study.ask()) {
    for (let step = 1; step <= 10; step++) {
      if ((await trial.report({ loss: trial.number / step }, { step })).action !== "continue") break
    }
    const { state } = await trial.tell()
    if (state === "pruned") break
  }
  expect(study.trials.at(-1)?.state).toBe("pruned")
})

test("a caught error fails a trial as it is: a crash, unless it says another kind", async () => {
  const study = await opened()
  await (await study.ask())!.fail(new Error("no luck"))
  await (await study.ask())!.fail(new TrialFailure("invalid", "too deep"))
  await (await study.ask())!.fail({ kind: "oom", message: "24 GB" })
  expect(study.trials.map((t) => t.state === "failed" && t.failure)).toEqual([
    { kind: "crash", message: "no luck" },
    { kind: "invalid", message: "too deep" },
    { kind: "oom", message: "24 GB" },
  ])
})

test("a trial that was lost is handed out again under its number, and spends no budget twice", async () => {
  const study = await opened({ budget: { trials: 1 } })
  const first = (await study.ask())!
  await first.fail({ kind: "infra", message: "the node is gone" })
  const again = (await study.ask())!
  expect([again.number, again.attempt, again.config]).toEqual([0, 2, first.config])
  await again.tell(1)
  expect(await study.ask()).toBeUndefined()
})

test("a trial is told once", async () => {
  const trial = (await (await opened()).ask())!
  await trial.tell(1)
  await expect(trial.tell(2)).rejects.toMatchObject({ code: "D230" })
  await expect(trial.fail({ message: "late" })).rejects.toMatchObject({ code: "D230" })
})

test("with several objectives a bare number is refused, and the trial still runs", async () => {
  const study = await opened({ maximize: "speed" })
  const trial = (await study.ask())!
  await expect(trial.tell(1)).rejects.toMatchObject({ code: "D140", message: expect.stringContaining("loss and speed") as string })
  expect(await trial.tell({ loss: 1, speed: 2 })).toEqual({ state: "complete", best: true })
})

test("after close there is nothing to ask for, and what was not told is handed out when the study is opened again", async () => {
  const store = await openStore("memory:")
  const first = await opened({ store })
  const left = (await first.ask())!
  await first.close()
  await first.close()
  expect(await first.ask()).toBeUndefined()
  await expect(left.tell(1)).rejects.toMatchObject({ code: "D230" })
  const second = await opened({ store })
  expect(await second.ask()).toMatchObject({ number: 0, attempt: 2, config: left.config })
})

test("two sessions share one study, and no trial is handed out twice", async () => {
  const store = await openStore("memory:")
  const [a, b] = [await opened({ store }), await opened({ store })]
  const numbers: number[] = []
  const work = async (study: Study<C>): Promise<void> => {
    for (let trial = await study.ask(); trial !== undefined; trial = await study.ask()) {
      numbers.push(trial.number)
      await trial.tell(trial.config.x)
    }
  }
  await Promise.all([work(a), work(b)])
  expect(numbers.sort()).toEqual([0, 1, 2, 3, 4, 5])
})

test("a goal that cannot be meant is refused", async () => {
  await expect(createStudy({ space: line })).rejects.toMatchObject({ code: "D141" })
  await expect(opened({ store: "redis:here" })).rejects.toMatchObject({ code: "D402" })
  await expect(opened({ constraints: ["x <="] })).rejects.toMatchObject({ name: "DiapasonError" })
})
