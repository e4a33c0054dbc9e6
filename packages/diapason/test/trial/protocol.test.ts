import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { playTranscript, type ProtocolClient } from "../../src/conformance/play-transcript.ts"
import { transcripts } from "../../src/conformance/transcript.ts"

const path = (file: string): string => fileURLToPath(new URL(`../../../../${file}`, import.meta.url))
const python = ["python3", "python"].find((name) => spawnSync(name, ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0)

const clients: Readonly<Record<string, ProtocolClient>> = {
  "diapason/trial": { command: [process.execPath, path("packages/diapason/test/trial/client.mjs")] },
  "diapason.py": {
    command: [python ?? "python3", path("packages/diapason/test/trial/client.py")],
    env: { PYTHONPATH: path("clients/python") },
  },
}

for (const [name, client] of Object.entries(clients))
  describe(`${name} as a client of the trial protocol`, () => {
    for (const transcript of transcripts())
      test(transcript.title, async (context) => {
        context.skip(name === "diapason.py" && python === undefined, "no Python 3.8 or later here")
        expect(await playTranscript(client, transcript, 10_000)).toBeUndefined()
      })
  })
