import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { samplers } from "../src/samplers.ts"
import { schedulers } from "../src/schedulers.ts"
import type { Setting } from "../src/setting.ts"

const docs = fileURLToPath(new URL("../../../docs/", import.meta.url))

test.each([
  ["sampler", samplers],
  ["scheduler", schedulers],
] as const)(
  "every %s has its page: when, when not, every setting with what it takes, a command that names it, its source",
  (kind, list) => {
    expect(readdirSync(`${docs}${kind}s`).sort()).toEqual(
      Object.keys(list)
        .map((name) => `${name}.md`)
        .sort(),
    )
    for (const [name, { settings }] of Object.entries(list)) {
      const text = readFileSync(`${docs}${kind}s/${name}.md`, "utf8")
      const told = [...text.matchAll(/^\| `([\w-]+)` \| ([^|]+) \|/gm)].map(([, setting, takes]) => [setting, takes])
      expect(told, name).toEqual(
        Object.entries(settings as Readonly<Record<string, Setting>>).map(([setting, { expected: takes }]) => [setting, takes]),
      )
      expect(text).toMatch(/## When\n[\s\S]+## When not\n[\s\S]+## Settings\n[\s\S]+## Source\n/)
      expect(text).toMatch(new RegExp(`^\\$ diapason tune .*--${kind} (?:${name} |'\\{"type":"${name}")`, "m"))
    }
  },
)
