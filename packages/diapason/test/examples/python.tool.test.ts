import { test } from "vitest"
import { clientPasses } from "./python-client.ts"

const python = process.env["DIAPASON_PYTHON"] ?? ""

// The helper itself is tried with python3 in the ordinary suite.
test("the tests of the Python client pass, those too that need libraries", { timeout: 200_000 }, (context) => {
  context.skip(python === "", "DIAPASON_PYTHON names no Python with the libraries")
  clientPasses(python, "test_[!d]*.py")
})
