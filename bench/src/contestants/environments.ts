import { homedir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The command of a peer's program: the Python of a virtual environment, and a file of `bench/peers`. */
export const peerCommand = (environment: string, file: string): readonly [string, ...string[]] => [
  join(environments(), environment, "bin", "python"),
  fileURLToPath(new URL(`../../peers/${file}`, import.meta.url)),
]

/** The folder with the peers' virtual environments. */
const environments = (): string => process.env["DIAPASON_PEERS"] ?? join(homedir(), ".cache", "diapason-peers")
