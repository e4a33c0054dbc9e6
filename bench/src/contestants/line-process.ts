import { spawn } from "node:child_process"
import { createInterface } from "node:readline"

/** A program that answers each JSON line on its input with one on its output. */
export interface LineProcess {
  /** Throws when the program ends, says `error`, or takes longer than `patience`. */
  request(message: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>
  close(): Promise<void>
}

/** Milliseconds for one answer, imports of the slowest library included. */
const patience = 10 * 60_000

/** Starts the program, on one thread where its libraries ask the environment. */
export function lineProcess([program, ...words]: readonly [string, ...string[]]): LineProcess {
  const child = spawn(program, words, { env: { ...process.env, ...oneThread }, stdio: ["pipe", "pipe", "pipe"] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let errors = ""
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors = `${errors}${text}`.slice(-2000)))
  // Writing to a program that has ended shows up as its missing answer.
  child.stdin.on("error", () => undefined)
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message))
    child.once("close", (code, signal) => resolve(`it ended with ${signal ?? code}`))
  })
  return {
    async request(message) {
      child.stdin.write(`${JSON.stringify(message)}\n`)
      const timer = setTimeout(() => child.kill("SIGKILL"), patience)
      const line = await lines.next().finally(() => clearTimeout(timer))
      if (line.done === true) throw new Error(`${program}: ${await ended}${errors === "" ? "" : `\n${errors}`}`)
      const answer = JSON.parse(line.value) as Readonly<Record<string, unknown>>
      if (typeof answer["error"] === "string") throw new Error(answer["error"])
      return answer
    },
    async close() {
      child.stdin.end()
      const timer = setTimeout(() => child.kill("SIGKILL"), 5000)
      await ended
      clearTimeout(timer)
    },
  }
}

const oneThread = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" }
