import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect, onTestFinished, test } from "vitest"
import { parseAllDocuments } from "yaml"
import { pagesAt, pagesIn } from "../../scripts/docs/pages.mjs"
import { groups } from "../../scripts/docs/sidebar.mjs"
import { blocks, commandsOf, root, type Block } from "./blocks.ts"
import { callsOf } from "./shell-words.ts"

const shells = ["sh", "bash", "console"]
const languages = [...shells, "ts", "js", "python", "yaml", "json", "cpp", "sql", "text"]
const of = (...wanted: readonly string[]): readonly Block[] => blocks.filter(({ language }) => wanted.includes(language))

/** Blocks whose commands are not run, in all pages. It may fall; what raises it must be worth it. */
const notRunAtMost = 42

describe("the blocks of all pages", () => {
  test("say in which language they are", () => {
    expect(blocks.filter(({ language }) => !languages.includes(language)).map(({ at, language }) => `${at} ${language}`)).toEqual([])
  })

  test("that are not run are few, and say why", () => {
    const left = blocks.filter(({ notRun }) => notRun !== undefined)
    console.log(`${left.length} of ${blocks.length} blocks are not run`)
    expect(left.length).toBeLessThanOrEqual(notRunAtMost)
    expect(left.filter(({ notRun }) => notRun!.length < 8)).toEqual([])
  })

  test("in JSON are JSON, whole or a line each", () => {
    expect(
      of("json")
        .filter(({ text }) => !isJson(text) && !text.trim().split("\n").every(isJson))
        .map(({ at }) => at),
    ).toEqual([])
  })

  test("in YAML are YAML, and what is for Diapason is allowed by its schema", () => {
    const schema = JSON.parse(readFileSync(join(root, "packages/diapason/schema/config.v1.json"), "utf8")) as object
    const allowed = new Ajv2020({ strict: false, allErrors: true, logger: false }).compile(schema)
    const wrong = of("yaml").flatMap(({ at, text }) => {
      const documents = parseAllDocuments(text)
      const errors = documents.flatMap((one) => one.errors.map(({ message }) => message))
      if (errors.length > 0) return [`${at} ${errors.join("; ")}`]
      const values = documents.map((one) => one.toJS() as Readonly<Record<string, unknown>>)
      const own = values.filter((value) => !foreign.some((key) => key in value))
      return own.flatMap((value) =>
        allowed(value) ? [] : (allowed.errors ?? []).map((one) => `${at} ${one.instancePath} ${one.message} ${JSON.stringify(one.params)}`),
      )
    })
    expect(wrong).toEqual([])
  })

  test("in Python compile", (ctx) => {
    if (spawnSync("python3", ["--version"]).status !== 0) return ctx.skip("no python3 on the PATH")
    const sources = of("python").map(({ at, given, text }) => ({ at, text: `${given}\n${text}` }))
    const said = spawnSync("python3", ["-c", compiling], { input: JSON.stringify(sources), encoding: "utf8" })
    expect(said).toMatchObject({ status: 0, stderr: "" })
    expect(JSON.parse(said.stdout)).toEqual([])
  })

  test("in TypeScript and JavaScript compile against what is published", () => {
    const folder = own()
    const files = of("ts", "js").map(({ at, language, given, text }, i) => {
      const name = `${String(i).padStart(3, "0")}.${language === "js" ? "mjs" : "ts"}`
      writeFileSync(join(folder, name), `${given}\n${text}\nexport {}\n`)
      return { name, at }
    })
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(compilerOptions))
    let out = ""
    try {
      execFileSync(process.execPath, [join(root, "node_modules/ts7/bin/tsc"), "-p", folder], { cwd: folder, encoding: "utf8" })
    } catch (error) {
      out = (error as { readonly stdout: string }).stdout
    }
    const told = files.reduce((text, { name, at }) => text.replaceAll(name, `${name} (${at})`), out)
    expect(told).toBe("")
  })

  test("call the command line as it is", () => {
    const planted = ["diapason tnue", "x=1 diapason tune --trails 3", "a | diapason tune --trials many -- b", "b=$(diapason explain)"]
    const written = blocks
      .filter(({ language }) => shells.includes(language))
      .flatMap((block) => [...commandsOf(block), block.given].map((shell) => ({ at: block.at, shell })))
    const calls = [...planted.map((shell) => ({ at: "planted", shell })), ...written].flatMap(({ at, shell }) =>
      callsOf("diapason", shell).map((words) => ({ at, words })),
    )
    expect(calls.length).toBeGreaterThan(100)
    const wrong = ["there is no such verb", "unknown option '--trails'", "--trials many", "missing required argument"]
    expect(complaintsOf(calls)).toEqual(wrong.map((words) => expect.stringContaining(words) as string))
  })

  test("that call scripts of this repository name those that there are", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly scripts: object }
    const called = blocks.flatMap(({ at, text, language }) =>
      shells.includes(language) ? [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => ({ at, name: name! })) : [],
    )
    expect(called.filter(({ name }) => !(name in scripts))).toEqual([])
  })
})

describe("the pages", () => {
  const docs = join(root, "docs")
  test("all have their place in the sidebar, once", () => {
    const all = pagesIn(docs)
    const placed = groups.flatMap(({ pages }) => pages.flatMap((place) => pagesAt(place, all)))
    expect([...placed].sort()).toEqual(all.filter((page) => page !== "index"))
  })
})

/** Keys of files that are for other programs. */
const foreign = ["apiVersion", "jobs", "scrape_configs", "method", "searchSpace", "defaults", "hydra"]

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Compiles each source that comes as JSON, and prints what is wrong. Cells of notebooks may await. */
const compiling = `
import ast, json, sys
wrong = []
for source in json.load(sys.stdin):
    try:
        compile(source["text"], source["at"], "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        wrong.append("%s %s" % (source["at"], error))
print(json.dumps(wrong))
`

const compilerOptions = {
  compilerOptions: {
    ...{ target: "es2023", module: "nodenext", lib: ["es2023", "dom"], types: ["node"], strict: true, noEmit: true, skipLibCheck: true },
    ...{ allowJs: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, moduleDetection: "force" },
  },
  include: ["*.ts", "*.mjs"],
}

/** A folder below the checkout, from where its packages are found. */
function own(): string {
  mkdirSync(join(root, ".cache"), { recursive: true })
  const folder = mkdtempSync(join(root, ".cache/snippets-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, "package.json"), '{"type":"module"}')
  return folder
}

function complaintsOf(calls: readonly { readonly at: string; readonly words: readonly string[] }[]): readonly string[] {
  const said = spawnSync(process.execPath, [join(root, "test/docs/read-commands.mjs")], { input: JSON.stringify(calls), encoding: "utf8" })
  expect(said).toMatchObject({ status: 0, stderr: "" })
  return JSON.parse(said.stdout) as readonly string[]
}
