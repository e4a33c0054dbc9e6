import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { DiapasonError, evaluate, holds, parseExpression, printExpression, violation, type Values } from "@diapason/core"

/** A drawn tree: its text with all brackets, and what plain JavaScript makes of it. */
interface Drawn {
  readonly text: string
  readonly of: (values: Readonly<Record<string, number>>) => number
}
interface DrawnTest {
  readonly text: string
  readonly of: (values: Readonly<Record<string, number>>) => boolean
}

const names = ["a", "b2", "o.k", "units[1]", "weight-decay"] as const
const written = (name: string) => (name.includes("-") ? `\`${name}\`` : name)
const number = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true }))

const { sum, test } = fc.letrec<{ sum: Drawn; test: DrawnTest }>((tie) => {
  const s = tie("sum")
  const t = tie("test")
  const binary = (op: string, f: (x: number, y: number) => number) =>
    fc.tuple(s, s).map(([x, y]): Drawn => ({ text: `(${x.text} ${op} ${y.text})`, of: (v) => f(x.of(v), y.of(v)) }))
  const compare = (op: string, f: (x: number, y: number) => boolean) =>
    fc.tuple(s, s).map(([x, y]): DrawnTest => ({ text: `(${x.text} ${op} ${y.text})`, of: (v) => f(x.of(v), y.of(v)) }))
  return {
    sum: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      number.map((n): Drawn => ({ text: String(n), of: () => n })),
      fc.constantFrom(...names).map((name): Drawn => ({ text: written(name), of: (v) => v[name]! })),
      binary("+", (x, y) => x + y),
      binary("-", (x, y) => x - y),
      binary("*", (x, y) => x * y),
      binary("/", (x, y) => x / y),
      binary("%", (x, y) => x % y),
      s.map((x): Drawn => ({ text: `-${x.text}`, of: (v) => -x.of(v) })),
      fc.tuple(s, s).map(([x, y]): Drawn => ({ text: `min(${x.text}, ${y.text})`, of: (v) => Math.min(x.of(v), y.of(v)) })),
      s.map((x): Drawn => ({ text: `floor(abs(${x.text}))`, of: (v) => Math.floor(Math.abs(x.of(v))) })),
      fc
        .tuple(t, s, s)
        .map(([c, x, y]): Drawn => ({ text: `(${c.text} ? ${x.text} : ${y.text})`, of: (v) => (c.of(v) ? x.of(v) : y.of(v)) })),
    ),
    test: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(true, false).map((b): DrawnTest => ({ text: String(b), of: () => b })),
      compare("<", (x, y) => x < y),
      compare("<=", (x, y) => x <= y),
      compare(">", (x, y) => x > y),
      compare(">=", (x, y) => x >= y),
      compare("==", (x, y) => x === y),
      compare("!=", (x, y) => x !== y),
      fc.tuple(t, t).map(([x, y]): DrawnTest => ({ text: `(${x.text} && ${y.text})`, of: (v) => x.of(v) && y.of(v) })),
      fc.tuple(t, t).map(([x, y]): DrawnTest => ({ text: `(${x.text} or ${y.text})`, of: (v) => x.of(v) || y.of(v) })),
      t.map((x): DrawnTest => ({ text: `(not ${x.text})`, of: (v) => !x.of(v) })),
      fc
        .tuple(s, s)
        .map(([x, y]): DrawnTest => ({ text: `(${x.text} in [${y.text}, 3])`, of: (v) => x.of(v) === y.of(v) || x.of(v) === 3 })),
    ),
  }
})

const values = fc.record(
  Object.fromEntries(names.map((name) => [name, fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true }))])),
)

