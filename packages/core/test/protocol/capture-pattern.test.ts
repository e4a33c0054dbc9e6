import { spawnSync } from "node:child_process"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { capturePattern, writtenNumber } from "@diapason/core/protocol"

/** The numbers that a pattern finds in a line, by metric. */
function found(written: string, line: string): Record<string, number> | undefined {
  const { source, names } = capturePattern(written)
  const groups = new RegExp(source).exec(line)?.groups
  if (groups === undefined) return undefined
  return Object.fromEntries(names.flatMap((name, i) => (groups[`m${i}`] === undefined ? [] : [[name, writtenNumber(groups[`m${i}`]!)]])))
}

test.each([
  ["epoch (?<step>{num}).*top1=(?<val_acc>{num})", "epoch 3 lr 0.1 top1=0.41", { step: 3, val_acc: 0.41 }],
  ["(?P<val/acc@1>{num})%", "at 93.2%", { "val/acc@1": 93.2 }],
  [".*(?<n>{num})", "loss 888", { n: 888 }],
  [".*(?<n>{num})", "loss 1e-3", { n: 1e-3 }],
  [".*(?<n>{num})", "loss -12.5", { n: -12.5 }],
  [".*?(?<n>{num})", "loss=+.5 info", { n: 0.5 }],
  ["loss (?<n>{num})", "loss nan", { n: NaN }],
  ["(?<n>{num})$", "info -inf", { n: -Infinity }],
  ["(?<n>{num})-(?<m>{num})", "3-5", { n: 3, m: 5 }],
  ["took (?<t>{num})s", "took 3.25s", { t: 3.25 }],
  ["loss (?<l>{num})|err (?<l>{num})", "err 4", { l: 4 }],
  ["\\{(?<l>{num})\\} x{2}", "{4} xx", { l: 4 }],
  ["[(](?<l>{num})[)\\]]", "(7]", { l: 7 }],
])("%s finds in %s what was meant", (pattern, line, expected) => {
  expect(found(pattern, line)).toEqual(expected)
})

test.each(["loss=(?<l>{num})", ".*loss=(?<l>{num})"])("%s takes no part of something longer", (pattern) => {
  for (const line of ["loss=1.2.3", "loss=info", "loss=", "loss=abc"]) expect(found(pattern, line)).toBeUndefined()
})

test.each([
  ["loss=(", 6, "this bracket is never closed"],
  ["loss=)(?<l>{num})", 6, "this bracket closes none"],
  ["loss=[0-9", 6, "this bracket is never closed"],
  ["*loss=(?<l>{num})", 1, "* repeats nothing"],
  ["loss=(?<l>{nmu})", 11, "{nmu} is not built in; did you mean {num}?"],
  ["loss=(?<l{num})", 6, "this group has no name that ends with >"],
  ["loss\\", 5, "there is nothing after the backslash"],
  ["loss={num}", 11, "it names no metric, as (?<val_loss>{num}) does"],
  ["step (?<step>{num})", 20, "it names no metric, as (?<val_loss>{num}) does"],
  ["(?<l>[z-a])", 1, "range out of order in character class"],
])("%s is refused at column %i", (pattern, column, why) => {
  const read = (): unknown => capturePattern(pattern)
  expect(read).toThrow(`(column ${column})`)
  expect(read).toThrow(expect.objectContaining({ code: "D160", words: expect.objectContaining({ why }) as unknown }) as Error)
})

test.each([
  ["it (?<step>{num}).*top1=(?<l>{num})", "top1="],
  ["(?<l>{num}) ab+c", " a"],
  ["loss (?<l>{num})|err (?<l>{num})", ""],
])("%s needs %j", (pattern, needs) => {
  expect(capturePattern(pattern).needs).toBe(needs)
})

describe("a number is read back as it was printed", () => {
  const { source } = capturePattern(".*x=(?<n>{num})")
  const back = (text: string): number => writtenNumber(new RegExp(source).exec(`step 3 x=${text}`)!.groups!["m0"]!)

  test("by JavaScript", () => {
    fc.assert(fc.property(fc.double(), (x) => Object.is(back(String(x)), Object.is(x, -0) ? 0 : x)))
  })

  test("by Python", () => {
    const numbers = fc.sample(fc.double(), { numRuns: 500, seed: 1 })
    const asked = numbers.map((x) => (Number.isNaN(x) ? "nan" : x === Infinity ? "inf" : x === -Infinity ? "-inf" : String(x)))
    const program = "import sys\nfor line in sys.stdin: print(repr(float(line)))"
    const { stdout } = spawnSync("python3", ["-c", program], { input: asked.join("\n"), encoding: "utf8" })
    const printed = stdout.trim().split("\n")
    expect(printed).toHaveLength(numbers.length)
    expect(printed.map(back).map(Object.is.bind(null, NaN))).toEqual(numbers.map(Object.is.bind(null, NaN)))
    printed.forEach((text, i) => expect(back(text) === numbers[i] || Number.isNaN(numbers[i])).toBe(true))
  })
})
