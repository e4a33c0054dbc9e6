import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import ts from "typescript"
import { expect, onTestFinished, test } from "vitest"

const root = fileURLToPath(new URL("../../../..", import.meta.url))
const run = promisify(execFile)
const read = (file: string): string => readFileSync(root + file, "utf8")

/** What the compiler says of files with these texts, in the strict settings of the house; `diapason` is read from its sources. */
async function complaints(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "diapason-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const compilerOptions = {
    composite: false,
    declarationMap: false,
    noEmit: true,
    types: ["node"],
    typeRoots: [`${root}node_modules/@types`],
    paths: { diapason: [`${root}packages/diapason/src/index.ts`] },
  }
  const config = { extends: `${root}tsconfig.base.json`, compilerOptions, include: ["*.ts"] }
  const all = { ...files, "tsconfig.json": JSON.stringify(config), "package.json": '{ "type": "module" }' }
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text)
  const said = await run(process.execPath, [`${root}node_modules/ts7/bin/tsc`, "-p", folder, "--pretty", "false"], { cwd: folder }).catch(
    (error: { stdout: string }) => error,
  )
  // What is wrong in the sources themselves is said where they are built.
  return said.stdout.split("\n").filter((line) => Object.keys(files).some((name) => line.startsWith(`${name}(`)))
}

test("the program in the README and the example compile, and with a misspelt name they do not", async () => {
  const [, snippet = ""] = /## From TypeScript\n(?:<!--.*?-->\n)?```ts\n(.*?)```/s.exec(read("README.md")) ?? []
  const config = "{ lr: number; depth: number; optimizer: { use: 'sgd'; momentum: number } | { use: 'adam' } }"
  const readme = `${snippet}\ndeclare function train(config: ${config}, step: number): Promise<number>\n`
  const example = read("examples/typescript/optimize.ts")
  const said = await complaints({
    "readme.ts": readme,
    "example.ts": example,
    "readme-misspelt.ts": readme.replace("config.lr, best", "config.rl, best"),
    "example-misspelt.ts": example.replace("method.beta :", "method.gamma :"),
  })
  expect(said).toEqual([
    expect.stringMatching(/^example-misspelt.ts.*'gamma' does not exist/),
    expect.stringMatching(/^readme-misspelt.ts.*'rl' does not exist/),
  ])
})

test("the example runs, stops trials early, and finds a low point", async () => {
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  const { outputText } = ts.transpileModule(read("examples/typescript/optimize.ts"), { compilerOptions: options })
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", outputText], { cwd: root })
  const [, stopped] = /all 60 trials .*, (\d+) stopped early/.exec(stdout) ?? []
  const [, height] = /height (\S+)/.exec(stdout) ?? []
  expect(Number(stopped)).toBeGreaterThan(0)
  expect(Number(height)).toBeLessThan(0.1)
})
