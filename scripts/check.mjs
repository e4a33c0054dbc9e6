import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

// `npm run check`: everything that can be said about the code without running it. One line a step, what is wrong below it, one verdict.

const root = fileURLToPath(new URL("..", import.meta.url))

/** The file behind a tool's command, so that no shell and no npx stands between. @param {string} tool */
function program(tool) {
  const { bin } = JSON.parse(readFileSync(`${root}node_modules/${tool}/package.json`, "utf8"))
  return `node_modules/${tool}/${typeof bin === "string" ? bin : bin[tool]}`
}

// Types first: they build what the linter's type-aware rules read. The heavy ones of the others begin first.
const steps = [
  { name: "types", command: ["node_modules/ts7/bin/tsc", "-b"] },
  { name: "lint", command: [program("eslint"), ".", "--max-warnings=0"] },
  {
    name: "format",
    command: [
      program("prettier"),
      "--check",
      "--log-level=warn",
      "--cache",
      "--cache-strategy=content",
      "--cache-location=.cache/prettier",
      ".",
    ],
  },
  { name: "floors and cycles", command: ["scripts/floors/check.mjs"] },
  { name: "dead exports", command: ["scripts/dead-exports.mjs"] },
]

const started = Date.now()
const failed = /** @type {string[]} */ ([])
const [types, ...others] = steps
if (types !== undefined) await run(types)
await Promise.all([worker(), worker()])
const time = seconds(started)
console.log(failed.length === 0 ? `check: all ${steps.length} steps passed in ${time}` : `check: FAILED in ${time}: ${failed.join(", ")}`)
process.exitCode = failed.length === 0 ? 0 : 1

async function worker() {
  for (let step = others.shift(); step !== undefined; step = others.shift()) await run(step)
}

/** @param {(typeof steps)[number]} step */
async function run({ name, command }) {
  const begun = Date.now()
  const { code, output } = await outcome(command)
  if (code !== 0) failed.push(name)
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name.padEnd(18)} ${seconds(begun)}`)
  if (code !== 0) console.log(output.trimEnd().replace(/^(?=.)/gm, "    "))
}

/**
 * @param {readonly string[]} command
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function outcome(command) {
  const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text))
  return new Promise((resolve, reject) => child.on("error", reject).on("close", (code) => resolve({ code, output })))
}

/** @param {number} since */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}
