import { expect, onTestFinished, test } from "vitest"
import { createStudy, float, space, winner } from "diapason"

test("an open study says who won it, and one without results that nobody has", async () => {
  const study = await createStudy({
    space: space({ x: float(0, 1) }),
    maximize: "score",
    sampler: "random",
    seed: 1,
    budget: { trials: 20 },
  })
  onTestFinished(() => study.close())
  expect(winner(study)).toMatchObject({ kind: "none" })
  for (let trial = await study.ask(); trial !== undefined; trial = await study.ask())
    await trial.tell(1 - (trial.config.x - 0.5) ** 2 + (trial.number % 2 === 0 ? 0.1 : -0.1))
  const found = winner(study)
  if (found.kind !== "one") throw new Error(found.kind)
  expect(found.recommended).toBe(study.recommended!.trial.number)
  expect(found.raw.value).toBe(study.best!.values["score"])
  expect(found.shrunken.low!).toBeLessThan(found.raw.value)
})
