import { bool, branch, choice, derived, fixed, float, int, list, log, mix, ordinal, space, when, type Infer } from "@diapason/core"
import { expect, expectTypeOf, test } from "vitest"

test("numbers are numbers, listed values keep their literal types", () => {
  const s = space({
    lr: log(1e-5, 1e-1),
    batch: int(16, 512, { scale: "log" }),
    opt: choice("adam", "sgd"),
    size: ordinal([16, 32], { default: 16 }),
    amp: bool(),
    data: fixed("cifar10"),
    wd: mix(0, "auto", log(1e-6, 1e-2)),
    units: list(3, int(1, 4)),
    steps: derived("lr * 2"),
    big: derived<boolean>("batch > 100"),
  })
  expectTypeOf<Infer<typeof s>>().toEqualTypeOf<{
    lr: number
    batch: number
    opt: "adam" | "sgd"
    size: 16 | 32
    amp: boolean
    data: "cifar10"
    wd: number | 0 | "auto"
    units: number[]
    steps: number
    big: boolean
  }>()
})

test("a branch is a union that its name tells apart", () => {
  const s = space({ optimizer: branch({ sgd: { momentum: float(0, 0.99), nesterov: when({ momentum: [0.5] }, bool()) }, adam: {} }) })
  type Optimizer = Infer<typeof s>["optimizer"]
  expectTypeOf<Optimizer>().toEqualTypeOf<{ use: "sgd"; momentum: number; nesterov?: boolean } | { use: "adam" }>()
  const read = (optimizer: Optimizer): number => {
    // @ts-expect-error only one branch has a momentum
    void optimizer.momentum
    return optimizer.use === "sgd" ? optimizer.momentum : 0
  }
  expect(read({ use: "sgd", momentum: 0.9 })).toBe(0.9)
})

test("a conditional parameter may be absent", () => {
  const s = space({
    booster: choice("gbtree", "dart"),
    rate: when({ booster: "dart" }, float(0, 1)),
    skip: float(0, 1, { when: "booster == 'dart'" }),
    one: choice(["a", "b"], { when: { booster: "dart" }, default: "a" }),
  })
  expectTypeOf<Infer<typeof s>>().toEqualTypeOf<{ booster: "gbtree" | "dart"; rate?: number; skip?: number; one?: "a" | "b" }>()
})

test("what is wrong does not compile", () => {
  const s = space({ lr: log(1e-5, 1e-1), opt: choice("adam", "sgd") })
  const use = (config: Infer<typeof s>): unknown[] => [
    // @ts-expect-error a misspelt name
    config.learning_rate,
    // @ts-expect-error a number is no text
    config.lr satisfies string,
    // @ts-expect-error never one of the values
    config.opt === "lion",
  ]
  expect(use({ lr: 0.1, opt: "sgd" })).toHaveLength(3)
  expectTypeOf(float).parameter(0).toBeNumber()
  // @ts-expect-error a misspelt option
  void (() => float(0, 1, { scal: "log" }))
  // @ts-expect-error pow2 is for integers
  void (() => float(0, 1, { scale: "pow2" }))
  // @ts-expect-error the default is none of the values
  void (() => choice(["a", "b"], { default: "c" }))
  // @ts-expect-error the low end is missing
  void (() => int(3))
})
