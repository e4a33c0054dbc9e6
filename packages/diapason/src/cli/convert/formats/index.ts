import type { Format } from "../converted.ts"
import { katib } from "./katib.ts"
import { nni } from "./nni.ts"
import { optuna } from "./optuna.ts"
import { ray } from "./ray.ts"
import { wandb } from "./wandb.ts"

/** All forms that can be converted; the first that fits is taken. */
export const formats: readonly Format[] = [katib, wandb, nni, optuna, ray]
