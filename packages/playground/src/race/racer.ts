import { createStudy, spaceFromJson, type Config, type Space } from "diapason/browser"
import { functionOf, type Setup } from "./setup.ts"

/** One trial of a race. */
export interface Step {
  readonly sampler: string
  readonly race: number
  /** From 0. */
  readonly trial: number
  readonly config: Config
  /** Undefined where the function has no finite value there; the trial has failed then. */
  readonly loss: number | undefined
  /** In the sampler's words. */
  readonly why: string
  /** Milliseconds that the suggestion took. */
  readonly took: number
}

/** A sampler in one race: each call makes its next trial; undefined after the last. `now` is a clock in milliseconds. */
export async function racer(setup: Setup, sampler: string, race: number, now: () => number): Promise<() => Promise<Step | undefined>> {
  const { space, evaluate } = functionOf(setup)
  const study = await createStudy<Config>({
    space: spaceFromJson(space) as Space<Config>,
    minimize: "loss",
    sampler,
    seed: setup.seed + race,
    budget: { trials: setup.trials },
  })
  return async () => {
    const begun = now()
    const trial = await study.ask()
    const took = now() - begun
    if (trial === undefined) {
      await study.close()
      return undefined
    }
    const loss = evaluate(trial.config)
    await (Number.isFinite(loss) ? trial.tell(loss) : trial.fail({ kind: "nan", message: `the function is ${loss} here` }))
    const { number, config, why } = trial
    return { sampler, race, trial: number, config, loss: Number.isFinite(loss) ? loss : undefined, why, took }
  }
}
