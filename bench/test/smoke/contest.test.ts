import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

it("the default sampler is not worse than random, nor anything worse than the stored figures beyond their noise", async () => {
  const bench = spawn(process.execPath, [fileURLToPath(new URL("../../bench.mjs", import.meta.url)), "smoke"], {
    stdio: ["ignore", "pipe", "ignore"],
  })
  let said = ""
  bench.stdout.on("data", (part) => (said += String(part)))
  const [code] = (await once(bench, "close")) as [number]
  expect({ code, said: said.includes("FAILED") ? said : "" }).toEqual({ code: 0, said: "" })
  expect(said).toContain("diapason/auto")
}, 300_000)
