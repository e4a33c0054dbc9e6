import { expectTypeOf, test } from "vitest"
import {
  bool,
  branch,
  choice,
  createStudy,
  derived,
  fixed,
  float,
  int,
  list,
  log,
  mix,
  optimize,
  ordinal,
  space,
  TrialFailure,
  when,
  type Infer,
  type Optimized,
  type OptimizeOptions,
  type Space,
  type Study,
} from "diapason"

// Judged by the compiler; nothing here runs a study.

const s = space({
  lr: log(1e-5, 1e-1),
  depth: int(2, 8),
  batch: ordinal(16, 32, 64),
  optimizer: branch({ sgd: { momentum: float(0.5, 0.99) }, adam: { amsgrad: bool() } }),
  warmup: when({ batch: [64] }, int(0, 10)),
  decay: mix(0, log(1e-6, 1e-2)),
  act: choice("relu", "gelu"),
  widths: list(3, int(8, 64)),
  data: fixed("digits"),
  total: derived("depth * batch"),
})
type C = Infer<typeof s>

const options = (objective: OptimizeOptions<C>["objective"]): OptimizeOptions<C> => ({ space: s, minimize: "loss", objective })
const compiles = (_: unknown): void => undefined

test("each parameter has its type in a configuration", () => {
  expectTypeOf<C["lr"]>().toEqualTypeOf<number>()
  expectTypeOf<C["depth"]>().toEqualTypeOf<number>()
  expectTypeOf<C["batch"]>().toEqualTypeOf<16 | 32 | 64>()
  expectTypeOf<C["act"]>().toEqualTypeOf<"relu" | "gelu">()
  expectTypeOf<C["decay"]>().toEqualTypeOf<number>()
  expectTypeOf<C["widths"]>().toEqualTypeOf<number[]>()
  expectTypeOf<C["data"]>().toEqualTypeOf<"digits">()
  expectTypeOf<C["total"]>().toEqualTypeOf<number>()
  expectTypeOf<C["optimizer"]>().toEqualTypeOf<{ use: "sgd"; momentum: number } | { use: "adam"; amsgrad: boolean }>()
})

test("a conditional parameter may be absent", () => {
  expectTypeOf<C>().toHaveProperty("warmup")
  expectTypeOf<C["warmup"]>().toEqualTypeOf<number | undefined>()
})

test("an objective's configuration needs no annotation, and a misspelt name does not compile", () => {
  compiles(
    options((config) => {
      expectTypeOf(config.lr).toEqualTypeOf<number>()
      // @ts-expect-error it is lr
      compiles(config.learning_rate)
      // @ts-expect-error depth is a number
      compiles(config.depth.length)
      return config.lr
    }),
  )
  compiles(() =>
    optimize({
      space: space({ x: float(0, 1), opt: branch({ sgd: { momentum: float(0, 1) }, adam: {} }) }),
      minimize: "loss",
      objective(config, trial) {
        expectTypeOf(config.x).toEqualTypeOf<number>()
        expectTypeOf(trial.number).toEqualTypeOf<number>()
        // @ts-expect-error momentum belongs to sgd, which this may not be
        compiles(config.opt.momentum)
        // @ts-expect-error there is no y
        compiles(config.y)
        return config.opt.use === "sgd" ? config.opt.momentum : config.x
      },
    }),
  )
})

test("a branch narrows by the name in use", () => {
  compiles((config: C) => {
    if (config.optimizer.use === "sgd") {
      expectTypeOf(config.optimizer.momentum).toEqualTypeOf<number>()
      // @ts-expect-error amsgrad is adam's
      compiles(config.optimizer.amsgrad)
    } else expectTypeOf(config.optimizer.amsgrad).toEqualTypeOf<boolean>()
    // @ts-expect-error there is no such optimizer
    return config.optimizer.use === "lion"
  })
})

test("an objective may return a number, metrics, a decision or nothing, now or later, and nothing else", () => {
  compiles(options(() => 1))
  compiles(options(() => ({ loss: 1, accuracy: 0.5 })))
  compiles(options(() => undefined))
  compiles(options(async (_, trial) => trial.report({ loss: 1 })))
  compiles(
    options(async (config, trial) => {
      const decision = await trial.report({ loss: 1 })
      if (decision.action !== "continue") return decision
      return config.lr
    }),
  )
  compiles(
    options(() => {
      throw new TrialFailure("invalid", "no")
    }),
  )
  // @ts-expect-error a string is no value
  compiles(options(() => "good"))
  // @ts-expect-error metrics are numbers
  compiles(options(async () => ({ loss: "low" })))
  // @ts-expect-error there is no such kind of failure
  compiles(() => new TrialFailure("tired", "no"))
})

test("an objective that wants other parameters than the space has does not compile", () => {
  const one = space({ x: float(0, 1) })
  const ofX = (config: { readonly x: number }): number => config.x
  const ofY = (config: { readonly y: number }): number => config.y
  compiles(() => optimize({ space: one, minimize: "loss", objective: ofX }))
  // @ts-expect-error the space has x, not y
  compiles(() => optimize({ space: one, minimize: "loss", objective: ofY }))
})

test("a baseline of unknown parameters does not compile, and a part of a configuration does", () => {
  compiles(() => createStudy({ space: s, minimize: "loss", baselines: [{ config: { lr: 0.1 }, label: "paper" }] }))
  // @ts-expect-error it is lr
  compiles(() => createStudy({ space: s, minimize: "loss", baselines: [{ config: { learning_rate: 0.1 } }] }))
  // @ts-expect-error 48 is none of the batch sizes
  compiles(() => createStudy({ space: s, minimize: "loss", baselines: [{ config: { batch: 48 } }] }))
})

test("an option that does not exist does not compile", () => {
  // @ts-expect-error it is minimize
  compiles(() => createStudy({ space: s, minimise: "loss" }))
  // @ts-expect-error it is budget: { trials }
  compiles(() => createStudy({ space: s, minimize: "loss", trials: 30 }))
})

test("the best trial and every other carry the same configuration", () => {
  compiles((result: Optimized<C>) => {
    expectTypeOf(result.best!.config).toEqualTypeOf<C>()
    expectTypeOf(result.best!.values).toEqualTypeOf<Readonly<Record<string, number>>>()
    // @ts-expect-error best may be undefined
    compiles(result.best.config)
    for (const trial of result.trials) {
      expectTypeOf(trial.config).toEqualTypeOf<C>()
      if (trial.state === "failed") expectTypeOf(trial.failure.message).toEqualTypeOf<string>()
      // @ts-expect-error only some states have values
      else compiles(trial.values)
    }
  })
})

test("a trial that was asked for has a typed configuration, and there may be none", () => {
  compiles(async (study: Study<C>) => {
    const trial = await study.ask()
    // @ts-expect-error there may be none
    compiles(trial.config)
    expectTypeOf(trial!.config).toEqualTypeOf<C>()
    // @ts-expect-error values are numbers
    await trial?.tell("0.5")
    try {
      await trial?.tell({ loss: 1, size: 3 })
    } catch (error) {
      await trial?.fail(error as Error)
    }
  })
})

test("a space that came as JSON leaves its configurations unknown", () => {
  expectTypeOf<Infer<Space>>().toEqualTypeOf<unknown>()
})
