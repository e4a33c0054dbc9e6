import fc from "fast-check"
import { expect, test } from "vitest"
import { announcedStep, captureMetrics, numbersIn } from "@diapason/core/protocol"

const capture = captureMetrics(["loss", "val_loss", "acc@1"])

test.each([
  ["epoch 3 val_loss=0.41", { step: 3, metrics: { val_loss: 0.41 } }],
  ["Epoch 3/10 - loss: 0.31 - val_loss: 0.4", { step: 3, metrics: { loss: 0.31, val_loss: 0.4 } }],
  ["Epoch [7/10], Loss, loss = 1e-3", { step: 7, metrics: { loss: 1e-3 } }],
  ["step=12 acc@1=888", { step: 12, metrics: { "acc@1": 888 } }],
  ["iter: 5, loss: +.5", { step: 5, metrics: { loss: 0.5 } }],
  ["loss=nan", { metrics: { loss: NaN } }],
  ["loss=NaN, ok", { metrics: { loss: NaN } }],
  ["loss: -inf", { metrics: { loss: -Infinity } }],
  ["loss: Infinity", { metrics: { loss: Infinity } }],
  ["loss: 12.", { metrics: { loss: 12 } }],
  ["loss=0.5,acc@1=93.2%", { metrics: { loss: 0.5, "acc@1": 93.2 } }],
  ["{'loss': 0.25, 'epoch': 2.0}", { step: 2, metrics: { loss: 0.25 } }],
  ["loss=1 then loss=2", { metrics: { loss: 2 } }],
  ["10%|### | 1/10 [loss=0.7]", { metrics: { loss: 0.7 } }],
])("%s", (line, captured) => {
  expect(capture(line)).toEqual({ form: "text", ...captured })
})

test.each([
  "train_loss=0.3",
  "train/loss: 0.3",
  "val-loss=1",
  "loss",
  "loss=",
  "loss=abc",
  "loss=nanometre",
  "loss=1.2.3",
  "loss=12ab",
  "loss=1,234",
  "Loss=1",
  "acc1=2",
  "lossy=1",
])("%s holds no declared metric", (line) => {
  expect(capture(line)).toBeUndefined()
})

test("a JSON line with a declared metric gives all its numbers and its step", () => {
  expect(capture('{"val_loss": 0.31, "acc": 0.9, "step": 3, "name": "x"}')).toEqual({
    form: "json",
    step: 3,
    metrics: { val_loss: 0.31, acc: 0.9 },
  })
  expect(capture('{"val_loss": NaN, "epoch": 2}')).toEqual({ form: "json", step: 2, metrics: { val_loss: NaN } })
  expect(capture('{"other": 1}')).toBeUndefined()
})

test("a marked line needs no declared metric", () => {
  expect(capture('::diapason {"other": 1, "step": 4}')).toEqual({ form: "json", step: 4, metrics: { other: 1 } })
})

test("the fidelity's own word goes before the usual ones", () => {
  expect(captureMetrics(["loss"], "round")("step 3 round 9 loss=1")).toMatchObject({ step: 9 })
})

test("a line may announce the step of the lines after it", () => {
  expect(announcedStep()("Epoch 4/30")).toBe(4)
  expect(announcedStep()("stepping 4")).toBeUndefined()
})

test("undeclared numbers are seen by name", () => {
  expect(numbersIn("epoch 1 train_loss=0.5 val/acc: 3 x=y")).toEqual([
    ["train_loss", 0.5],
    ["val/acc", 3],
  ])
})

test("any number is captured as JavaScript prints it", () => {
  fc.assert(
    fc.property(fc.double(), (x) => {
      expect(capture(`loss=${x}`)?.metrics["loss"]).toBe(Object.is(x, -0) ? 0 : x)
    }),
  )
})

test("a long line of blanks and half matches takes no longer than its length", () => {
  const line = `step${" ".repeat(200_000)}loss${" ".repeat(200_000)}${"a=".repeat(100_000)}`
  expect(capture(line)).toBeUndefined()
  expect(numbersIn(line)).toEqual([])
})
