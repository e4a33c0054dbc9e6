import { execFileSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { inScratch } from "../frame/scratch.mjs"

const script = fileURLToPath(new URL("peer.py", import.meta.url))

/** A part of the bench that needs Optuna: `run` gets what asks it for its fANOVA, by so many seeds. Left out without a Python that has it. */
export const askingOptuna =
  (run) =>
  ({ say, peer }) =>
    peer === undefined
      ? { figures: [], aims: [], notes: ["left out: name a Python that has Optuna with --peer"] }
      : inScratch((folder) => run((one, evidence, seeds) => asked(peer, join(folder, "trials.json"), one, evidence, seeds), { say }))

function asked(python, file, { levels }, { losses, units }, seeds) {
  const rows = Array.from(losses, (_, i) => [...units.subarray(i * levels.length, (i + 1) * levels.length)])
  writeFileSync(file, JSON.stringify({ levels, rows, losses: [...losses], seeds: Array.from({ length: seeds }, (_, k) => k) }))
  return JSON.parse(execFileSync(python, [script, file], { stdio: ["ignore", "pipe", "ignore"] }))
}
