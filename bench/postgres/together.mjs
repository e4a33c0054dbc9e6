import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"

/** Starts a program so many times, lets all begin at one moment when each is ready; resolves when the last has ended. */
export async function together(count, command, words) {
  const one = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" }
  const programs = Array.from({ length: count }, () => {
    const child = spawn(command, words, { env: { ...process.env, ...one }, stdio: ["pipe", "pipe", "pipe"] })
    let errors = ""
    child.stderr.on("data", (bytes) => (errors = `${errors}${bytes}`.slice(-2000)))
    const ended = once(child, "close").then(([code]) => {
      if (code !== 0) throw new Error(`${command} ended with ${code}:\n${errors}`)
    })
    const lines = createInterface({ input: child.stdout })
    return { child, ended, ready: Promise.race([once(lines, "line"), ended]) }
  })
  await Promise.all(programs.map(({ ready }) => ready))
  for (const { child } of programs) child.stdin.end("go\n")
  await Promise.all(programs.map(({ ended }) => ended))
}
