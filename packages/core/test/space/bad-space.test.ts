import { describe, expect, it } from "vitest"
import { DiapasonError, branch, choice, flatten, float, int, log, mix, list, space, spaceFromJson } from "@diapason/core"

type Given = Readonly<Record<string, unknown>>

const spaces: readonly (readonly [json: Given, constraints: readonly string[], message: string, mend: string])[] = [
  [
    { lr: "log(0, 0.1)" },
    [],
    "D101  lr=log(0, 0.1): a log range cannot start at 0 or below (column 8)\n  lr=log(0, 0.1)\n         ^",
    "log(1e-6, …), or keep zero as a value of its own: mix(0, log(1e-6, …))",
  ],
  [
    { lr: { type: "float", low: 0, high: 1, scale: "log" } },
    [],
    'D101  lr={"type":"float","low":0,"high":1,"scale":"log"}: a log range cannot start at 0 or below (space.lr.low)',
    "log(1e-6, …), or keep zero as a value of its own: mix(0, log(1e-6, …))",
  ],
  [
    { lr: { type: "flot", low: 0, high: 1 } },
    [],
    'D104  lr={"type":"flot","low":0,"high":1}: no distribution named "flot" (space.lr.type)',
    "did you mean float?",
  ],
  [
    { lr: { type: "log", low: 1, high: 2 } },
    [],
    'D104  lr={"type":"log","low":1,"high":2}: no distribution named "log" (space.lr.type)',
    'did you mean float with "scale": "log"?',
  ],
  [
    { lr: { type: "float", low: 0, hgih: 1 } },
    [],
    'D117  lr={"type":"float","low":0,"hgih":1}: hgih is not known here (space.lr.hgih)',
    "did you mean high?",
  ],
  [{ lr: { low: 0, high: 1 } }, [], 'D118  lr={"low":0,"high":1}: expected "type", found nothing (space.lr)', 'write "type" there'],
  [
    { lr: 3 },
    [],
    "D118  lr=3: expected a parameter: an object with a type, a string such as log(1e-5, 0.1), or a list of values, found 3 (space.lr)",
    "write a parameter: an object with a type, a string such as log(1e-5, 0.1), or a list of values there",
  ],
  [
    { lr: { type: "float", low: "0", high: 1 } },
    [],
    'D118  lr={"type":"float","low":"0","high":1}: expected a finite number, found "0" (space.lr.low)',
    "write a finite number there",
  ],
  [
    { o: { type: "branch", branches: { sgd: { m: { type: "flaot" } } } } },
    [],
    'D104  o={"type":"branch","branches":{"sgd":{"m":{"type":"flaot"}}}}: no distribution named "flaot" (space.o.branches.sgd.m.type)',
    "did you mean float?",
  ],
  [
    { o: { branch: { sgd: { m: "float(0.5" } } } },
    [],
    "D103  m=float(0.5: the text ends before ( is closed (column 8)\n  m=float(0.5\n         ^",
    "put the whole of it in quotes: -p 'lr=log(1e-5, 1e-1)'; in YAML { lr: \"log(1e-5, 1e-1)\" }",
  ],
  [
    { booster: "tree,dart", b: "1..2 if boster=dart" },
    [],
    "D108  b: its condition names boster, which is not in the space (when boster)",
    "did you mean booster?",
  ],
  [
    { booster: "tree,dart", b: "1..2 if booster=drat" },
    [],
    'D108  b: its condition waits for booster to be "drat", which it never is: "tree", "dart" (when booster)',
    "did you mean dart?",
  ],
  [
    { a: "1..2 if b=1", b: "1..2 if a=1" },
    [],
    "D108  a: its condition waits for itself: a → b → a (when)",
    "name parameters of the space that do not themselves wait for this one",
  ],
  [
    { a: 'derived("b")', b: 'derived("a + 1")' },
    [],
    "D108  a: it waits for itself: a → b → a (derived b)",
    "name parameters of the space that do not themselves wait for this one",
  ],
  [
    { u: "list(n, 1..2)" },
    [],
    "D108  u: its length is n, which is not in the space (length n)",
    "name parameters of the space that do not themselves wait for this one",
  ],
  [
    { n: "0.5..2", u: "list(n, 1..2)" },
    [],
    "D108  u: its length is n, which does not count from 0 or 1 on (length n)",
    "name parameters of the space that do not themselves wait for this one",
  ],
  [
    { "2a": "1..2" },
    [],
    'D109  "2a" cannot be a name (space.2a)',
    "begin with a letter or _, then letters, digits, _ - or .; words that every JavaScript object knows (constructor) are taken",
  ],
  [
    { width: "1..2" },
    ["widht < 3"],
    'D110  widht < 3: no parameter named "widht" (column 1 of the constraints)\n  widht < 3\n  ^',
    "did you mean width?",
  ],
  [
    { opt: "a,b" },
    ["opt < 3"],
    "D110  opt < 3: a string is never comparable with a number (column 7 of the constraints)\n  opt < 3\n        ^",
    "compare values of one type",
  ],
  [
    { a: "1..2" },
    ["a + 1"],
    "D110  a + 1: a condition is true or false, this is a number (column 1 of the constraints)\n  a + 1\n  ^",
    "compare it with something: width >= 128",
  ],
  [
    { u: "list(2, 1..3)" },
    ["u > 1"],
    "D110  u > 1: u is a list (column 1 of the constraints)\n  u > 1\n  ^",
    "read one of its elements: u[0]",
  ],
  [
    { a: "1..2", b: "1..2 if c > 1" },
    [],
    'D110  c > 1: no parameter named "c" (column 1 of the condition of b)\n  c > 1\n  ^',
    "known: a b",
  ],
  [
    { o: "branch(a(m=0..1), b)", "o.m": "1..2" },
    [],
    "D111  The parameter o.m and another of that path would both be called o.m.",
    "rename one of the two",
  ],
  [{ "a-b": "1..2", a_b: "1..2" }, [], "D111  a-b and a_b would both be called DIAPASON_PARAM_A_B.", "rename one of the two"],
  [{ wd: "mix(range1, 1..2)" }, [], "D111  A value of wd and one of its ranges would both be called range1.", "rename one of the two"],
  [
    { a: "int(1, 3, default=7)" },
    [],
    "D113  The value 7 of a is outside its domain: [1, 3], whole numbers.",
    "choose a value inside, or widen the range",
  ],
]

