import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"

const allowed = new Set(["abs", "floor", "ceil", "round", "trunc", "min", "max", "sign", "sqrt", "imul", "clz32", "fround"])
const constants = new Set(["E", "LN2", "LN10", "LOG2E", "LOG10E", "PI", "SQRT1_2", "SQRT2"])

/**
 * What in the source text may differ between engines: functions of Math that are not correctly rounded by specification, and the power
 * operator. Comments and strings do not count.
 */
function engineFunctions(source: string): string[] {
  const code = withoutWords(source)
  const members = [...code.matchAll(/\bMath\b(?!\s*\??\.\s*[A-Za-z])|\bMath\s*\??\.\s*([A-Za-z0-9_]+)/g)]
    .filter(([, name]) => name === undefined || !(allowed.has(name) || constants.has(name)))
    .map(([text]) => text)
  const powers = [...code.matchAll(/\*\*=?/g)].map(([text]) => text)
  return [...members, ...powers]
}

/** The source with comments gone and strings emptied. Template literals keep their expressions, being code. */
const withoutWords = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (text) => (text.startsWith("/") ? " " : '""'))

const packages = new URL("../../", import.meta.url)

for (const name of ["math", "core", "algorithms"])
  it(`the sources of ${name} call no function that differs between engines`, () => {
    const folder = new URL(`${name}/src/`, packages)
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"))
    expect(files.length).toBeGreaterThan(0)
    const found = files.flatMap((file) => engineFunctions(readFileSync(new URL(file, folder), "utf8")).map((text) => `${file}: ${text}`))
    expect(found).toEqual([])
  })

describe("the scanner", () => {
  const planted = [
    "Math.exp(x)",
    "Math.pow(2, 3)",
    "x ** 2",
    "x **= 2",
    "Math . log(x)",
    "Math?.sin(x)",
    'Math["cos"](x)',
    "const { tan } = Math",
    "Math.random()",
    "`${Math.hypot(x, y)}`",
    "Math.log2\n(x)",
  ]
  for (const source of planted) it(`finds ${JSON.stringify(source)}`, () => expect(engineFunctions(source)).toHaveLength(1))

  const clean = [
    "Math.floor(x) + Math.PI",
    "// Math.exp of x ** 2",
    "/** 2 ** 53\n Math.log */ x",
    '"Math.exp ** "',
    "Math.sqrt(x)",
    "a * b",
  ]
  for (const source of clean) it(`passes ${JSON.stringify(source)}`, () => expect(engineFunctions(source)).toEqual([]))
})
