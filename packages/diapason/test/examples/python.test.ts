import { test } from "vitest"
import { clientPasses, isSound } from "./python-client.ts"

// The helper inside of a trial and the link to the program; what is built on them is tried once, with the programs of others.
test("the tests of the Python helper pass with python3", { timeout: 120_000 }, (context) => {
  context.skip(!isSound("python3"), "no Python 3.8 or later here")
  clientPasses("python3", "test_[ds]*.py")
})
