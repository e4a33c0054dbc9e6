import { describe, expect, it } from "vitest"
import { entries } from "../../scripts/workspace.mjs"
import { bundle, pageRooms } from "./bundle.ts"

const folder = "test/browser"

describe("math, core and algorithms", () => {
  it("bundle for the browser whole, from their sources, with nothing external", async () => {
    const whole = pageRooms.map((room) => `export * as ${room} from "@diapason/${room}"\n`).join("")
    const { text, files, imports } = await bundle(whole, folder)
    expect(imports).toEqual([])
    expect(text).not.toMatch(/^\s*(?:import|export)\b.*\bfrom\s*["']|^\s*import\s*["'(]|\brequire\(/m)
    for (const room of pageRooms) expect(files).toContain(`packages/${room}/src/index.ts`)
    expect(files.filter((file) => !/^packages\/(math|core|views|algorithms)\/src\//.test(file))).toEqual([`${folder}/program.ts`])
  })

  it.each([
    ["a module of Node", `import { readFileSync } from "node:fs"\nexport default readFileSync`],
    ["a room that knows the host", `export * from "@diapason/executors"`],
  ])("do not bundle with %s", async (_, program) => {
    await expect(bundle(program, folder)).rejects.toThrow("Could not resolve")
  })

  it("are found among the packages", () => {
    const known = entries(new URL("../..", import.meta.url).pathname).map(({ specifier }) => specifier)
    expect(known).toEqual(expect.arrayContaining(pageRooms.map((room) => `@diapason/${room}`)))
  })
})
