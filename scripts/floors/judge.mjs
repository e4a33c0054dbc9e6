import { existsSync, readdirSync, realpathSync } from "node:fs"
import { join } from "node:path"
import { cruise } from "dependency-cruiser"
import { entries, rooms } from "../workspace.mjs"
import { floors, rules } from "./rules.mjs"

/**
 * What the judge read, and what is wrong with it; `faults` is empty when the house stands.
 * @typedef {{ readonly modules: number, readonly faults: readonly string[] }} Judgement
 */

/**
 * Reads every import under `root` and holds it against the rules of the house. A judge that skipped a file says so: silence never passes.
 * @param {string} root a repository, or a small copy of one
 * @returns {Promise<Judgement>}
 */
export async function judge(root) {
  const base = realpathSync(root)
  const folders = ["packages", "bench", "examples", "scripts", "test"].filter((name) => existsSync(join(base, name)))
  const { modules, summary } = await read(base, folders)
  const seen = new Set(modules.map(({ source }) => source))
  const skipped = sources(base).filter((path) => !seen.has(path))
  const homeless = rooms(base).filter((room) => floors[room] === undefined)
  return {
    modules: seen.size,
    faults: [
      ...(seen.size === 0 ? ["nothing-read: 0 modules; is there a TypeScript that the checker can use?"] : []),
      ...skipped.map((path) => `not-read: ${path}`),
      ...homeless.map((room) => `no-floor: packages/${room}`),
      ...new Set(summary.violations.map(sentence)),
    ],
  }
}

/**
 * @param {string} base
 * @param {string[]} folders
 * @returns {Promise<import("dependency-cruiser").ICruiseResult>}
 */
async function read(base, folders) {
  const offered = entries(base)
  const { output } = await cruise(
    folders,
    {
      baseDir: base,
      validate: true,
      ruleSet: { forbidden: rules(offered) },
      tsPreCompilationDeps: true,
      combinedDependencies: true,
      exclude: { path: ["(^|/)dist/", "(^|/)\\.[^./]", "(^|/)fixtures/"] },
      doNotFollow: { path: "(^|/)node_modules/" },
    },
    {
      alias: Object.fromEntries(offered.map(({ specifier, source }) => [`${specifier}$`, join(base, source)])),
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "node", "default", "require"],
    },
  )
  if (typeof output === "string") throw new Error(output)
  return output
}

/**
 * The TypeScript sources that a judgement must have covered.
 * @param {string} base
 */
function sources(base) {
  return rooms(base).flatMap((room) => {
    const folder = `packages/${room}/src`
    const files = existsSync(join(base, folder)) ? readdirSync(join(base, folder), { recursive: true, encoding: "utf8" }) : []
    return files.filter((file) => /(?<!\.d)\.tsx?$/.test(file)).map((file) => `${folder}/${file}`)
  })
}

/**
 * One line for a violation; a cycle is told from its alphabetically first file, so that it is told once.
 * @param {import("dependency-cruiser").IViolation} violation
 */
function sentence({ rule, from, to, cycle }) {
  if (cycle === undefined) return `${rule.name}: ${from} -> ${to}`
  const ring = cycle.map(({ name }) => name)
  const first = ring.indexOf([...ring].sort()[0] ?? "")
  return `${rule.name}: ${[...ring.slice(first), ...ring.slice(0, first + 1)].join(" -> ")}`
}
