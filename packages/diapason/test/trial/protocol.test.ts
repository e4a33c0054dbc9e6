import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { trialProtocolLaws } from "@diapason/testkit"

const path = (file: string): string => fileURLToPath(new URL(`../../../../${file}`, import.meta.url))

trialProtocolLaws("diapason/trial", { command: [process.execPath, path("packages/diapason/test/trial/client.mjs")] })

const python = ["python3", "python"].find((name) => spawnSync(name, ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0)

trialProtocolLaws(
  "diapason.py",
  { command: [python ?? "python3", path("packages/diapason/test/trial/client.py")], env: { PYTHONPATH: path("clients/python") } },
  python === undefined ? "no Python 3.8 or later here" : undefined,
)
