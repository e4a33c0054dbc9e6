import { spawnSync } from "node:child_process"
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { bin, folder } from "../cli/diapason.ts"

interface Step {
  readonly name?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>
}

const example = fileURLToPath(new URL("../../../../examples/github-action", import.meta.url))
const workflow = parse(readFileSync(join(example, "tuned-figure.yml"), "utf8")) as Workflow

/** A checkout of the example, with `diapason` and `npm` on the PATH: the first is this one, the second only writes down what it is asked. */
function checkout(): string {
  const cwd = folder()
  cpSync(example, cwd, { recursive: true })
  mkdirSync(join(cwd, "bin"))
  const script = (name: string, text: string): void => {
    writeFileSync(join(cwd, "bin", name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(cwd, "bin", name), 0o755)
  }
  script("diapason", `exec '${process.execPath}' '${bin}' "$@"`)
  script("node", `exec '${process.execPath}' "$@"`)
  script("npm", `echo "$@" >> '${join(cwd, "npm-asked")}'`)
  return cwd
}

/** Runs the steps as a runner does: in order, each in a bash that ends at the first failure; what follows a failure only where it says so. */
function build(cwd: string, sha: string, branch: string): { readonly failed: string | undefined; readonly codes: readonly number[] } {
  let failed: string | undefined
  const codes: number[] = []
  for (const step of Object.values(workflow.jobs).flatMap(({ steps }) => steps)) {
    if (step.run === undefined) continue
    const wanted = step.if === undefined ? true : step.if === "always()" ? true : step.if === `github.ref == 'refs/heads/${branch}'`
    if (!wanted || (failed !== undefined && step.if !== "always()")) continue
    const env = {
      PATH: `${join(cwd, "bin")}:${process.env["PATH"]}`,
      HOME: cwd,
      CI: "true",
      GITHUB_SHA: sha,
      GITHUB_STEP_SUMMARY: join(cwd, "summary.md"),
    }
    const { status } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], { cwd, env, encoding: "utf8" })
    codes.push(status ?? -1)
    if (status !== 0) failed ??= step.name
  }
  return { failed, codes }
}

test("the steps of the workflow pass on main, and fail with exit code 7 where the figure regressed", { timeout: 60_000 }, () => {
  const cwd = checkout()
  expect(build(cwd, "aaaaaaaaaaaaaaaa", "main")).toEqual({ failed: undefined, codes: [0, 0, 0] })
  expect(readFileSync(join(cwd, "npm-asked"), "utf8")).toBe("install --global diapason\n")
  expect(readFileSync(join(cwd, "summary.md"), "utf8")).toContain("Kept.")
  for (const file of ["study.jsonl", "report.html", "base.jsonl"]) expect(existsSync(join(cwd, file)), file).toBe(true)

  // Somebody lets it train a single step.
  const train = readFileSync(join(cwd, "train.mjs"), "utf8")
  writeFileSync(join(cwd, "train.mjs"), train.replace("Number(given.momentum ?? 0), 60]", "Number(given.momentum ?? 0), 1]"))
  expect(build(cwd, "bbbbbbbbbbbbbbbb", "change")).toEqual({ failed: "Tune, and fail when the figure regressed", codes: [0, 7] })
  const summary = readFileSync(join(cwd, "summary.md"), "utf8")
  expect(summary).toContain("**Not kept** (exit code 7)")
  // Side by side with the study of main.
  expect(summary).toMatch(/base +.*\d/)
  expect(summary).toContain("build-bbbbbbbbbbbb")
})
