// npm run bench -- NAME [--only PART] [--peer PYTHON] [--json], or a contest: run, report, smoke
import { writeFileSync } from "node:fs"
import { benchmarks, contests } from "./benchmarks.mjs"
import { machine } from "./frame/machine.mjs"
import { report } from "./frame/report.mjs"
import { usage, UsageError, wanted } from "./frame/usage.mjs"

/** Runs one benchmark and prints what came of it; gives the exit code. */
async function main(words) {
  if (Object.hasOwn(contests, words[0] ?? "")) return (await import("./dist/main.js")).main(words, machine())
  const options = wanted(words, benchmarks)
  if (options.name === undefined) {
    process.stdout.write(usage(benchmarks, contests))
    return 0
  }
  const benchmark = await benchmarks[options.name].load()
  const parts = chosen(benchmark, options.only)
  const document = {
    schema: "diapason.bench/1",
    benchmark: options.name,
    // Where the peer's interpreter lies is nobody's business.
    command: ["npm run bench --", ...words.map((word) => (word === options.peer ? "PYTHON" : word))].join(" "),
    at: new Date().toISOString(),
    machine: machine(),
    problem: benchmark.problem,
    parts: {},
  }
  for (const name of parts) {
    say(`${options.name}: ${name}: ${benchmark.parts[name].about}`)
    document.parts[name] = await benchmark.parts[name].run({ say, peer: options.peer })
  }
  const text = `${JSON.stringify(document, undefined, 2)}\n`
  if (options.out !== undefined) writeFileSync(options.out, text)
  process.stdout.write(options.json ? text : report(document))
  return 0
}

function chosen(benchmark, only) {
  const known = Object.keys(benchmark.parts)
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new UsageError(`there is no part "${unknown[0]}"; the parts are ${known.join(", ")}`)
  return only.length > 0 ? known.filter((name) => only.includes(name)) : known
}

function say(text) {
  process.stderr.write(`${text}\n`)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const built = error?.code !== "ERR_MODULE_NOT_FOUND" && error?.code !== "ERR_PACKAGE_PATH_NOT_EXPORTED"
  if (error instanceof UsageError) process.stderr.write(`${error.message}\n\n${usage(benchmarks, contests)}`)
  else process.stderr.write(built ? `${error?.stack ?? error}\n` : `${error.message}\nIs it built? Run: npm run build\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