describe("an expression", () => {
  it("has the value that plain arithmetic has", () => {
    fc.assert(
      fc.property(sum, test, values, (x, t, v) => {
        expect(evaluate(parseExpression(x.text), v)).toBe(x.of(v))
        expect(evaluate(parseExpression(t.text), v)).toBe(t.of(v))
      }),
      { numRuns: 150 },
    )
  })

  it("prints as one text, which reads as the same tree", () => {
    fc.assert(
      fc.property(fc.oneof(sum, test), ({ text }) => {
        const expression = parseExpression(text)
        const printed = printExpression(expression)
        const again = parseExpression(printed)
        expect(printExpression(again)).toBe(printed)
        expect(bare(again.root)).toEqual(bare(expression.root))
      }),
      { numRuns: 150 },
    )
  })

  it("is violated by more than 0 exactly when it does not hold", () => {
    fc.assert(
      fc.property(test, values, ({ text }, v) => {
        const expression = parseExpression(text)
        expect(violation(expression, v) <= 0).toBe(holds(expression, v))
      }),
      { numRuns: 150 },
    )
  })

  it("binds as in arithmetic", () => {
    const of = (source: string, v: Values = {}) => evaluate(parseExpression(source), v)
    expect(of("1 + 2 * 3 - 4 / 2")).toBe(5)
    expect(of("10 - 3 - 2")).toBe(5)
    expect(of("-2 * -3")).toBe(6)
    expect(of("1 < 2 && 2 < 3 || false")).toBe(true)
    expect(of("true || false && false")).toBe(true)
    expect(of("not 1 == 2")).toBe(true)
    expect(of("1 > 2 ? 'a' : 2 > 1 ? 'b' : 'c'")).toBe("b")
    expect(of("opt in ['adam', 'sgd'] and opt not in ['lion']", { opt: "sgd" })).toBe(true)
    expect(of("x in[1, 2]", { x: 2 })).toBe(true)
  })

  it("knows its functions", () => {
    const of = (source: string) => evaluate(parseExpression(source), {})
    expect(["abs(-2)", "min(3, 1, 2)", "max(3, 1)", "round(2.5)", "round(-2.5)", "floor(-1.5)", "ceil(1.2)", "sqrt(9)"].map(of)).toEqual([
      2, 1, 3, 3, -2, -2, 2, 3,
    ])
    expect(
      ["exp(0)", "log(1)", "log2(1024)", "log10(1000)", "log10(0.001)", "pow(2, 10)", "clamp(5, 0, 3)", "clamp(-1, 0, 3)"].map(of),
    ).toEqual([1, 0, 10, 3, -3, 1024, 3, 0])
    expect(of("log(10)")).toBeCloseTo(Math.LN10, 15)
    expect([of("sin(0)"), of("cos(0)")]).toEqual([0, 1])
    expect(of("sin(1.5707963267948966)")).toBeCloseTo(1, 15)
  })

  it("names what it reads, once, in order", () => {
    expect(parseExpression("b + a * b > `weight-decay` && units[0] == o.k").reads).toEqual(["b", "a", "weight-decay", "units[0]", "o.k"])
  })

  it("is total: what fits no type is false or NaN", () => {
    expect(evaluate(parseExpression("x > 1"), { x: "none" })).toBe(false)
    expect(evaluate(parseExpression("x + 1"), { x: "none" })).toBeNaN()
    expect(evaluate(parseExpression("x == [1] ? 1 : 2".replace("[1]", "'none'")), { x: "none" })).toBe(1)
  })
})

describe("a name without a value", () => {
  it("makes a constraint hold, and an expression have no value", () => {
    const expression = parseExpression("a > 1 || b > 1")
    expect(evaluate(expression, { a: 2 })).toBeUndefined()
    expect(holds(expression, { a: 0 })).toBe(true)
    expect(violation(expression, { a: 0 })).toBe(0)
  })
})

describe("a violation", () => {
  const of = (source: string, v: Values) => violation(parseExpression(source), v)
  it("is by how much the sides differ", () => {
    expect(of("size <= 50", { size: 62 })).toBe(12)
    expect(of("size <= 50", { size: 40 })).toBe(-10)
    expect(of("acc >= 0.9", { acc: 0.4 })).toBe(0.5)
    expect(of("(size <= 50) and (acc >= 0.9)", { size: 51, acc: 0.4 })).toBe(1)
    expect(of("a == 3", { a: 4 })).toBe(1)
    expect(of("a == 3", { a: 3 })).toBe(0)
  })
  it("of a strict comparison is above 0 when the sides are equal", () => {
    expect(of("a < 3", { a: 3 })).toBeGreaterThan(0)
  })
  it("of what is no number is without end", () => {
    expect(of("a <= 3", { a: NaN })).toBe(Infinity)
    expect(of("a <= 3", { a: Infinity })).toBe(Infinity)
    expect(of("a <= 3", { a: -Infinity })).toBe(-Infinity)
  })
})

