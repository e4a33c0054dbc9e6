import { parseArgs } from "node:util"

/** What was asked for makes no sense; the message says what would. */
export class UsageError extends Error {}

/** The words of the command line, read. Throws UsageError. */
export function wanted(words, benchmarks) {
  const { values, positionals } = parsed(words)
  const [name, ...rest] = positionals
  if (name !== undefined && !Object.hasOwn(benchmarks, name)) {
    throw new UsageError(`there is no benchmark "${name}"; there is ${Object.keys(benchmarks).join(", ")}`)
  }
  if (rest.length > 0) throw new UsageError(`one benchmark at a time; "${rest[0]}" is one too many`)
  const only = (values.only ?? []).flatMap((list) => list.split(",")).filter((part) => part !== "")
  return { name, only, peer: values.peer, json: values.json ?? false, out: values.out }
}

function parsed(words) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        only: { type: "string", multiple: true },
        peer: { type: "string" },
        out: { type: "string" },
        json: { type: "boolean" },
      },
    })
  } catch (error) {
    throw new UsageError(error.message)
  }
}

/** How to call it, and what there is. */
export function usage(benchmarks, contests) {
  const width = Math.max(...[...Object.keys(benchmarks), ...Object.keys(contests)].map((name) => name.length))
  return [
    "npm run bench -- NAME [--only PART,…] [--peer PYTHON] [--json] [--out FILE]",
    "",
    ...Object.entries(benchmarks).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`),
    "",
    "between tuners, each with options of its own:",
    ...Object.entries(contests).map(([name, about]) => `  ${name.padEnd(width)}  ${about}`),
    "",
    "  --only PART    one part of it, or several",
    "  --peer PYTHON  a Python that has the peer installed, to run the same work beside it",
    "  --json         one JSON document instead of tables",
    "  --out FILE     writes that document to a file as well",
    "",
  ].join("\n")
}
