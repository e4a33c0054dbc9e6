import { chosen } from "../contestants/chosen.ts"
import { peerCommand } from "../contestants/environments.ts"
import { diapasonEntrant } from "./diapason-entrant.ts"
import type { Entrant } from "./learner.ts"
import { peerEntrant } from "./peer-entrant.ts"
import { randomEntrant } from "./random-entrant.ts"

/**
 * The contestant of a name: `random`, `diapason/SCHEDULER` or `diapason/SCHEDULER+SAMPLER` with settings where wanted
 * (`diapason/asha?eta=4+tpe`; without a sampler the one that the scheduler brings, or the default), or a peer. Throws for a name that nobody has.
 */
export function entrantNamed(name: string): Entrant {
  const own = /^diapason\/([^+]+)(?:\+(.+))?$/.exec(name)
  if (own !== null) return diapasonEntrant({ scheduler: chosen(own[1]!), ...(own[2] !== undefined && { sampler: chosen(own[2]) }) })
  if (name === "random") return randomEntrant()
  const peer = peers[name]
  if (peer === undefined) {
    throw new Error(`there is no contestant "${name}"; there is random, diapason/SCHEDULER+SAMPLER, ${Object.keys(peers).join(", ")}`)
  }
  return peerEntrant(peerCommand(peer.environment, peer.script), peer.kind)
}

/** Which virtual environment has a peer, and which program speaks for it. */
const peers: Readonly<Record<string, { readonly environment: string; readonly script: string; readonly kind: string }>> = {
  "optuna/hyperband": { environment: "many", script: "curves_optuna.py", kind: "hyperband" },
  "optuna/halving": { environment: "many", script: "curves_optuna.py", kind: "halving" },
  "optuna/median": { environment: "many", script: "curves_optuna.py", kind: "median" },
  "optuna/none": { environment: "many", script: "curves_optuna.py", kind: "none" },
  smac: { environment: "many", script: "curves_smac.py", kind: "multi-fidelity" },
  dehb: { environment: "dehb", script: "curves_dehb.py", kind: "dehb" },
}
