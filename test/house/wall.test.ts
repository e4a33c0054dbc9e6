import { fileURLToPath } from "node:url"
import { ESLint, Linter } from "eslint"
import ts from "typescript"
import tseslint from "typescript-eslint"
import { describe, expect, it } from "vitest"
import { exactMath, language, wall } from "../../scripts/wall.mjs"

const root = fileURLToPath(new URL("../..", import.meta.url))
const walled = ["math", "core", "algorithms"]

const linter = new Linter()
const config = [
  {
    files: ["**/*.ts"],
    languageOptions: { parser: tseslint.parser as Linter.Parser },
    plugins: { wall },
    rules: { "wall/host": "error" as const },
  },
]
const complaints = (code: string) => linter.verify(code, config, "planted.ts").map(({ message }) => message)

const browser = ["window", "self", "document", "localStorage", "XMLHttpRequest", "requestAnimationFrame", "Worker", "alert"]
const node = ["require", "module", "exports", "__dirname", "__filename", "Buffer", "process", "setImmediate"]
const mine = Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Za-z]\w*$/.test(name) && !name.startsWith("vitest"))
const hosts = [...new Set([...mine, ...browser, ...node, "Iterator", "Temporal", "Float16Array"])].filter(
  (name) => !language.includes(name),
)

describe("the linter keeps the host out", () => {
  it("of what it is asked about, names the whole host and not the language", () => {
    expect(hosts).toEqual(
      expect.arrayContaining(["Date", "Intl", "performance", "crypto", "setTimeout", "console", "globalThis", "eval", "TextEncoder"]),
    )
    expect(hosts.length).toBeGreaterThan(70)
  })

  it.each(hosts)("%s is refused", (name) => {
    expect(complaints(`export const a = typeof ${name}`)).toEqual([expect.stringMatching(`^${name} belongs to the host`)])
  })

  it.each(["Date", "Intl.NumberFormat", "SharedArrayBuffer", "WeakRef<object>"])("%s is refused as a type", (type) => {
    expect(complaints(`export type A = ${type}`)).toEqual([expect.stringMatching("belongs to the host")])
  })

  const inexact = [...new Set([...Object.getOwnPropertyNames(Math), "f16round", "sumPrecise"])].filter(
    (name) => /^[a-z]/.test(name) && !exactMath.includes(name),
  )
  it.each(inexact)("Math.%s is refused", (name) => {
    expect(complaints(`export const a = (x: number) => Math.${name}(x)`)).toEqual([expect.stringMatching(`^Math.${name} differs`)])
  })

  it("Math has the functions that these tests know", () => {
    expect(inexact).toEqual(
      expect.arrayContaining(["exp", "log", "pow", "sin", "cos", "tan", "hypot", "cbrt", "random", "log1p", "expm1", "tanh", "atan2"]),
    )
  })

  it.each(["const { exp } = Math", "const m = Math", `Math["exp"](1)`, `Math["e" + "xp"](1)`, "[Math]", "({ ...Math })"])(
    "%s is refused: Math is read by name",
    (code) => {
      expect(complaints(code)).toEqual([expect.stringMatching("^Math is only read")])
    },
  )

  it.each(["toLocaleString", "toLocaleUpperCase", "toLocaleLowerCase", "toLocaleDateString", "toLocaleTimeString", "localeCompare"])(
    "%s is refused",
    (name) => {
      const refused = [expect.stringMatching(`^${name} depends`)]
      expect(complaints(`let x; x.${name}()`)).toEqual(refused)
      expect(complaints(`let x; x["${name}"]()`)).toEqual(refused)
      expect(complaints(`let x; const { ${name} } = x`)).toEqual(refused)
    },
  )

  it.each(["x ** 2", "x **= 2"])("%s is refused", (code) => {
    expect(complaints(`let x = 1; ${code}`)).toEqual([expect.stringMatching(/^\*\* differs/)])
  })

  it.each([
    `import "node:fs"`,
    `import { readFile } from "fs"`,
    `import type { Stats } from "node:fs"`,
    `import zod from "zod"`,
    `export * from "node:path"`,
    `export { join } from "node:path"`,
    `export type A = import("node:fs").Stats`,
  ])("%s is refused", (code) => expect(complaints(code)).toEqual([expect.stringMatching("is not a file of this package")]))

  it.each([
    ["a lazy import", `const a = import("./a.ts")`, /^A lazy import/],
    ["import.meta", `const a = import.meta.url`, /^import.meta belongs/],
    ["a declared constant", `declare const performance: { now(): number }`, /^declare brings performance/],
    ["a declared function", `declare function setTimeout(): void`, /^declare brings setTimeout/],
    ["a declared class", `declare class URLSearchParams {}`, /^declare brings URLSearchParams/],
    ["a declared global", `declare global { interface Array<T> { a: T } }`, /^declare brings global/],
  ])("%s is refused", (_, code, message) => {
    expect(complaints(code)).toEqual([expect.stringMatching(message)])
  })

  it.each([
    ...exactMath.map((name) => `export const a = Math.${name}(1)`),
    "export const a = Math.PI * Math.LN2",
    "export const f = (Date: number, console: string) => [Date, console]",
    `import { exp } from "@diapason/math"\nimport { b } from "./b.ts"\nexport const a = exp(b)`,
    "export type A = Promise<Partial<Record<string, readonly number[]>>>",
    "declare const WebAssembly: { Module: new (bytes: Uint8Array) => object }\nexport const a = WebAssembly.Module",
    "declare const brand: unique symbol\nexport type Named = string & { readonly [brand]: true }",
    "export const a = (x: { exp: number }) => x.exp",
  ])("%s passes", (code) => {
    expect(complaints(code)).toEqual([])
  })

  it.each(walled)("the sources of %s stand behind it, its tests do not", async (room) => {
    const eslint = new ESLint({ cwd: root })
    const severity = async (path: string) => ((await eslint.calculateConfigForFile(path)) as Linter.Config).rules?.["wall/host"]
    expect(await severity(`packages/${room}/src/deep/down/planted.ts`)).toEqual([2])
    expect(await severity(`packages/${room}/test/planted.test.ts`)).toBeUndefined()
  })
})

