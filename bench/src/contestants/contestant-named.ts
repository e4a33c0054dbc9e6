import { chosen } from "./chosen.ts"
import type { Contestant } from "./contestant.ts"
import { diapason } from "./diapason.ts"
import { peerCommand } from "./environments.ts"
import { peer } from "./peer.ts"

/**
 * The contestant of a name: `random`, `diapason/SAMPLER` with settings where wanted (`diapason/tpe?startup=5&preset=fast`), or a peer
 * with its sampler (`optuna/gp`). Throws for a name that nobody has.
 */
export function contestantNamed(name: string): Contestant {
  const own = name === "random" ? "random" : /^diapason\/(.+)$/.exec(name)?.[1]
  if (own !== undefined) return diapason(chosen(own))
  const listed = peers[name]
  if (listed === undefined)
    throw new Error(`there is no contestant "${name}"; there is random, diapason/SAMPLER, ${Object.keys(peers).join(", ")}`)
  return peer(peerCommand(listed.environment, listed.script), listed.kind)
}

/** Which virtual environment has a peer, and which program speaks for it. */
const peers: Readonly<Record<string, { readonly environment: string; readonly script: string; readonly kind: string }>> = {
  "optuna/gp": { environment: "many", script: "peer_optuna.py", kind: "gp" },
  "optuna/tpe": { environment: "many", script: "peer_optuna.py", kind: "tpe" },
  "optuna/cma": { environment: "many", script: "peer_optuna.py", kind: "cma" },
  hebo: { environment: "hebo", script: "peer_hebo.py", kind: "hebo" },
  smac: { environment: "many", script: "peer_smac.py", kind: "hpo" },
  ax: { environment: "ax", script: "peer_ax.py", kind: "default" },
  nevergrad: { environment: "many", script: "peer_nevergrad.py", kind: "NGOpt" },
}