describe("a space that cannot be is refused:", () => {
  it.each(spaces)("%j %j", (json, constraints, message, mend) => {
    const error = refusal(() => spaceFromJson(json, constraints))
    expect(error.message).toBe(message)
    expect(error.words.mend).toBe(mend)
  })
})

const s = space({
  learning_rate: log(1e-5, 0.1),
  opt: branch({ sgd: { momentum: float(0, 1) }, adam: {} }),
  n: int(1, 4, { default: 2 }),
  c: choice("a", "b"),
  d: int(1, 3, { when: { c: "a" } }),
  wd: mix(0, log(1e-6, 1e-2)),
  units: list(2, int(1, 9)),
  grid: float(0, 1, { step: 0.1 }),
  width: int(16, 64, { scale: "pow2" }),
})
const whole = { learning_rate: 0.1, opt: { use: "adam" }, n: 1, c: "b", wd: 0, units: [1, 2], grid: 0.3, width: 32 }

const configs: readonly (readonly [change: Given, message: string])[] = [
  [{ learnig_rate: 0.1 }, "D112  The configuration sets learnig_rate, which is not in the space."],
  [{ opt: { use: "sgd", momentun: 1 } }, "D112  The configuration sets opt.momentun, which is not in the space."],
  [{ opt: { use: "adam", momentum: 1 } }, "D112  The configuration sets opt.momentum, which is not in the space."],
  [{ learning_rate: 1 }, "D113  The value 1 of learning_rate is outside its domain: [1e-05, 0.1]."],
  [{ learning_rate: "x" }, 'D113  The value "x" of learning_rate is outside its domain: [1e-05, 0.1].'],
  [{ opt: "lion" }, 'D113  The value "lion" of opt is outside its domain: sgd, adam.'],
  [{ n: 1.5 }, "D113  The value 1.5 of n is outside its domain: [1, 4], whole numbers."],
  [{ wd: 1 }, "D113  The value 1 of wd is outside its domain: its values and ranges."],
  [{ units: [1, 2, 3] }, "D113  The value [1,2,3] of units is outside its domain: lists of up to 2."],
  [{ grid: 0.25 }, "D113  The value 0.25 of grid is outside its domain: [0, 1] in steps of 0.1."],
  [{ width: 48 }, "D113  The value 48 of width is outside its domain: [16, 64], powers of two."],
  [{ c: undefined }, "D115  The configuration has no value for c, and c has no default."],
  [{ units: [1] }, "D115  The configuration has no value for units[1], and units[1] has no default."],
  [{ opt: { use: "sgd" } }, "D115  The configuration has no value for opt.momentum, and opt.momentum has no default."],
  [{ d: 2 }, "D116  The configuration sets d to 2, but d is active only if c=a."],
]

describe("a configuration that is not of the space is refused:", () => {
  it.each(configs)("%j", (change, message) => {
    expect(refusal(() => flatten(s, { ...whole, ...change } as typeof whole)).message).toBe(message)
  })

  it("with the name that was probably meant", () => {
    expect(refusal(() => flatten(s, { ...whole, learnig_rate: 0.1 })).words.mend).toBe("did you mean learning_rate?")
    expect(refusal(() => flatten(s, { ...whole, opt: { use: "sgd", momentun: 1 } })).words.mend).toBe("did you mean opt.momentum?")
  })
})

function refusal(act: () => unknown): DiapasonError {
  try {
    act()
  } catch (error) {
    if (error instanceof DiapasonError) return error
    throw error
  }
  throw new Error("it was taken")
}
