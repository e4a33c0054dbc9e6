import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { processes } from "@diapason/executors"
import { executorLaws } from "@diapason/testkit"

const client = fileURLToPath(new URL("../fixtures/client.mjs", import.meta.url))

executorLaws("processes", () =>
  processes({ command: [process.execPath, client], paramsVia: "none", dir: mkdtempSync(join(tmpdir(), "diapason-")), grace: 2000 }),
)
