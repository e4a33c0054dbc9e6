import type { TrackerKind } from "./kind.ts"
import { mlflowKind } from "./mlflow/kind.ts"
import { tensorboardKind } from "./tensorboard/kind.ts"

/** Every kind of tracker. A new one is a file with its kind, and a line here; flags, configuration and doctor know it then. */
export const trackerKinds: readonly TrackerKind[] = [mlflowKind, tensorboardKind]
