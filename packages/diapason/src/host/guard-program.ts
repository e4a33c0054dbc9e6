import { fileURLToPath } from "node:url"

/** The program of the process beside a worker that ends what the worker leaves behind; as `samplerProgram`. */
export const guardProgram = fileURLToPath(new URL("../../worker/guard.mjs", import.meta.url))
