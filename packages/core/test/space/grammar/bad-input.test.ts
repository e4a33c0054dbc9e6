import { describe, expect, it } from "vitest"
import { DiapasonError, parseAssignment } from "@diapason/core"

/** Text, its message up to the caret line, how to mend it. A caret stands under the column that the message names. */
const cases: readonly (readonly [text: string, message: string, mend?: string])[] = [
  [
    "lr=log(0, 0.1)",
    "D101  lr=log(0, 0.1): a log range cannot start at 0 or below (column 8)",
    "log(1e-6, …), or keep zero as a value of its own: mix(0, log(1e-6, …))",
  ],
  [
    "lr=0..1:log",
    "D101  lr=0..1:log: a log range cannot start at 0 or below (column 4)",
    "log(1e-6, …), or keep zero as a value of its own: mix(0, log(1e-6, …))",
  ],
  [
    "n=0..10:log",
    "D101  n=0..10:log: a log range cannot start at 0 or below (column 3)",
    "log(1e-6, …), or keep zero as a value of its own: mix(0, log(1e-6, …))",
  ],
  ["lr=1e-5..", 'D102  lr=1e-5..: expected a number after "..", found the end (column 10)'],
  ["lr=..5", 'D102  lr=..5: expected a number before "..", found ..5 (column 4)'],
  ["lr=1..x", 'D102  lr=1..x: expected a number after "..", found x (column 7)'],
  ["lr=", "D102  lr=: expected a value, a range or a function, found the end (column 4)"],
  ["lr", 'D102  lr: expected "=" and what to search, found the end (column 3)'],
  [
    "opt=adam",
    'D102  opt=adam: expected a range, several values, or a function, found only adam, which as a constant is fixed("adam") (column 5)',
  ],
  ["lr=log(1, 2, 3)", 'D102  lr=log(1, 2, 3): expected ")" or a setting such as step=…, found 3 (column 14)'],
  ["m=0.5..0.99 if opt=", "D102  m=0.5..0.99 if opt=: expected a value, a range or a function, found the end (column 20)"],
  ["m=1..2 x", 'D102  m=1..2 x: expected ",", "if" or the end, found x (column 8)'],
  ["a=1,,2", "D102  a=1,,2: expected a value, a range or a function, found , (column 5)"],
  ["a=1,2,", "D102  a=1,2,: expected a value, a range or a function, found the end (column 7)"],
  ["b=branch(a(1..2))", "D102  b=branch(a(1..2)): expected name=parameter, found 1..2 (column 12)"],
  ["x=choice(1..2, 3)", "D102  x=choice(1..2, 3): expected a value (a list that holds a range is a mix), found 1..2 (column 10)"],
  ["x=choice(a b)", 'D102  x=choice(a b): expected "," or ")", found b (column 12)'],
  ["x=list(3, 1..5 if a=b)", 'D102  x=list(3, 1..5 if a=b): expected "," or ")", found if (column 16)'],
  [
    "lr=1e-5:1e-1",
    'D102  lr=1e-5:1e-1: expected a range, several values, or a function, found only 1e-5:1e-1, which as a constant is fixed("1e-5:1e-1") (column 4)',
  ],
  ["lr=[1:2]", "D102  lr=[1:2]: expected JSON, found [1:2] (column 4)"],
  [
    "lr=log(1e-5, 1e-1",
    "D103  lr=log(1e-5, 1e-1: the text ends before ( is closed (column 7)",
    "put the whole of it in quotes: -p 'lr=log(1e-5, 1e-1)'; in YAML { lr: \"log(1e-5, 1e-1)\" }",
  ],
  [
    "opt='adam",
    "D103  opt='adam: the text ends before ' is closed (column 5)",
    "put the whole of it in quotes: -p 'lr=log(1e-5, 1e-1)'; in YAML { lr: \"log(1e-5, 1e-1)\" }",
  ],
  ["opt=chioce(adam,sgd)", 'D104  opt=chioce(adam,sgd): no distribution named "chioce" (column 5)', "did you mean choice(adam,sgd)?"],
  ["x=lst(3)", 'D104  x=lst(3): no distribution named "lst" (column 3)', "did you mean list(3)?"],
  ["x=normal(0, 1)", 'D104  x=normal(0, 1): no distribution named "normal" (column 3)', "use one of these"],
  ["lr=5..2", "D105  lr=5..2: the range ends at 2, below its start 5 (column 7)", "swap them: 2..5"],
  ["x=log1m(0.5, 1)", "D105  x=log1m(0.5, 1): a reverse-log range must end below 1 (column 14)", "log1m(0.9, 0.9999)"],
  ["x=float(0, 1, step=0)", "D105  x=float(0, 1, step=0): the step 0 is not above 0 (column 15)", "write a step above 0"],
  ["x=int(5, 7, pow2)", "D105  x=int(5, 7, pow2): no power of two lies in the range (column 10)", "int(16, 1024, pow2)"],
  ["x=float(-1e308, 1e308)", "D105  x=float(-1e308, 1e308): the range is wider than a number can be (column 17)", "narrow it"],
  ["opt=adam,sgd,adam", 'D106  opt=adam,sgd,adam: the value "adam" is given twice (column 14)', "leave one of them out"],
  ["b=branch(a, a)", "D106  b=branch(a, a): the value a is given twice (column 13)", "leave one of them out"],
  [
    "lr=0.1..1:log:step=0.1",
    "D107  lr=0.1..1:log:step=0.1: a step cannot go with the log scale (column 15)",
    "leave the step out; or list the values: ordinal(1, 2, 5, 10); or for powers of two: int(16, 1024, pow2)",
  ],
  ["x=1..5:setp=2", "D117  x=1..5:setp=2: setp is not known here (column 8)", "did you mean step?"],
  ["x=1..5:lgo", "D117  x=1..5:lgo: the scale lgo is not known here (column 8)", "did you mean log?"],
  ["x=1..5:zebra", "D117  x=1..5:zebra: the scale zebra is not known here (column 8)", "leave it out"],
  [
    "x=16..512:int",
    "D117  x=16..512:int: the scale int is not known here (column 11)",
    "leave it out: whole ends already mean whole numbers",
  ],
  ["x=1..5:float", "D117  x=1..5:float: the scale float is not known here (column 8)", "write ends with a point, as in 1.0..5.0"],
  [
    "x=0..0.5:real",
    "D117  x=0..0.5:real: the scale real is not known here (column 10)",
    "leave it out: such ends already mean real numbers",
  ],
  ["x=1.0..5:Int", "D117  x=1.0..5:Int: the scale Int is not known here (column 10)", "write whole ends, as in 1..5"],
  ["x=1..5:loguniform", "D117  x=1..5:loguniform: the scale loguniform is not known here (column 8)", "did you mean log?"],
  ["x=0.1..5:log2", "D117  x=0.1..5:log2: the scale log2 is not known here (column 10)", "did you mean log?"],
  ["x=float(0, 1, lag)", "D117  x=float(0, 1, lag): the scale lag is not known here (column 15)", "did you mean log?"],
  ["lr=log(1e-5)", "D118  lr=log(1e-5): expected a finite number, found nothing (column 12)", "write a finite number there"],
  ["lr=log(a, 1)", 'D118  lr=log(a, 1): expected a finite number, found "a" (column 8)', "write a finite number there"],
  ["n=int(1.5, 3)", "D118  n=int(1.5, 3): expected a whole number, found 1.5 (column 7)", "write a whole number there"],
  [
    "x=mix(0, bool(), 1)",
    'D118  x=mix(0, bool(), 1): expected a value, a range, a choice or an ordinal, found {"type":"bool"} (column 10)',
    "write a value, a range, a choice or an ordinal there",
  ],
  ["x=fixed()", "D118  x=fixed(): expected a JSON value, found nothing (column 9)", "write a JSON value there"],
  ["x=1..1e400", "D118  x=1..1e400: expected a finite number, found Infinity (column 6)", "write a finite number there"],
  [
    "x=choice()",
    "D118  x=choice(): expected an array of one or more values, found [] (column 3)",
    "write an array of one or more values there",
  ],
  [
    "2lr=1..5",
    'D109  "2lr" cannot be a name (column 1)',
    "begin with a letter or _, then letters, digits, _ - or .; words that every JavaScript object knows (constructor) are taken",
  ],
  [
    "constructor=1..2",
    'D109  "constructor" cannot be a name (column 1)',
    "begin with a letter or _, then letters, digits, _ - or .; words that every JavaScript object knows (constructor) are taken",
  ],
  ["x=branch(2a)", "D102  x=branch(2a): expected the name of a branch, found 2a (column 10)"],
  [
    "x=branch(a(use=bool))",
    "D111  The parameter use of the branch a and the name of the branch itself would both be called use.",
    "rename one of the two",
  ],
  [
    "m=0.5..0.99 if width >",
    "D110  m=0.5..0.99 if width >: expected a value, found the end (column 23)",
    "write a number, a name, or text in quotes",
  ],
  ['x=derived("a +")', 'D110  x=derived("a +"): expected a value, found the end (column 15)', "write a number, a name, or text in quotes"],
  ["x=1..2 if a=1 and b~2", 'D110  x=1..2 if a=1 and b~2: "=" means nothing here (column 12)', "compare with =="],
  ["x=1..2 if 0 < a < 1", "D110  x=1..2 if 0 < a < 1: comparisons do not chain (column 17)", "write 0 < a && a < 1"],
]

describe("what cannot be read is refused with its place:", () => {
  it.each(cases.map(([text, message, mend]) => ({ text, message, mend })))("$text", ({ text, message, mend }) => {
    const error = refusal(text)
    const column = /\(column (\d+)\)$/.exec(message)?.[1]
    const caret = column === undefined ? "" : `\n  ${text}\n  ${" ".repeat(Number(column) - 1)}^`
    expect(error.message).toBe(message + caret)
    if (mend !== undefined) expect(error.words.mend).toBe(mend)
    expect(error.words.why).not.toBe("")
  })

  it("what to write instead of a half-written range", () => {
    expect(refusal("lr=1e-5..").words).toMatchObject({
      why: "The text does not say what to search.",
      mend: 'lr=1e-5..1e-1:log, depth=2..8, opt=adam,sgd, or the function form: lr=log(1e-5, 1e-1), opt=choice("adam", "sgd")',
    })
  })
})

function refusal(text: string): DiapasonError {
  try {
    parseAssignment(text)
  } catch (error) {
    if (error instanceof DiapasonError) return error
    throw error
  }
  throw new Error(`${text} was taken`)
}
