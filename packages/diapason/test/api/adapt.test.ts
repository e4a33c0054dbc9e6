import { expect, it } from "vitest"
import { log, optimize, space } from "../../src/index.ts"

it("optimize({ adapt }) changes the rate of a running function, and a trial that has converged is complete", async () => {
  const rates: number[] = []
  const { trials, best } = await optimize({
    space: space({ lr: log(1e-5, 1e-1) }),
    minimize: "loss",
    budget: { trials: 1 },
    baselines: [{ config: { lr: 0.01 } }],
    adapt: [{ param: "lr", by: "plateau", factor: 0.5 }],
    async objective({ lr }, trial) {
      let rate = lr
      for (let step = 1; step <= 50; step++) {
        rates.push(rate)
        const answer = await trial.report({ loss: 1 }, { step })
        if (answer.action === "stop") return answer
        if (answer.action !== "update") continue
        rate = answer.config["lr"] as number
        await trial.applied(answer.rev!)
      }
      return 1
    },
  })
  expect([rates.length, rates[10], rates[11], rates[21]]).toEqual([31, 0.01, 0.005, 0.0025])
  expect(trials[0]).toMatchObject({ state: "complete" })
  expect(best?.values).toEqual({ loss: 1 })
})
