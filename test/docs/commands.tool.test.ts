import { describe, expect, test } from "vitest"
import { blocks, pages, type Block } from "./blocks.ts"
import { lackingIn, pythonWith, world } from "./world.ts"

const run = ["sh", "bash", "console", "python", "ts", "js"]

/** What is not meant to be run, or says `declare` of what it does not show, is compiled and read only, see snippets.test.ts. */
const runs = ({ language, notRun, given }: Block): boolean => run.includes(language) && notRun === undefined && !/^declare /m.test(given)

/** One page, where its name is in the variable: to write one without waiting for all. */
const only = process.env["DIAPASON_PAGE"]

describe.concurrent("what the pages say", () => {
  for (const page of pages) {
    const own = blocks.filter((block) => block.page === page && runs(block))
    if (own.length === 0 || (only !== undefined && !page.includes(only))) continue
    test(`${page}: ${own.length} blocks run, one after another in one folder`, { timeout: 300_000 }, async () => {
      const skipped: string[] = []
      const everything = await pythonWith([...new Set(own.flatMap(({ needs }) => needs))])
      const place = world(everything ?? (await pythonWith([]))!)
      try {
        for (const block of own) {
          if (everything === undefined && block.needs.length > 0) skipped.push(`${block.at} (${block.needs.join(", ")})`)
          else
            await place.run(block).catch((error: Error) => {
              throw new Error(`${block.at}: ${error.message}`)
            })
        }
      } finally {
        place.close()
      }
      // They have been compiled with all others: libraries of gigabytes are run where somebody has them.
      if (skipped.length > 0) console.log(`compiled only, for what they need is not here: ${skipped.join(", ")}`)
    })
  }
})

test("a printed line is told from another by its words, not by its numbers", () => {
  const printed = "  lr   ████  0.71 (0.62–0.79)\n  best 0.2871  #31  lr 0.00214"
  expect(lackingIn(printed, ["lr  █  0.5 (0.1–0.9)", "best 0.3  … lr 0.1"])).toBeUndefined()
  expect(lackingIn(printed, ["worst 0.2871 … lr"])).toBe("worst 0.2871 … lr")
})
