import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { fault } from "@diapason/core"

/** The folder that Python finds `diapason_automl` in. */
const folder = fileURLToPath(new URL("../../dist/python/", import.meta.url))

/** Environment of Python's processes: where the package is, and one thread for each, since several run side by side and threads that wait for each other stand still on a busy machine. */
export const pythonEnv = (env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> => ({
  OMP_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  ...process.env,
  ...env,
  PYTHONPATH: [folder, env["PYTHONPATH"] ?? process.env["PYTHONPATH"]].filter((one) => one !== undefined && one !== "").join(":"),
  PYTHONUNBUFFERED: "1",
})

/** The command of one verb of `diapason_automl`. */
export const pythonCommand = (python: string, ...words: readonly string[]): readonly string[] => [python, "-m", "diapason_automl", ...words]

/** What is wrong with the data or a flag, as Python says it. */
export interface Told {
  readonly code: string
  readonly what: string
  readonly why: string
  readonly mend: string
}

interface Answer {
  readonly errors?: readonly Told[]
  readonly warnings?: readonly Told[]
}

/**
 * Runs one verb of `diapason_automl` to its end and gives the document that it prints. Throws D157 for what it refuses, and D158 where it
 * ends without a word.
 */
export async function askPython<A>(
  python: string,
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<A & Answer> {
  const { out, err, exit } = await ran(pythonCommand(python, ...words), pythonEnv(env))
  const last = out.trim().split("\n").at(-1) ?? ""
  const answer = read<A & Answer>(last)
  if (answer === undefined) throw fault("D158", { verb: words[0] ?? "", exit, last: err.trim().split("\n").at(-1) ?? "" })
  const [first] = answer.errors ?? []
  if (first !== undefined) throw fault("D157", first)
  return answer
}

function read<A>(text: string): A | undefined {
  try {
    return JSON.parse(text) as A
  } catch {
    return undefined
  }
}

interface Ran {
  readonly out: string
  readonly err: string
  readonly exit: number | null
}

function ran([program = "", ...words]: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { env, stdio: ["ignore", "pipe", "pipe"] })
    const [out, err]: [string[], string[]] = [[], []]
    child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text))
    child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text))
    child.once("error", (error) => resolve({ out: "", err: error.message, exit: null }))
    child.once("close", (exit) => resolve({ out: out.join(""), err: err.join(""), exit }))
  })
}
