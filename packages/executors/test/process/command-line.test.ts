import { expect, test } from "vitest"
import type { Config, Job } from "@diapason/core"
import { commandLine, placesOf, processes, type CommandStyle } from "@diapason/executors"

const job: Job = { study: "s", session: "x", trial: 3, attempt: 1, seed: 9, config: {}, flat: {}, fidelity: 27 }
const config: Config = { lr: 0.003, amp: true, opt: { use: "sgd", momentum: 0.9 }, wd: null, units: [64, 32] }
const words = (style: Omit<CommandStyle, "command">, command: readonly string[] = ["run"], c: Config = config) =>
  commandLine({ command, ...style }, { ...job, config: c }, placesOf("/d", job)).slice(1)

test.each([
  [{}, ["--lr=0.003", "--amp=true", "--opt=sgd", "--momentum=0.9", "--units=[64,32]"]],
  [{ paramsVia: "args-space" }, ["--lr", "0.003", "--amp", "true", "--opt", "sgd", "--momentum", "0.9", "--units", "[64,32]"]],
  [{ paramsVia: "hydra" }, ["lr=0.003", "amp=true", "opt=sgd", "momentum=0.9", "units=[64,32]"]],
  [{ paramsVia: "env" }, []],
  [{ paramsVia: "file" }, []],
  [{ paramsVia: "none" }, []],
] as const)("style %j", (style, expected) => {
  expect(words(style)).toEqual(expected)
})

test("booleans are a value, there or not, or negated", () => {
  const both = { a: true, b: false }
  expect(words({}, ["x"], both)).toEqual(["--a=true", "--b=false"])
  expect(words({ booleans: "presence" }, ["x"], both)).toEqual(["--a"])
  expect(words({ booleans: "negatable" }, ["x"], both)).toEqual(["--a", "--no-b"])
})

test("with placeholders only they are filled", () => {
  expect(words({}, ["x", "-l{lr}", "{opt}/{momentum}", "{trial}.{seed}.{fidelity}", "{params_file}"])).toEqual([
    "-l0.003",
    "sgd/0.9",
    "3.9.27",
    "/d/s/trials/3/params.json",
  ])
})

test("braces that name nothing stay as they are", () => {
  expect(words({}, ["awk", "{print}"], { lr: 1 })).toEqual(["{print}", "--lr=1"])
})

test("a value that is null or inactive leaves out its word and the flag before it", () => {
  expect(words({}, ["x", "--wd", "{wd}", "--lr", "{lr}"])).toEqual(["--lr", "0.003"])
  expect(words({ leafNames: { gone: "gone", lr: "lr" } }, ["x", "--gone={gone}", "{lr}"])).toEqual(["0.003"])
})

test("the command line's own names are used", () => {
  expect(words({ leafNames: { "opt.momentum": "opt.momentum" } }, ["x"], { opt: { use: "sgd", momentum: 1 } })).toEqual([
    "--opt=sgd",
    "--opt.momentum=1",
  ])
})

test("a parameter that no placeholder names is refused before anything starts", () => {
  const leafNames = { lr: "lr", "opt.dropout": "dropout" }
  const open = (command: string[], style: object = {}) => processes({ command, leafNames, ...style })
  expect(() => open(["x", "{lr}"])).toThrow("D114  Parameter opt.dropout reaches nowhere: the command has placeholders, none is {dropout}.")
  for (const command of [["x"], ["x", "{lr}", "{dropout}"], ["x", "{lr}", "{opt.dropout}"], ["x", "{params_file}"]]) open(command)
  open(["x", "{lr}"], { paramsVia: "args" })
  open(["x", "{lr}"], { inputs: ["opt.dropout"] })
})
