import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

const script = fileURLToPath(new URL("peer.py", import.meta.url))

/** Runs peer.py and gives the objects it prints, one a line. Throws with what it said when it fails. */
export async function askPeer(python, words) {
  const one = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" }
  const child = spawn(python, [script, ...words.map(String)], { env: { ...process.env, ...one }, stdio: ["ignore", "pipe", "pipe"] })
  const answers = []
  let errors = ""
  child.stderr.on("data", (bytes) => (errors = `${errors}${bytes}`.slice(-2000)))
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("close", resolve)
  })
  const lines = createInterface({ input: child.stdout })
  lines.on("line", (line) => answers.push(JSON.parse(line)))
  const code = await ended.catch((error) => {
    throw new Error(`the peer did not start: ${error.message}`)
  })
  if (code !== 0) throw new Error(`the peer ended with ${code}:\n${errors}`)
  return answers
}

/** One line that says what the peer is. */
export async function peerNote(python) {
  const [{ optuna, python: version }] = await askPeer(python, ["version"])
  return `optuna is ${optuna} on Python ${version}, one thread, its defaults`
}
