import { writeSync } from "node:fs"
import type { Reporter, TestCase, TestModule } from "vitest/node"

/**
 * Ends a test run with one line that a person and a script can read: `12 passed, 0 failed`, and `, 1 skipped` when something was. Each
 * skipped test is named above it with its reason. A file that could not be read and an error outside of any test count as failed.
 */
export class ClosingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const broken = modules.filter((module) => module.errors().length > 0)
    const suites = modules.flatMap((module) => [...module.children.allSuites()].filter((suite) => suite.errors().length > 0))
    const passed = tests.filter((test) => test.result().state === "passed").length
    const skipped = tests.filter((test) => test.result().state === "skipped")
    const failed = tests.length - passed - skipped.length + broken.length + suites.length + unhandled.length
    // Written as the process ends, so that it comes last; a run that fails for a reason of its own (no tests, a lost worker) is a failure too.
    process.once("exit", (code) =>
      print([...skipped.map(named), closing(passed, code === 0 ? failed : Math.max(failed, 1), skipped.length)]),
    )
  }
}

function closing(passed: number, failed: number, skipped: number): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`
}

function named(test: TestCase): string {
  const result = test.result()
  const reason = result.state === "skipped" ? result.note : undefined
  return `skipped: ${test.module.relativeModuleId} > ${test.fullName}${reason === undefined ? "" : ` (${reason})`}`
}

function print(lines: readonly string[]): void {
  writeSync(1, `\n${lines.join("\n")}\n`)
}