const bad: readonly (readonly [source: string, message: string, mend: string])[] = [
  ["", "the expression is empty (column 1)", "write a condition such as width >= 128"],
  ["a >", "expected a value, found the end (column 4)", "write a number, a name, or text in quotes"],
  ["a b", "expected an operator or the end, found b (column 3)", "join two conditions with && or ||"],
  ["a = 3", '"=" means nothing here (column 3)', "compare with =="],
  ["a & b", '"&" means nothing here (column 3)', "write && or ||, or the words and, or"],
  ["a ^ 2 > 3", '"^" means nothing here (column 3)', "write a power as pow(x, 2)"],
  ["(a > 1", 'expected ")", found the end (column 7)', "write ) there"],
  ["min(a, 1", 'expected "," or ")", found the end (column 9)', "close it with )"],
  ["a in 3", "expected a list such as [1, 2] after in, found 3 (column 6)", "write [ there"],
  ["a ? 1", 'expected ":" and the other value, found the end (column 6)', "write : there"],
  ["'abc", "the text in quotes does not end (column 1)", "close it with '"],
  ["0 < a < 1", "comparisons do not chain (column 7)", "write 0 < a && a < 1"],
  ["lgo(a) > 1", 'no function named "lgo" (column 1)', "did you mean log?"],
  ["clamp(1, 2) > 1", "clamp takes 3, found 2 (column 1)", "give it 3"],
  ["'a' + 1 > 2", "+ needs a number, found a string (column 1)", "write a value of the other type"],
  ["(a > 1) > 1", "> needs numbers or strings, found a boolean (column 4)", "compare booleans with =="],
  ["!(a + 1)", "! needs a boolean, found a number (column 5)", "compare it with something first"],
]

describe("what is no expression is refused with its place:", () => {
  it.each(bad)("%s", (source, message, mend) => {
    const column = Number(/column (\d+)/.exec(message)?.[1])
    const error = refusal(source)
    expect(error.message).toBe(`D110  ${source}: ${message}\n  ${source}\n  ${" ".repeat(column - 1)}^`)
    expect(error.words.mend).toBe(mend)
  })

  it("nesting without end", () => {
    expect(refusal("(".repeat(5000)).words.what).toContain("nested too deeply")
  })
})

describe("a function of what a name was over time", () => {
  const scope = {
    typeOf: (name: string) => (/^(best\()?loss\)?$/.test(name) ? ("number" as const) : undefined),
    names: ["loss"],
    overTime: ["best"],
  }

  it("is read as one name, with a value of its own", () => {
    const expression = parseExpression("loss > best(loss) * 1.2", scope)
    expect(expression.reads).toEqual(["loss", "best(loss)"])
    expect([1.1, 1.3].map((loss) => evaluate(expression, { loss, "best(loss)": 1 }))).toEqual([false, true])
    expect(evaluate(expression, { loss: 1.3 })).toBeUndefined()
  })

  it.each(["best(loss * 2) > 1", "best(loss, loss) > 1", "best(1) > 1", "1 + best() > 1"])("%s is D110: it takes one name", (source) => {
    expect(() => parseExpression(source, scope)).toThrow(expect.objectContaining({ code: "D110" }))
    expect(() => parseExpression(source, scope)).toThrow("best looks back over one metric")
  })

  it("is no function elsewhere", () => {
    expect(() => parseExpression("best(loss) > 1")).toThrow('no function named "best"')
  })
})

function refusal(source: string): DiapasonError {
  try {
    parseExpression(source)
  } catch (error) {
    if (error instanceof DiapasonError) return error
    throw error
  }
  throw new Error(`${source} was taken`)
}

/** A tree without offsets, which spacing changes. */
const bare = (node: unknown): unknown =>
  JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === "at" ? undefined : Object.is(value, -0) ? "-0" : value)))
