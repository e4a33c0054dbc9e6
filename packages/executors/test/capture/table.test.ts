import { expect, test } from "vitest"
import { table } from "../../src/capture/table.ts"

const steps = ["step", "epoch", "iteration", "iter"]
const rows = (text: string, words = steps): unknown[] => {
  const read = table(words)
  return [...read.push(Buffer.from(text)), ...read.end()].map(({ step, metrics }) => (step === undefined ? metrics : [step, metrics]))
}

test.each([
  [
    "Keras",
    "epoch,accuracy,loss\n0,0.5,1.5\n1,0.75,0.5\n",
    [
      [0, { accuracy: 0.5, loss: 1.5 }],
      [1, { accuracy: 0.75, loss: 0.5 }],
    ],
  ],
  [
    "Lightning, with empty cells",
    "epoch,step,train_loss,val_loss\r\n0,9,0.5,\r\n0,9,,0.75\r\n1,19,1e-3,\r\n",
    [
      [9, { train_loss: 0.5 }],
      [9, { val_loss: 0.75 }],
      [19, { train_loss: 1e-3 }],
    ],
  ],
  ["quotes, a mark at the beginning, and words", '\ufeff"Epoch","val ""loss""",note\n3,"0.5",good\n', [[3, { 'val "loss"': 0.5 }]]],
  [
    "semicolons",
    "loss;acc\n888;+.5\nnan;-inf\n",
    [
      { loss: 888, acc: 0.5 },
      { loss: NaN, acc: -Infinity },
    ],
  ],
  ["tabs", "step\tloss\n4\t12.\n", [[4, { loss: 12 }]]],
  [
    "JSON lines",
    '{"step":1,"loss":0.5,"ok":true}\n\n{"iter":2,"metrics":{"loss":NaN}}\nnoise\n',
    [
      [1, { loss: 0.5 }],
      [2, { loss: NaN }],
    ],
  ],
  [
    "a last line without an end",
    "step,loss\n1,2\n2,3",
    [
      [1, { loss: 2 }],
      [2, { loss: 3 }],
    ],
  ],
])("%s", (_, text, expected) => {
  expect(rows(text)).toEqual(expected)
})

test("the fidelity's own column is the step", () => {
  expect(rows("epoch,step,loss\n3,99,1\n", ["epoch", "step"])).toEqual([[3, { loss: 1 }]])
})

test("half a line waits, also in the middle of a character", () => {
  const read = table(steps)
  const bytes = Buffer.from("step,größe\n1,2\n")
  for (let at = 0; at < bytes.length - 1; at++) expect(read.push(bytes.subarray(at, at + 1))).toEqual([])
  expect(read.push(bytes.subarray(-1))).toMatchObject([{ step: 1, metrics: { größe: 2 } }])
})