describe("the compiler keeps the host out", () => {
  it.each(walled)("%s is compiled with the language alone", (room) => {
    const path = `${root}packages/${room}/tsconfig.json`
    const { options, errors } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(path, ts.sys.readFile.bind(ts.sys)).config,
      ts.sys,
      `${root}packages/${room}`,
    )
    expect(errors).toEqual([])
    expect({ lib: options.lib, types: options.types, strict: options.strict }).toEqual({
      lib: ["lib.es2023.d.ts"],
      types: [],
      strict: true,
    })
  })

  it("with the language alone, Node and the browser are unknown names", () => {
    const kept = [
      "globalThis",
      "Date",
      "Intl",
      "eval",
      "Function",
      "Atomics",
      "SharedArrayBuffer",
      "WeakRef",
      "FinalizationRegistry",
      "escape",
      "unescape",
    ]
    const unknown = hosts.filter((name) => !kept.includes(name))
    expect(unknownNames(unknown)).toEqual(unknown)
  })
})

/** Those of `names` that the compiler refuses to read when it knows es2023 and nothing else. */
function unknownNames(names: readonly string[]): readonly string[] {
  const path = `${root}planted.ts`
  const options: ts.CompilerOptions = { lib: ["lib.es2023.d.ts"], types: [], noEmit: true, strict: true, target: ts.ScriptTarget.ES2023 }
  const host = ts.createCompilerHost(options)
  const source = ts.createSourceFile(path, `${names.map((name) => `void ${name}`).join("\n")}\nexport {}\n`, ts.ScriptTarget.ES2023)
  const program = ts.createProgram([path], options, {
    ...host,
    getSourceFile: (file, version) => (file === path ? source : host.getSourceFile(file, version)),
  })
  const lines = program.getSemanticDiagnostics(source).map(({ start = 0 }) => source.getLineAndCharacterOfPosition(start).line)
  return [...new Set(lines)].map((line) => names[line] ?? "")
}
