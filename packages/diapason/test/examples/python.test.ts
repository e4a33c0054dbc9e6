import { test } from "vitest"
import { clientPasses, isSound } from "./python-client.ts"

test("the tests of the Python client pass with python3", { timeout: 120_000 }, (context) => {
  context.skip(!isSound("python3"), "no Python 3.8 or later here")
  clientPasses("python3", "test*.py")
})
